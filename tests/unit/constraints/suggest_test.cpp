// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/constraints/suggest.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn_table.hpp>

#include "support/catch.hpp"

namespace suggest_test {
namespace {

/// P(X < k) for X binomial(n, p), term by term.
long double below(std::uint64_t k, std::uint64_t n, long double p) {
  const auto size = static_cast<long double>(n);
  long double sum = 0.0L;
  for (std::uint64_t i = 0; i < k; ++i) {
    const auto x = static_cast<long double>(i);
    const long double ways = std::lgamma(size + 1.0L) - std::lgamma(x + 1.0L) - std::lgamma(size - x + 1.0L);
    sum += std::exp(ways + x * std::log(p) + (size - x) * std::log1p(-p));
  }
  return sum;
}

/// The share p with P(X >= k; n, p) = error, by halving.
long double lower_bound_of_share(std::uint64_t k, std::uint64_t n, long double error) {
  long double low = 0.0L;
  long double high = 1.0L;
  for (int i = 0; i < 60; ++i) {
    const long double middle = (low + high) / 2.0L;
    (1.0L - below(k, n, middle) < error ? low : high) = middle;
  }
  return low;
}

leeway::constraints suggest_words(const std::vector<std::string_view>& texts, leeway::schema wanted = {}) {
  const leeway::column columns[] = {{"word", std::span<const std::string_view>(texts)}};
  return leeway::suggest(leeway::learn(columns, {}, wanted));
}

leeway::constraints suggest_numbers(const std::vector<double>& numbers) {
  const leeway::column columns[] = {{"number", std::span<const double>(numbers)}};
  return leeway::suggest(leeway::learn(columns));
}

constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

// Oracle: binomial sums term by term in long double, the bound by halving, the window's count by counting up.
TEST_CASE("suggested completeness agrees with binomial sums") {
  struct {
    std::uint64_t present, rows, window;
  } const cases[] = {{150, 200, 100}, {199, 200, 100}, {1, 200, 50}, {30, 60, 1000}, {380, 400, 400}, {2, 3, 3}};
  for (const auto& c : cases) {
    const leeway::suggest_options options{.window = c.window, .error = 0.02};
    const std::uint64_t window = (std::min)(c.window, c.rows);
    const long double share = lower_bound_of_share(c.present, c.rows, 0.01L);
    std::uint64_t lowest = 0;
    while (below(lowest + 1, window, share) <= 0.01L) ++lowest;
    INFO(c.present << " of " << c.rows);
    CHECK(*leeway::suggested_completeness(c.present, c.rows, options) ==
          Approx(static_cast<double>(lowest) / static_cast<double>(window)).epsilon(1e-12));
  }
}

// Oracle: the definition. A calm window has the baseline's own share; it falls below with probability at most the
// error.
TEST_CASE("a calm window keeps the suggested completeness") {
  for (std::uint64_t present : {10u, 500u, 900u, 990u, 999u}) {
    const double least = *leeway::suggested_completeness(present, 1000, {.window = 300, .error = 1e-3});
    const auto needed = static_cast<std::uint64_t>(std::lround(least * 300.0));
    CHECK(below(needed, 300, static_cast<long double>(present) / 1000.0L) <= 1e-3L);
    CHECK(least < static_cast<double>(present) / 1000.0);
  }
}

// Oracle: by hand.
TEST_CASE("completeness is 1 for columns that have all, 0 for empty ones, and nothing without rows") {
  CHECK(*leeway::suggested_completeness(5, 5) == Approx(1.0));
  CHECK(*leeway::suggested_completeness(0, 5) == Approx(0.0).margin(0.0));
  CHECK_FALSE(leeway::suggested_completeness(0, 0));
}

// Oracle: by hand. The sign is that of the smallest value; nothing is said where there is none.
TEST_CASE("sign is suggested for numbers") {
  CHECK(suggest_numbers({0.0, 3.0, none}).features[0].non_negative == std::optional(true));
  CHECK(suggest_numbers({-0.0, 3.0}).features[0].non_negative == std::optional(true));
  CHECK(suggest_numbers({1.0, -1e-300}).features[0].non_negative == std::optional(false));
  CHECK(suggest_numbers({1.0, -std::numeric_limits<double>::infinity()}).features[0].non_negative ==
        std::optional(false));
  CHECK_FALSE(suggest_numbers({none, none}).features[0].non_negative);
  CHECK_FALSE(suggest_numbers({1.0}).features[0].minimum);
  CHECK_FALSE(suggest_numbers({1.0}).features[0].maximum);
}

// Oracle: by hand, both sides of each rule.
TEST_CASE("a domain is suggested for closed dictionaries only") {
  const leeway::schema words{{{"word", leeway::column_kind::categorical, {}, {}}}};
  CHECK(suggest_words({"b", "a", "b", "a"}).features[0].domain == std::vector<std::string>{"a", "b"});
  CHECK(suggest_words({"b", "a", "b", "a", "c"}).features[0].domain.empty());  // "c" once: more may come
  CHECK(suggest_words({}).features[0].domain.empty());

  const auto twice_each = [&](std::size_t categories) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < categories; ++i) names.push_back("v" + std::to_string(i));
    std::vector<std::string_view> cells;
    for (int round = 0; round < 2; ++round) cells.insert(cells.end(), names.begin(), names.end());
    return suggest_words(cells, words).features[0].domain.size();
  };
  CHECK(twice_each(100) == 100);
  CHECK(twice_each(101) == 0);
}

