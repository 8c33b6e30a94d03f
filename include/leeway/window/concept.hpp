// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_CONCEPT_HPP
#define LEEWAY_WINDOW_CONCEPT_HPP

#include <concepts>
#include <cstdint>

namespace leeway {

class baseline;
class window;

/// Which records are "now". Once a number of records closes a window, every larger one does. Models: `since_start`,
/// `every`, `sliding`, `decaying`.
template <class W>
concept window_policy = std::copyable<W> && requires(const W policy, std::uint64_t records) {
  { policy.closes(records) }
  noexcept->std::same_as<bool>;  // a window of so many records is whole
};

/// What `closes` ends is a pane; the window is what `sums` makes of the panes so far. Panes are numbered upwards.
/// Models: `sliding`, `decaying`.
template <class W>
concept paned_window_policy = window_policy<W> &&
    requires(const W policy, const baseline& past, std::int64_t index, const window& pane) {
  { policy.sums(past).absorb(index, pane) } -> std::same_as<const window&>;
};

}  // namespace leeway

#endif
