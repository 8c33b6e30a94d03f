// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a statistic of ordered cells must have to be one.
#include <leeway/drift/ordered_statistic.hpp>

#include <leeway/drift/anderson_darling.hpp>
#include <leeway/drift/cramer_von_mises.hpp>
#include <leeway/drift/kuiper.hpp>
#include <leeway/drift/mann_whitney.hpp>

#include "support/catch.hpp"

namespace ordered_statistic_test {
namespace {

struct least {
  using row = std::span<const std::uint64_t>;
  static constexpr std::string_view name = "least";
  static constexpr std::uint64_t limit_from = 50;
  static constexpr double largest_share = 0.1;
  static constexpr std::size_t most_groups = 8;
  double value(row, row) const noexcept { return 0.0; }
  double effect(row, row) const noexcept { return 0.0; }
  leeway::interval effect_interval(row, row) const noexcept { return {}; }
  double evidence(row, row) const noexcept { return 0.0; }
  leeway::law::tail tail(double, row, row) const noexcept { return {}; }
  double least_change(double, double, row, row) const noexcept { return 1.0; }
};

struct throws : least {
  double evidence(row, row) const { return 0.0; }
};
struct of_another_type : least {
  double tail(double, row, row) const noexcept { return 0.0; }
};
struct with_no_change {
  static constexpr std::string_view name = "with_no_change";
};

}  // namespace

// Oracle: the concept's own words; nothing runs.
TEST_CASE("ordered_statistic: models and others", "[drift]") {
  STATIC_REQUIRE(leeway::ordered_statistic<least>);
  STATIC_REQUIRE_FALSE(leeway::ordered_statistic<throws>);
  STATIC_REQUIRE_FALSE(leeway::ordered_statistic<of_another_type>);
  STATIC_REQUIRE_FALSE(leeway::ordered_statistic<with_no_change>);
  STATIC_REQUIRE(leeway::ordered_statistic<leeway::detail::cramer_von_mises_policy>);
  STATIC_REQUIRE(leeway::ordered_statistic<leeway::detail::anderson_darling_policy>);
  STATIC_REQUIRE(leeway::ordered_statistic<leeway::detail::kuiper_policy>);
  STATIC_REQUIRE(leeway::ordered_statistic<leeway::detail::mann_whitney_policy>);
}

}  // namespace ordered_statistic_test
