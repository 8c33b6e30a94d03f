// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_COVERAGE_HPP
#define LEEWAY_TESTS_CALIBRATION_COVERAGE_HPP

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "calibration/reports.hpp"
#include "calibration/truth.hpp"

/// Coverage: how often an interval or a bound misses the true value, which a closed form gives.
namespace calibration {

/// What is held against the truth: 95 % intervals and one-sided 95 % bounds.
inline void add_interval(tally& all, std::string_view name, const leeway::interval& between, double truth) {
  if (leeway::detail::is_nan(truth) || leeway::detail::is_nan(between.lower)) return;
  constexpr double rounding = 1e-12;
  all.add(std::string(name) + " interval", 0.05, between.lower > truth + rounding || between.upper < truth - rounding);
}
inline void add_share(tally& all, std::string_view name, const leeway::share_of_rows& moved, double truth) {
  if (leeway::detail::is_nan(truth)) return;
  add_interval(all, std::string(name) + " share", moved.between, truth);
  all.add(std::string(name) + " lower bound", 0.05, moved.lower_bound > truth + 1e-12);
}

/// Every category has its own cell, so that the truth is a function of the two laws; p-values are of no interest here.
inline leeway::test_options options_of_truth() {
  leeway::test_options options;
  options.grouped.pool = {0.0};
  options.grouped.law = leeway::null_law::asymptotic;
  return options;
}

inline tally coverage_of_categories(const samples::shares& then, const samples::shares& now, const place& where,
                                    const effort& how) {
  return repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
    const leeway::category_feature past = features::categories(samples::draw(random, where.n, then));
    const leeway::counts live = features::window(past, samples::draw(random, where.m, now));
    for (leeway::test_kind kind : leeway::all_tests) {
      if (!leeway::applies<leeway::category_cells>(kind)) continue;
      leeway::any_bound_test bound = leeway::bind(kind, past, options_of_truth());
      add_interval(all, std::string(to_string(kind)) + " effect", bound(past.counts(), live).effect_interval,
                   true_effect(to_string(kind), then, now));
      add_share(all, to_string(kind), bound.share_moved(past.counts(), live), true_share(to_string(kind), then, now));
    }
  });
}

/// A normal law that shifts. Tests on groups see part of what moved: of theirs only the lower bound is held against all
/// of it.
inline tally coverage_of_numbers(double shift, const place& where, const effort& how) {
  const numeric_law then = shifted_normal(0.0);
  const numeric_law now = shifted_normal(shift);
  const double baseline_part = static_cast<double>(where.n) / static_cast<double>(where.n + where.m);
  return repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
    const leeway::numeric_feature past = draw_past(random, then, where.n);
    const leeway::counts live = draw_live(random, now, past.cells(), where.m);
    for (leeway::test_kind kind : leeway::all_tests) {
      leeway::any_bound_test bound = leeway::bind(kind, past, options_of_truth());
      const leeway::share_of_rows moved = bound.share_moved(past.counts(), live);
      // Of a shift the largest gap and total variation are one number.
      const double truth = true_gap_of_shift(shift);
      if (leeway::applies<leeway::category_cells>(kind)) {
        if (kind != leeway::test_kind::l_infinity)
          all.add(std::string(to_string(kind)) + " lower bound", 0.05, moved.lower_bound > truth);
        continue;
      }
      add_interval(all, std::string(to_string(kind)) + " effect", bound(past.counts(), live).effect_interval,
                   true_effect_of_shift(to_string(kind), shift, baseline_part));
      add_share(all, to_string(kind), moved, truth);
    }
  });
}

inline tally coverage_of_missing(double then, double now, const place& where, const effort& how) {
  return repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
    const leeway::counts past = draw_missing(random, then, where.n);
    add_share(all, "missing_rate", leeway::bound_missing_rate().share_moved(past, draw_missing(random, now, where.m)),
              std::fabs(now - then));
  });
}

/// The true change is the share of values of another kind: the law's own rare values are no news.
inline tally coverage_of_unseen(const category_law& then, double news, const place& where, const effort& how) {
  return repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
    const leeway::category_feature past = draw_past(random, then, where.n);
    const std::uint64_t extra = leeway::law::binomial_variate(random, where.m, news);
    leeway::counts live = draw_live(random, then, past.cells(), where.m - extra);
    live.add(past.cells().unseen(), extra);
    add_share(all, "unseen_rate", leeway::unseen_rate().bind(past).share_moved(past.counts(), live), news);
  });
}

}  // namespace calibration

#endif
