// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_SINCE_START_HPP
#define LEEWAY_WINDOW_SINCE_START_HPP

#include <cstdint>

namespace leeway {

/// One window that never ends.
struct since_start {
  bool closes(std::uint64_t) const noexcept { return false; }
};

}  // namespace leeway

#endif