// Oracle: byte sequences of the Unicode standard's table 3-7, legal and illegal; a file could not hold the latter.
TEST_CASE("a domain holds texts that a file can hold") {
  for (const char* text :
       {"", "a", "caf\xc3\xa9", "\xe2\x82\xac", "\xef\xbf\xbf", "\xf0\x9f\x8c\x80", "\xf4\x8f\xbf\xbf"})
    CHECK(suggest_words({text, text}).features[0].domain.size() == 1);
  for (const char* text : {"caf\xe9", "\x80", "\xc3", "\xc0\xaf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xe2\x82z"})
    CHECK(suggest_words({text, text}).features[0].domain.empty());
}

// Oracle: by hand. Dates look like time; such columns come and go.
TEST_CASE("time-like columns get no domain") {
  const std::vector<std::string_view> dates{"2026-01-01", "2026-01-01", "2026-01-02", "2026-01-02"};
  CHECK(suggest_words(dates).features[0].domain.empty());
  const leeway::schema words{{{"word", leeway::column_kind::categorical, {}, {}}}};
  CHECK(suggest_words(dates, words).features[0].domain.size() == 2);
}

// Oracle: by hand.
TEST_CASE("types are those of the texts, or follow from the value types") {
  const std::vector<double> a{1.0};
  const std::vector<std::int64_t> b{1};
  const std::vector<std::string_view> c{"x"};
  const leeway::column columns[] = {{"a", std::span<const double>(a)},
                                    {"b", std::span<const std::int64_t>(b)},
                                    {"c", std::span<const std::string_view>(c)}};
  const leeway::baseline past = leeway::learn(columns);
  using leeway::inferred_type;
  leeway::constraints wanted = leeway::suggest(past);
  REQUIRE(wanted.features.size() == 3);
  CHECK(wanted.features[0].inferred_type == inferred_type::fractional);
  CHECK(wanted.features[1].inferred_type == inferred_type::integral);
  CHECK(wanted.features[2].inferred_type == inferred_type::string);
  CHECK_FALSE(wanted.features[0].exact_type);
  CHECK(wanted.features[1].exact_type);  // nothing is narrower than an integer
  CHECK_FALSE(wanted.features[2].exact_type);

  const inferred_type types[] = {inferred_type::integral, inferred_type::string, inferred_type::boolean};
  wanted = leeway::suggest(past, types);
  for (std::size_t i = 0; i < 3; ++i) CHECK(wanted.features[i].inferred_type == types[i]);
  CHECK(wanted.features[1].name == "b");

  CHECK_THROWS_WITH(leeway::suggest(past, std::span(types, 2)), "suggest: types of 2 columns, the baseline has 3");
  CHECK_THROWS_AS(leeway::suggest(past, {}, {.window = 0}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::suggest(past, {}, {.error = 1.0}), std::invalid_argument);
}

}  // namespace suggest_test
