// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_SIZE_HPP
#define LEEWAY_TESTS_CALIBRATION_SIZE_HPP

#include <cstdint>
#include <type_traits>

#include <leeway/drift/any_test.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/unseen_rate.hpp>

#include "calibration/draw.hpp"
#include "calibration/tally.hpp"

/// Size: how often a test rejects when both sides come from one law.
namespace calibration {

/// A seed a run: the draws of one seed are the same for the same table, so that thousands of calm windows would share
/// the error of one set of draws.
inline leeway::test_options options_of_run(const effort& how, std::uint64_t run) {
  leeway::test_options options;
  options.grouped.effort = {how.most_draws, run};
  return options;
}

/// The p-values of every test that applies.
template <leeway::cells C>
void add_p_values(const leeway::feature_baseline<C>& past, const leeway::counts& live,
                  const leeway::test_options& options, tally& all) {
  for (leeway::test_kind kind : leeway::all_tests)
    if (leeway::applies<C>(kind))
      all.add_p_value(to_string(kind), leeway::bind(kind, past, options)(past.counts(), live).log_p_value);
  if (leeway::has_unseen_question(past))
    all.add_p_value("unseen_rate", leeway::unseen_rate().bind(past)(past.counts(), live).log_p_value);
}

template <class Law>
tally size_of(const Law& law, const place& where, const effort& how) {
  return repeat(where, how, [&](random_stream& random, std::uint64_t run, tally& all) {
    const auto past = draw_past(random, law, where.n);
    add_p_values(past, draw_live(random, law, past.cells(), where.m), options_of_run(how, run), all);
  });
}

inline leeway::counts draw_missing(random_stream& random, double rate, std::uint64_t rows) {
  const std::uint64_t missing = leeway::law::binomial_variate(random, rows, rate);
  leeway::counts result(1);
  result.add(0, rows - missing);
  result.add(1, missing);
  return result;
}

/// Missing values at a rate; nothing else is looked at.
inline tally size_of_missing(double rate, const place& where, const effort& how) {
  return repeat(where, how, [&](random_stream& random, std::uint64_t, tally& all) {
    const leeway::counts past = draw_missing(random, rate, where.n);
    all.add_p_value("missing_rate",
                    leeway::bound_missing_rate()(past, draw_missing(random, rate, where.m)).log_p_value);
  });
}

}  // namespace calibration

#endif
