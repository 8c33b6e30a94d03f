// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_EXACT_HPP
#define LEEWAY_TESTS_SUPPORT_EXACT_HPP

#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <leeway/base/random.hpp>

/// Comparisons that are meant exactly, and doubles from everywhere.
namespace exact {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double largest = (std::numeric_limits<double>::max)();
inline constexpr double smallest = std::numeric_limits<double>::denorm_min();

/// The same number or both NaN; 0.0 and -0.0 are the same.
inline bool same(double a, double b) { return (a <= b && a >= b) || (std::isnan(a) && std::isnan(b)); }

/// Any bit pattern but those of NaN.
inline double any_double(leeway::random_stream& draws) {
  for (;;)
    if (const double x = std::bit_cast<double>(draws.next()); !std::isnan(x)) return x;
}

inline std::vector<double> normals(leeway::random_stream& draws, std::size_t size) {
  std::vector<double> values;
  for (std::size_t i = 0; i < size; ++i) values.push_back(draws.normal());
  return values;
}

}  // namespace exact

#endif
