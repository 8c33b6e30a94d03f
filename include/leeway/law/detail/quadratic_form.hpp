// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_QUADRATIC_FORM_HPP
#define LEEWAY_LAW_DETAIL_QUADRATIC_FORM_HPP

#include <algorithm>
#include <cmath>
#include <numbers>

#include <leeway/law/tail.hpp>

/// Tails of sums of lambda_j chi-squared_1 whose eigenvalues are single, by Smirnov's (1937) formula: an alternating
/// sum of integrals over every second interval between the zeros of the characteristic determinant.
namespace leeway::detail {

/**
 * What a law is made of. Its k-th interval (k = 0, 1, ...) begins at `begin(k)` and is `length` wide; with y in it and
 * t = y - begin(k) the integrand is exp(-x exponent(y)) weight(y) / sqrt(sin(pi t / length)). The exponent grows.
 *
 * `quadratic_form_interval`: the integral over one interval over exp(-x exponent(begin(0))), by Gauss-Chebyshev nodes,
 * which take both singular ends as they are.
 */
template <class Form>
double quadratic_form_interval(double x, double k) noexcept {
  const double begin = Form::begin(k);
  const double start = Form::exponent(Form::begin(0.0));
  const double fall = x * (Form::exponent(begin + Form::length) - Form::exponent(begin));
  const double nodes = std::ceil(32.0 + 4.0 * std::sqrt(fall));
  double sum = 0.0;
  for (double i = nodes; i >= 1.0; i -= 1.0) {
    const double half = 0.5 * std::numbers::pi * (i - 0.5) / nodes;
    const double from_begin = Form::length * std::sin(half) * std::sin(half);
    const double from_end = Form::length * std::cos(half) * std::cos(half);
    const double nearer = (std::min)(from_begin, from_end);
    const double y = begin + from_begin;
    sum += std::exp(-x * (Form::exponent(y) - start)) * Form::weight(y) *
           std::sqrt(from_begin * from_end / std::sin(std::numbers::pi / Form::length * nearer));
  }
  return sum * std::numbers::pi / nodes;
}

/// The first integral over its factor exp(-x exponent(begin(0))) where that one falls so fast that nothing else counts:
/// with t = v^2 an even, nearly normal integrand, which the trapezoidal rule sums to the last place.
template <class Form>
double quadratic_form_first(double x) noexcept {
  const double begin = Form::begin(0.0);
  const double start = Form::exponent(begin);
  const double scale = 1.0 / std::sqrt(x * Form::slope);
  constexpr double step = 0.42;
  double sum = std::sqrt(Form::length / std::numbers::pi) *
               Form::weight(begin);  // v / sqrt(sin) at 0, halved by symmetry and doubled
  for (double u = step; u < 6.6; u += step) {
    const double v = u * scale;
    const double t = v * v;
    sum += 2.0 * v * std::exp(-x * (Form::exponent(begin + t) - start)) * Form::weight(begin + t) /
           std::sqrt(std::sin(std::numbers::pi / Form::length * t));
  }
  return sum * step * scale;
}

/// log P(T >= x). From `x >= Form::far` on one interval is all; below it x must not be much under the median.
template <class Form>
double quadratic_form_log_upper(double x) noexcept {
  const double start = Form::exponent(Form::begin(0.0));
  if (x >= Form::far) return -x * start + std::log(quadratic_form_first<Form>(x));
  double last = 1.0;
  while (x * (Form::exponent(Form::begin(last)) - start) < 42.0) last += 1.0;
  double sum = 0.0;
  for (double k = last; k >= 0.0; k -= 1.0) sum = quadratic_form_interval<Form>(x, k) - sum;
  return -x * start + std::log(sum);
}

}  // namespace leeway::detail

#endif
