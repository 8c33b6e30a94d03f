// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_INTERVAL_HPP
#define LEEWAY_BASE_INTERVAL_HPP

#include <limits>

namespace leeway {

/// NaN: there is no value. Zero never stands for that.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// A closed interval; both ends `no_value` when there is none.
struct interval {
  double lower = no_value;
  double upper = no_value;
};

}  // namespace leeway

#endif
