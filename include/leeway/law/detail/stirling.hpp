// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_STIRLING_HPP
#define LEEWAY_LAW_DETAIL_STIRLING_HPP

#include <cmath>

#include <leeway/law/detail/constants.hpp>

/// Factorials and deviances without cancellation, in the manner of Loader (2000): logarithms of the point probabilities
/// of the discrete laws are right to a few units in the last place also for counts of 1e9, where differences of
/// log-gammas have lost ten digits.
namespace leeway::detail {

/// log Gamma(x+1) - (x log x - x) for x >= 16: Stirling's series, truncation error below 1e-16.
inline double stirling_rest_large(double x) noexcept {
  const double r = 1.0 / x;
  const double s = r * r;
  const double series = r * (1.0 / 12.0 - s * (1.0 / 360.0 - s * (1.0 / 1260.0 - s * (1.0 / 1680.0 - s / 1188.0))));
  return 0.5 * std::log(two_pi * x) + series;
}

/// The same for 0 <= x < 16: from x + 1 downwards, each step adding a term of order 1 / x.
inline double stirling_rest_small(double x) noexcept {
  if (x < 1e-300) return 0.0;
  double sum = 0.0;
  for (; x < 16.0; x += 1.0) sum += x * std::log1p(1.0 / x) - 1.0;
  return sum + stirling_rest_large(x);
}

/// log Gamma(x+1) - (x log x - x) for real x >= 0; 0 at 0.
inline double stirling_rest(double x) noexcept {
  constexpr double whole[16] = {0.0,
                                1.0,
                                1.30685281944005469,
                                1.49592260322372593,
                                1.63287638586838314,
                                1.74030218061154412,
                                1.82869439664177099,
                                1.90379031767822116,
                                1.9690705693065628,
                                2.02680628405549517,
                                2.07856164313505846,
                                2.12545984509180985,
                                2.16833469820588243,
                                2.20782220612344532,
                                2.2444185681250609,
                                2.27851836730774058};
  if (x >= 16.0) return stirling_rest_large(x);
  const int floor = static_cast<int>(x);
  return x <= static_cast<double>(floor) ? whole[floor] : stirling_rest_small(x);
}

/// (1 + u) log(1 + u) - u for u >= -1 without cancellation near 0.
inline double deviance_unit(double u) noexcept {
  if (u <= -1.0) return 1.0;
  if (std::fabs(u) > 0.4) return (1.0 + u) * std::log1p(u) - u;
  const double v = u / (2.0 + u);  // log(1 + u) = 2 atanh(v)
  const double square = v * v;
  double power = v * square;
  double odd = 0.0;
  for (double k = 3.0; k < 40.0; k += 2.0) {
    odd += power / k;
    power *= square;
    if (std::fabs(power) < 1e-17 * std::fabs(odd)) break;
  }
  return 2.0 * (square + (1.0 + v) * odd) / (1.0 - v);
}

/// count log(count / expected) - (count - expected), given the difference, which the caller knows exactly.
inline double deviance(double expected, double difference) noexcept {
  return expected > 0.0 ? expected * deviance_unit(difference / expected) : 0.0;
}

/**
 * log of (row sums)! (column sums)! / (total! cells!) of a two by two table with real cells x!, = Gamma(x+1), where
 * `difference` is a - (a+b)(a+c)/total. This is the hypergeometric point probability, and but for simple factors the
 * beta-binomial one.
 */
inline double log_table_weight(double a, double b, double c, double d, double difference) noexcept {
  const double row_1 = a + b;
  const double row_2 = c + d;
  const double column_1 = a + c;
  const double column_2 = b + d;
  const double total = row_1 + row_2;
  const double rests = stirling_rest(row_1) + stirling_rest(row_2) + stirling_rest(column_1) + stirling_rest(column_2) -
                       stirling_rest(total) - stirling_rest(a) - stirling_rest(b) - stirling_rest(c) - stirling_rest(d);
  const double deviances =
      deviance(row_1 * (column_1 / total), difference) + deviance(row_1 * (column_2 / total), -difference) +
      deviance(row_2 * (column_1 / total), -difference) + deviance(row_2 * (column_2 / total), difference);
  return rests - deviances;
}

}  // namespace leeway::detail

#endif
