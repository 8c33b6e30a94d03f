// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_POWER_HPP
#define LEEWAY_TESTS_CALIBRATION_POWER_HPP

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "calibration/coverage.hpp"

/// Power: a change of the smallest effect that a test claims to call is made; not calling it is the error, of which
/// there may be one in five.
namespace calibration {

/// What each question of a report of 30 has to show.
inline double log_significance_of_power() { return std::log(0.01 / 30.0); }

/// The limit law: at such p-values it calls the same changes as 100 000 draws.
inline leeway::test_options options_of_power() {
  leeway::test_options options;
  options.grouped.law = leeway::null_law::asymptotic;
  return options;
}

inline double tolerance_of(leeway::test_kind kind) { return kind == leeway::test_kind::l_infinity ? 0.02 : 0.05; }

template <class Bound>
bool calls(Bound&& bound, const leeway::counts& past, const leeway::counts& live, double tolerance) {
  return bound.share_moved(past, live).lower_bound > tolerance &&
         bound(past, live).log_p_value <= log_significance_of_power();
}

/// A change that the whole law takes part in where the test adds up, one that a cell makes alone where it looks for
/// that.
enum class change { spread, spike };

/// The law after a change of that size; none where it does not fit into the law.
inline samples::shares changed(const samples::shares& law, change shape, double effect) {
  double movable = 0.0;
  for (std::size_t k = 1; k < law.size(); k += 2) movable += law[k];
  if (shape == change::spread) return effect < movable ? detail::pass_on(law, effect) : samples::shares{};
  return effect + law.back() < 1.0 ? detail::raise(law, law.size() - 1, effect) : samples::shares{};
}

inline tally power_of_categories(const samples::shares& law, change shape, const place& where, const effort& how) {
  tally result;
  for (leeway::test_kind kind : leeway::all_tests) {
    if (!leeway::applies<leeway::category_cells>(kind)) continue;
    if (kind == leeway::test_kind::l_infinity && shape == change::spread) continue;
    const auto bind = [&](const leeway::category_feature& past) {
      return leeway::bind(kind, past, options_of_power());
    };
    random_stream calm(where.seed(how.seed), ~std::uint64_t{0});
    const leeway::category_feature before = features::categories(samples::draw(calm, where.n, law));
    const double effect =
        bind(before).smallest_effect(before.counts(), features::window(before, samples::draw(calm, where.m, law)),
                                     log_significance_of_power(), tolerance_of(kind));
    const samples::shares now = changed(law, shape, effect);
    if (now.empty()) continue;
    result += repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
      const leeway::category_feature past = features::categories(samples::draw(random, where.n, law));
      const leeway::counts live = features::window(past, samples::draw(random, where.m, now));
      all.add(to_string(kind), 0.2, !calls(bind(past), past.counts(), live, tolerance_of(kind)));
    });
  }
  return result;
}

/// Tests that need an order: records move from the lower half to the upper one.
inline tally power_of_numbers(const place& where, const effort& how) {
  tally result;
  const numeric_law then = uneven_halves(0.0);
  for (leeway::test_kind kind : leeway::all_tests) {
    if (leeway::applies<leeway::category_cells>(kind)) continue;
    random_stream calm(where.seed(how.seed), ~std::uint64_t{0});
    const leeway::numeric_feature before = draw_past(calm, then, where.n);
    const double effect = leeway::bind(kind, before)
                              .smallest_effect(before.counts(), draw_live(calm, then, before.cells(), where.m),
                                               log_significance_of_power(), tolerance_of(kind));
    if (!(effect < 0.5)) continue;
    result += repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
      const leeway::numeric_feature past = draw_past(random, then, where.n);
      const leeway::counts live = draw_live(random, uneven_halves(effect), past.cells(), where.m);
      all.add(to_string(kind), 0.2, !calls(leeway::bind(kind, past), past.counts(), live, tolerance_of(kind)));
    });
  }
  return result;
}

inline tally power_of_missing(double rate, const place& where, const effort& how) {
  random_stream calm(where.seed(how.seed), ~std::uint64_t{0});
  const leeway::counts before = draw_missing(calm, rate, where.n);
  const double effect = leeway::bound_missing_rate().smallest_effect(before, draw_missing(calm, rate, where.m),
                                                                     log_significance_of_power(), 0.01);
  return repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
    const leeway::counts past = draw_missing(random, rate, where.n);
    all.add("missing_rate", 0.2,
            !calls(leeway::bound_missing_rate(), past, draw_missing(random, rate + effect, where.m), 0.01));
  });
}

inline tally power_of_unseen(const category_law& law, const place& where, const effort& how) {
  random_stream calm(where.seed(how.seed), ~std::uint64_t{0});
  const leeway::category_feature before = draw_past(calm, law, where.n);
  const leeway::counts calm_live = draw_live(calm, law, before.cells(), where.m);
  const double effect =
      leeway::unseen_rate().bind(before).smallest_effect(before.counts(), calm_live, log_significance_of_power(), 0.01);
  // What comes new replaces known records and records that would have been new anyway.
  const double known =
      1.0 - static_cast<double>(leeway::unseen_records(before, calm_live)) / static_cast<double>(where.m);
  return repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
    const leeway::category_feature past = draw_past(random, law, where.n);
    const std::uint64_t extra = leeway::law::binomial_variate(random, where.m, (std::min)(1.0, effect / known));
    leeway::counts live = draw_live(random, law, past.cells(), where.m - extra);
    live.add(past.cells().unseen(), extra);
    all.add("unseen_rate", 0.2, !calls(leeway::unseen_rate().bind(past), past.counts(), live, 0.01));
  });
}

}  // namespace calibration

#endif
