// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Results are read by people and by programs: a result without a value must say so, and every flag must have its name.
#include <leeway/base/test_result.hpp>

#include <cmath>
#include <cstddef>
#include <iterator>

#include "support/catch.hpp"

namespace test_result_test {

using leeway::flag;

// Oracle: the contract: NaN where there is no value.
TEST_CASE("test_result: an untouched result claims nothing", "[base]") {
  const leeway::test_result result{.test = "name"};
  CHECK(result.method == leeway::p_method::none);
  for (double x :
       {result.statistic, result.statistic_interval.lower, result.statistic_interval.upper, result.log_p_value,
        result.log_p_interval.lower, result.log_p_interval.upper, result.degrees_of_freedom, result.effect,
        result.effect_interval.lower, result.effect_interval.upper})
    CHECK(std::isnan(x));
  CHECK(result.flags.bits() == 0);
  CHECK(result.baseline_n == 0);
  CHECK(result.window_n == 0);
}

// Oracle: the names of the enumerators, in their order.
TEST_CASE("test_result: every method and every flag has its name", "[base]") {
  using leeway::p_method;
  CHECK(to_string(p_method::none) == "none");
  CHECK(to_string(p_method::exact) == "exact");
  CHECK(to_string(p_method::urn_monte_carlo) == "urn_monte_carlo");
  CHECK(to_string(p_method::hypergeometric_monte_carlo) == "hypergeometric_monte_carlo");
  CHECK(to_string(p_method::asymptotic) == "asymptotic");
  CHECK(to_string(p_method::bound) == "bound");

  struct {
    flag f;
    const char* name;
  } const flags[] = {{flag::small_expected, "small_expected"}, {flag::ties, "ties"},
                     {flag::zero_cell, "zero_cell"},           {flag::pooled, "pooled"},
                     {flag::fewer_groups, "fewer_groups"},     {flag::p_underflow, "p_underflow"},
                     {flag::repeated_looks, "repeated_looks"}, {flag::dependent_rows, "dependent_rows"}};
  REQUIRE(std::size(flags) == std::size(leeway::flag_names));
  for (std::size_t i = 0; i < std::size(flags); ++i) {
    CHECK(static_cast<std::uint32_t>(flags[i].f) == 1U << i);
    CHECK(leeway::flag_names[i] == flags[i].name);
  }
}

// Oracle: sets by hand.
TEST_CASE("test_result: flags are a set", "[base]") {
  leeway::flags set;
  set.set(flag::ties).set(flag::pooled, false).set(flag::p_underflow).set(flag::ties);
  CHECK(set.has(flag::ties));
  CHECK(set.has(flag::p_underflow));
  CHECK_FALSE(set.has(flag::pooled));
  CHECK(set.bits() == 34);
  CHECK(set == leeway::flags{}.set(flag::p_underflow).set(flag::ties));
}

}  // namespace test_result_test
