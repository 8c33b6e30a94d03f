// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_DEFECTS_SUPPORT_HPP
#define LEEWAY_TESTS_DEFECTS_SUPPORT_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <leeway/leeway.hpp>

#include "support/reports.hpp"
#include "support/samples.hpp"

/// From data to a report in one step, and what a thing of known probability surely reaches.
namespace defects {

inline leeway::column numbers(std::string_view name, std::span<const double> values) { return {name, values}; }

/// The past is learned and the live columns are counted against it.
inline leeway::report table(const std::vector<leeway::column>& past, const std::vector<leeway::column>& live,
                            const leeway::decision_policy& policy = {}) {
  leeway::table_monitor monitor(leeway::learn(past), live, leeway::since_start{}, policy);
  monitor.observe(live);
  return monitor.evaluate();
}

/// Of a table with the single column "x".
inline leeway::feature_report column(const std::vector<double>& past, const std::vector<double>& live,
                                     const leeway::decision_policy& policy = {}) {
  return table({numbers("x", past)}, {numbers("x", live)}, policy).features.front();
}
inline leeway::feature_report column(const std::vector<std::string_view>& past,
                                     const std::vector<std::string_view>& live,
                                     const leeway::decision_policy& policy = {}) {
  return table({{"x", std::span(past)}}, {{"x", std::span(live)}}, policy).features.front();
}

/// Tests that see nothing of numbers but their order, and that find any large shift.
inline constexpr leeway::test_kind of_order[] = {
    leeway::test_kind::kolmogorov_smirnov, leeway::test_kind::chi_squared,          leeway::test_kind::l_infinity,
    leeway::test_kind::jensen_shannon,     leeway::test_kind::population_stability, leeway::test_kind::total_variation};

inline bool alarms(leeway::verdict verdict) { return verdict >= leeway::verdict::warning; }

inline std::vector<double> normals(leeway::random_stream& draws, std::size_t size, double shift = 0.0) {
  std::vector<double> values(size);
  for (double& x : values) x = draws.normal() + shift;
  return values;
}

/// The largest c for which a thing of probability `rate` happens fewer than c times with a probability below `failure`.
inline std::uint64_t at_least(std::uint64_t runs, double rate, double failure) {
  return runs - samples::at_most(runs, 1.0 - rate, failure);
}

/// Draws for tests that are run thousands of times. The seed belongs to the run: see tests/statistical/size_test.cpp.
inline leeway::grouped_options quick(std::uint64_t run) { return {.effort = {499, run}}; }

}  // namespace defects

#endif
