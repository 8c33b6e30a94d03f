// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// An injection must do to a value what it says, no more, and the same whenever and in whichever order it is asked; and
// it must be left alone where it means nothing.
#include <leeway/monitor/injector.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/samples.hpp"

namespace injector_test {

using leeway::any_feature;
using leeway::category_injector;
using leeway::injection_stream;
using leeway::number_injector;
using leeway::parse_injection;

namespace {

leeway::numeric_feature numbers(const std::vector<double>& values) {
  return leeway::learn(std::span<const double>(values));
}
leeway::category_feature words(const std::vector<std::string_view>& values) {
  return leeway::learn(std::span<const std::string_view>(values));
}
leeway::numeric_feature normal_numbers() {
  leeway::random_stream draws(1);
  std::vector<double> values;
  for (int i = 0; i < 5000; ++i) values.push_back(10.0 + 4.0 * draws.normal());
  return numbers(values);
}
any_feature identifier() {
  auto parts = words({"a", "b"}).parts();
  parts.role = leeway::role::identifier;
  return leeway::category_feature(std::move(parts));
}

}  // namespace

// Oracle: the table of the page: what can be changed in which column.
TEST_CASE("injector: which changes apply to which features", "[monitor]") {
  const any_feature number = normal_numbers();
  const any_feature constant = numbers({3, 3, 3});
  const any_feature infinite = numbers({exact::infinity, exact::infinity});
  const any_feature empty = numbers({exact::nan, exact::nan});
  const any_feature word = words({"a", "b", "a"});
  const auto applied = [&](std::string_view text) {
    std::string result;
    for (const any_feature* one : {&number, &constant, &infinite, &empty, &word})
      result += leeway::applies(parse_injection(text), *one) ? '1' : '0';
    CHECK_FALSE(leeway::applies(parse_injection(text), identifier()));
    return result;
  };
  CHECK(applied("shift=0.5sd") == "10000");
  CHECK(applied("shift=2") == "11100");
  CHECK(applied("scale=1.5") == "10000");
  CHECK(applied("missing=5%") == "11101");
  CHECK(applied("zero=20%") == "11100");
  CHECK(applied("new=3%") == "00001");
}

// Oracle: the formulas, with the mean and deviation of the column.
TEST_CASE("injector: numbers are shifted and scaled", "[monitor]") {
  const leeway::numeric_feature feature = normal_numbers();
  const double mean = feature.statistics().moments().mean();
  const double deviation = feature.statistics().moments().standard_deviation();
  const auto changed = [&](std::string_view text, double x) {
    return number_injector(parse_injection(text), feature)(x, injection_stream(1, 2, 3));
  };
  for (double x : {-7.0, 0.0, 10.0, 1e6}) {
    CHECK(exact::same(changed("shift=-2.5", x), x - 2.5));
    CHECK(away::error(changed("shift=0.5sd", x), x + 0.5 * deviation) < 1e-14);
    CHECK(away::error(changed("scale=1.5", x), mean + 1.5 * (x - mean)) < 1e-14);
  }
  for (std::string_view text : {"shift=1sd", "scale=2"}) {
    CHECK(exact::same(changed(text, exact::infinity), exact::infinity));
    CHECK(exact::same(changed(text, -exact::infinity), -exact::infinity));
    CHECK(std::isnan(changed(text, exact::nan)));
  }
}

// Oracle: a column of whole fives keeps to them; 0.5 deviations up on average, within six standard errors.
TEST_CASE("injector: few values keep their steps", "[monitor]") {
  leeway::random_stream draws(5);
  std::vector<double> values;
  for (int i = 0; i < 20'000; ++i) values.push_back(5.0 * static_cast<double>(draws.below(20)));
  const leeway::numeric_feature feature = numbers(values);
  const double deviation = feature.statistics().moments().standard_deviation();
  const number_injector shifted(parse_injection("shift=0.5sd"), feature);
  double sum = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = shifted(values[i], injection_stream(6, i, 0));
    REQUIRE(std::fabs(std::remainder(x, 5.0)) < 1e-9);
    sum += x - values[i];
  }
  const auto size = static_cast<double>(values.size());
  CHECK(std::fabs(sum / size - 0.5 * deviation) < 6.0 * 2.5 / std::sqrt(size));
}

// Oracle: each record is changed with the probability that the injection names: a binomial count, outside its bounds
// once in 10^9.
TEST_CASE("injector: a share of the records is changed", "[monitor]") {
  const std::uint64_t rows = 20'000;
  const leeway::numeric_feature feature = normal_numbers();
  const leeway::category_feature colours = words({"red", "green"});
  const number_injector lost(parse_injection("missing=5%"), feature);
  const number_injector zero(parse_injection("zero=20%"), feature);
  const category_injector gone(parse_injection("missing=5%"), colours);
  const category_injector other(parse_injection("new=3%"), colours);
  std::uint64_t changed[4] = {};
  for (std::uint64_t row = 0; row < rows; ++row) {
    const double x = lost(7.5, injection_stream(7, row, 1));
    const double y = zero(7.5, injection_stream(7, row, 1));
    REQUIRE((std::isnan(x) || exact::same(x, 7.5)));
    REQUIRE((exact::same(y, 0.0) || exact::same(y, 7.5)));
    changed[0] += std::isnan(x) ? 1U : 0U;
    changed[1] += exact::same(y, 0.0) ? 1U : 0U;
    changed[2] += gone("red", injection_stream(7, row, 2)).data() == nullptr ? 1U : 0U;
    changed[3] += other("red", injection_stream(7, row, 2)) != "red" ? 1U : 0U;
  }
  const double shares[4] = {0.05, 0.2, 0.05, 0.03};
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(changed[k] <= samples::at_most(rows, shares[k], 1e-9));
    CHECK(rows - changed[k] <= samples::at_most(rows, 1.0 - shares[k], 1e-9));
  }
}

