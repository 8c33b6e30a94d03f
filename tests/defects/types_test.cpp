// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Types: integers stay integers, numbers stay ordered, categories get no order.
#include <leeway/leeway.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <leeway/interop/csv_number.hpp>

#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace types_test {
namespace {

template <class T>
leeway::feature_report judge(const std::vector<T>& past, const std::vector<T>& live) {
  return defects::table({{"x", std::span<const T>(past)}}, {{"x", std::span<const T>(live)}}).features.front();
}

}  // namespace

// Most tools turn every number into a double, and neighbours beyond 2^53 become one value. Oracle: they are different.
TEST_CASE("integers beyond 2^53 are not merged", "[defects]") {
  constexpr std::int64_t large = std::int64_t{1} << 53;
  CHECK(exact::same(static_cast<double>(large), static_cast<double>(large + 1)));
  const std::vector<std::int64_t> past(500, large);
  const std::vector<std::int64_t> live(500, large + 1);
  CHECK(judge(past, live).is_drift());
  CHECK(judge(past, past).verdict < leeway::verdict::warning);
  constexpr std::uint64_t huge = std::numeric_limits<std::uint64_t>::max();
  CHECK(judge(std::vector<std::uint64_t>(500, huge), std::vector<std::uint64_t>(500, huge - 1)).is_drift());
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  CHECK(judge(std::vector<std::int64_t>(500, lowest), std::vector<std::int64_t>(500, lowest + 1)).is_drift());
  CHECK(leeway::parse_number("9007199254740993").integer == large + 1);
  CHECK(leeway::parse_number("18446744073709551615").unsigned_integer == huge);
}

// Some monitors make numbers with few values categories, and lose their order. Oracle: 1 to 5 become 2 to 6: the last
// step is seen as a shift, not as a new category.
TEST_CASE("numbers with few values keep their order", "[defects]") {
  leeway::random_stream draws(20260531);
  std::vector<std::int64_t> past;
  std::vector<std::int64_t> live;
  for (int i = 0; i < 1000; ++i) {
    past.push_back(static_cast<std::int64_t>(1 + draws.below(5)));
    live.push_back(static_cast<std::int64_t>(2 + draws.below(5)));
  }
  const leeway::feature_report judged = judge(past, live);
  CHECK(judged.is_drift());
  const leeway::finding& found = reports::find(judged, leeway::question::distribution);
  CHECK(found.test == leeway::kolmogorov_smirnov::name);
  CHECK(std::fabs(found.effect - 0.2) < 0.06);  // a fifth of the rows at each step
  CHECK(judged.window.unseen > 100);            // the sixes
}

// Some validators report a drift of 0 for numbers when they were told to compare them as categories. Oracle: an error.
TEST_CASE("a test that makes no sense for a column is refused, not 0", "[defects]") {
  const std::vector<std::string_view> words{"a", "b", "a"};
  const leeway::category_feature feature = leeway::learn(std::span<const std::string_view>(words));
  CHECK_THROWS_AS(leeway::bind(leeway::test_kind::kolmogorov_smirnov, feature), std::invalid_argument);
  leeway::decision_policy policy;
  policy.categorical = leeway::test_kind::kolmogorov_smirnov;
  CHECK_THROWS_AS(policy.validate(), std::invalid_argument);
}

// In some tools tests have names and raise "not implemented". Oracle: the list of names.
TEST_CASE("every test that has a name runs, on every type", "[defects]") {
  leeway::random_stream draws(20260532);
  std::vector<double> reals;
  std::vector<float> floats;
  std::vector<std::int64_t> integers;
  std::vector<std::uint64_t> naturals;
  std::vector<std::string_view> words;
  bool flags[300];
  for (bool& one : flags) {
    reals.push_back(draws.normal());
    floats.push_back(static_cast<float>(draws.normal()));
    integers.push_back(static_cast<std::int64_t>(draws.below(1000)) - 500);
    naturals.push_back(draws.below(1000));
    one = draws.below(2) == 1;
    words.push_back(one ? "yes" : "no");
  }
  const auto check = []<leeway::cells C>(const leeway::feature_baseline<C>& feature) {
    for (leeway::test_kind kind : leeway::all_tests) {
      if (!leeway::applies<C>(kind)) continue;
      CAPTURE(to_string(kind));
      const leeway::test_result result = leeway::bind(kind, feature)(feature.counts(), feature.counts());
      CHECK(result.test == to_string(kind));
      CHECK(result.log_p_value >= std::log(0.5));
    }
  };
  check(leeway::learn(std::span<const double>(reals)));
  check(leeway::learn(std::span<const float>(floats)));
  check(leeway::learn(std::span<const std::int64_t>(integers)));
  check(leeway::learn(std::span<const std::uint64_t>(naturals)));
  check(leeway::learn(std::span<const bool>(flags)));
  check(leeway::learn(std::span<const std::string_view>(words)));
}

}  // namespace types_test
