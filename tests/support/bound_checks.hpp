// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_BOUND_CHECKS_HPP
#define LEEWAY_TESTS_SUPPORT_BOUND_CHECKS_HPP

#include <cmath>
#include <vector>

#include <leeway/drift/concept.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

/// What every bound test keeps.
namespace bound_checks {

/// Bit for bit, every number of a result.
inline bool same(const leeway::test_result& x, const leeway::test_result& y) {
  return x.test == y.test && x.method == y.method && exact::same(x.statistic, y.statistic) &&
         exact::same(x.statistic_interval.lower, y.statistic_interval.lower) &&
         exact::same(x.statistic_interval.upper, y.statistic_interval.upper) &&
         exact::same(x.log_p_value, y.log_p_value) && exact::same(x.log_p_interval.lower, y.log_p_interval.lower) &&
         exact::same(x.log_p_interval.upper, y.log_p_interval.upper) &&
         exact::same(x.degrees_of_freedom, y.degrees_of_freedom) && exact::same(x.effect, y.effect) &&
         exact::same(x.effect_interval.lower, y.effect_interval.lower) &&
         exact::same(x.effect_interval.upper, y.effect_interval.upper) && x.baseline_n == y.baseline_n &&
         x.window_n == y.window_n && x.flags == y.flags;
}

/// Without records on a side there is no value anywhere, and never "no drift".
template <leeway::bound_test Bound>
void check_empty_sides(Bound& bound, const leeway::counts& some, const leeway::counts& none) {
  const leeway::counts* pairs[][2] = {{&some, &none}, {&none, &some}, {&none, &none}};
  for (const auto& [a, b] : pairs) {
    const leeway::test_result result = bound(*a, *b);
    CHECK(result.method == leeway::p_method::none);
    CHECK(std::isnan(result.statistic));
    CHECK(std::isnan(result.log_p_value));
    CHECK(std::isnan(result.log_p_interval.lower));
    CHECK(std::isnan(result.effect));
    CHECK(std::isnan(bound.share_moved(*a, *b).lower_bound));
    CHECK(std::isnan(bound.smallest_effect(*a, *b, -5.0, 0.05)));
    CHECK(bound.contributions(*a, *b).empty());
  }
}

/// The same counts give the same result, whatever was asked in between.
template <leeway::bound_test Bound>
void check_repeats(Bound& bound, const leeway::counts& a, const leeway::counts& b, const leeway::counts& other) {
  static_assert(
      noexcept(bound(a, b))&& noexcept(bound.share_moved(a, b))&& noexcept(bound.smallest_effect(a, b, -5.0, 0.05)));
  const leeway::test_result first = bound(a, b);
  const leeway::share_of_rows moved = bound.share_moved(a, b);
  const double smallest = bound.smallest_effect(a, b, -5.0, 0.05);
  bound(a, other);
  bound(other, b);
  CHECK(same(bound(a, b), first));
  bound(other, other);
  CHECK(exact::same(bound.smallest_effect(a, b, -5.0, 0.05), smallest));
  CHECK(exact::same(bound.share_moved(a, b).lower_bound, moved.lower_bound));
  CHECK(same(bound(a, b), first));
}

inline double sum_of(const std::vector<leeway::contribution>& parts) {
  double sum = 0.0;
  for (const leeway::contribution& part : parts) sum += part.amount;
  return sum;
}

}  // namespace bound_checks

#endif