// Oracle: what is missing stays so; newcomers are known to no baseline, not even to one that knows their name.
TEST_CASE("injector: missing values and newcomers", "[monitor]") {
  const leeway::numeric_feature feature = normal_numbers();
  for (std::string_view text : {"missing=100%", "zero=100%", "shift=1"})
    CHECK(std::isnan(number_injector(parse_injection(text), feature)(exact::nan, injection_stream(1, 1, 1))));
  for (const std::vector<std::string_view>& known :
       {std::vector<std::string_view>{"a", "b"}, std::vector<std::string_view>{"injected", "injected*", "b"}}) {
    const leeway::category_feature colours = words(known);
    const category_injector other(parse_injection("new=100%"), colours);
    CHECK(colours.cells().index(other("b", injection_stream(1, 1, 1))) == colours.cells().unseen());
    CHECK(other({}, injection_stream(1, 1, 1)).data() == nullptr);
    CHECK(category_injector(parse_injection("missing=100%"), colours)("b", injection_stream(1, 1, 1)).data() ==
          nullptr);
  }
}

// Oracle: by definition: a value's change depends on its place alone.
TEST_CASE("injector: order does not matter, row and column do", "[monitor]") {
  const leeway::numeric_feature feature = normal_numbers();
  const number_injector lost(parse_injection("missing=50%"), feature);
  const auto pattern = [&](std::uint64_t seed, std::uint64_t column, bool backwards) {
    std::vector<bool> result(200);
    for (std::uint64_t i = 0; i < 200; ++i) {
      const std::uint64_t row = backwards ? 199 - i : i;
      result[row] = std::isnan(lost(1.0, injection_stream(seed, row, column)));
    }
    return result;
  };
  CHECK(pattern(1, 0, false) == pattern(1, 0, true));
  CHECK(pattern(1, 0, false) != pattern(1, 1, false));
  CHECK(pattern(1, 0, false) != pattern(2, 0, false));
}

}  // namespace injector_test
