// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_CONCEPT_HPP
#define LEEWAY_WINDOW_CONCEPT_HPP

#include <concepts>
#include <cstdint>

namespace leeway {

/// Which records are "now". Once a number of records closes a window, every larger one does. Models: `since_start`,
/// `every`.
template <class W>
concept window_policy = std::copyable<W> && requires(const W policy, std::uint64_t records) {
  { policy.closes(records) }
  noexcept->std::same_as<bool>;  // a window of so many records is whole
};

}  // namespace leeway

#endif
