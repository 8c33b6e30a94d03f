// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_SINGULAR_VALUES_HPP
#define LEEWAY_LAW_DETAIL_SINGULAR_VALUES_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace leeway::detail {

/// How many of the singular values of a bidiagonal matrix lie below `limit` > 0, by Sylvester's law of inertia for the
/// tridiagonal matrix with zeros on its diagonal that has both signs of them as its eigenvalues.
inline std::size_t singular_values_below(std::span<const double> squares, double limit) noexcept {
  std::size_t negative = 1;
  double pivot = -limit;
  for (double square : squares) {
    pivot = -limit - square / pivot;
    if (pivot < 0.0)
      ++negative;
    else if (!(pivot > 0.0))
      pivot = 1e-300;
  }
  return negative - squares.size() / 2 - 1;
}

/** The singular values of a bidiagonal matrix of one row more than columns, ascending. `squares`: the squares of its
    entries a_1, b_1, a_2, b_2, ..., a column after the other, all positive. Bisection, to 1e-12 of each value however
    far apart they are: an entry's rounding moves no singular value by more than its own (Demmel and Kahan 1990).
    O(columns^2). */
inline std::vector<double> singular_values(std::span<const double> squares) {
  const std::size_t columns = squares.size() / 2;
  double most = 0.0;
  double least = 0.0;
  for (std::size_t k = 0; k < columns; ++k) {
    const double column = squares[2 * k] + squares[2 * k + 1];
    most = (std::max)(most, column);
    least = k == 0 ? column : (std::min)(least, column);
  }
  std::vector<double> values;
  double floor = std::sqrt(least);
  while (columns > 0 && singular_values_below(squares, floor) > 0) floor /= 16.0;
  for (std::size_t k = 0; k < columns; ++k) {
    double low = values.empty() ? floor : values.back();
    double high = 2.0 * std::sqrt(most);
    while (high > low * (1.0 + 1e-12)) {
      const double middle = high > 2.0 * low ? std::sqrt(low) * std::sqrt(high) : 0.5 * (low + high);
      (singular_values_below(squares, middle) > k ? high : low) = middle;
    }
    values.push_back(high);
  }
  return values;
}

}  // namespace leeway::detail

#endif
