// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A window in the place of the baseline: whatever is compared with it must meet the same cells, and the window's
// counts.
#include <leeway/window/recounted.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <leeway/baseline/learn_table.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/tiny.hpp"

namespace recounted_test {

using leeway::baseline;
using leeway::window;

namespace {

const leeway::numeric_feature& number(const baseline& past, std::size_t i) {
  return std::get<leeway::numeric_feature>(past.features()[i]);
}
const leeway::category_feature& category(const baseline& past, std::size_t i) {
  return std::get<leeway::category_feature>(past.features()[i]);
}

/// The first two rows of the tiny table.
window own_rows(const baseline& past) {
  window own(past, "first");
  for (double x : {1.0, 2.0}) own.column(0).observe(tiny::cells(past, 0), x);
  for (std::int64_t steps : {0, 0}) own.column(1).observe(tiny::cells(past, 1), steps);
  for (const char* kind : {"a", "b"}) own.column(2).observe(category(past, 2).cells(), std::string_view(kind));
  own.add_rows(2);
  return own;
}

/// 5000 texts of which 1000 stand twice: 4096 have cells.
baseline many_words() {
  std::vector<std::string> words;
  for (int i = 0; i < 5000; ++i) words.push_back("word " + std::to_string(i));
  std::vector<std::string_view> values(words.begin(), words.end());
  for (int i = 0; i < 1000; ++i) values.push_back(words[static_cast<std::size_t>(i)]);
  const leeway::column columns[] = {{"text", std::span<const std::string_view>(values)}};
  return leeway::learn(columns, {});
}

}  // namespace

// Oracle: by hand: the tiny window's counts over the tiny baseline's cells.
TEST_CASE("recounted: a window in the place of the baseline", "[window]") {
  const baseline past = tiny::with_own_windows();
  const window morning = tiny::window(past);
  const baseline then = leeway::recounted(past, morning);
  CHECK(then.rows() == 3);
  CHECK(then.origin().name == "morning");
  CHECK(then.origin().source == past.origin().source);
  CHECK(then.schedule().names.empty());
  CHECK(then.fingerprint() != past.fingerprint());
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(name_of(then.features()[i]) == name_of(past.features()[i]));
    CHECK(statistics_of(then.features()[i]).counts() == morning.columns()[i].counts());
  }
  CHECK(number(then, 0).own().size() == 0);
  CHECK(exact::same(category(then, 2).design_effect(), 2.5));
  CHECK(statistics_of(then.features()[0]).moments().count() == 1);
  CHECK(category(then, 2).cells() == category(past, 2).cells());
}

// Oracle: the ranks of the window did not choose the cells: the urn is no law for them.
TEST_CASE("recounted: edges count as given", "[window]") {
  const baseline past = tiny::baseline();
  const baseline then = leeway::recounted(past, tiny::window(past));
  for (std::size_t i : {0u, 1u}) {
    CHECK(number(past, i).cells().from_ranks());
    CHECK_FALSE(number(then, i).cells().from_ranks());
    CHECK(number(then, i).cells().keys().size() == number(past, i).cells().keys().size());
    CHECK(number(then, i).cells() == number(past, i).cells().as_given());
  }
}

// Oracle: by hand: what stands once in the window's cells; of the rest only for rows of the baseline itself: half of
// the rows hold half of its values that stand once and have no cell.
TEST_CASE("recounted: rarity", "[window]") {
  const baseline past = tiny::baseline();
  const baseline then = leeway::recounted(past, tiny::window(past));
  CHECK(number(then, 1).rarity() == leeway::rarity{2, 0});    // 0 and 12; the gap around 6 holds many values
  CHECK(category(then, 2).rarity() == leeway::rarity{1, 0});  // "", and one record that is no known category

  const baseline words = many_words();
  REQUIRE(category(words, 0).rarity() == leeway::rarity{4000, 1000});
  window half(words, "half");
  half.column(0).observe(category(words, 0).cells(), std::string_view("word 0"));
  half.add_rows(words.rows() / 2);
  CHECK(category(leeway::recounted(words, half), 0).rarity() == leeway::rarity{1, 0});
  CHECK(category(leeway::part_of(words, half), 0).rarity() == leeway::rarity{1 + 904 / 2, 0});
}

// Oracle: by hand: the tiny table without its first two rows.
TEST_CASE("recounted: the baseline without a window of its own", "[window]") {
  const baseline past = tiny::baseline();
  const baseline others = leeway::without(past, own_rows(past));
  CHECK(others.rows() == 4);
  CHECK(others.origin().name == "tiny");
  const auto row = [&](std::size_t i) {
    const leeway::counts& counts = statistics_of(others.features()[i]).counts();
    std::vector<std::uint64_t> result(counts.cells().begin(), counts.cells().end());
    result.push_back(counts.missing());
    return result;
  };
  CHECK(row(0) == std::vector<std::uint64_t>{0, 0, 1, 1, 1, 0, 1});
  CHECK(row(1) == std::vector<std::uint64_t>{0, 3, 0, 1, 0, 0});
  CHECK(row(2) == std::vector<std::uint64_t>{1, 2, 0, 0, 0, 1});
  CHECK(category(others, 2).rarity() == leeway::rarity{1, 1});
}

// Oracle: adding up again gives the baseline's counts.
TEST_CASE("recounted: what is taken out and what is left is all", "[window]") {
  const baseline past = tiny::baseline();
  const window own = own_rows(past);
  const baseline others = leeway::without(past, own);
  for (std::size_t i = 0; i < 3; ++i) {
    leeway::counts sum = own.columns()[i].counts();
    sum += statistics_of(others.features()[i]).counts();
    CHECK(sum == statistics_of(past.features()[i]).counts());
  }
}

// Oracle: the contract, and the messages.
TEST_CASE("recounted: what does not belong is refused", "[window]") {
  const baseline past = tiny::baseline();
  const window own = own_rows(past);
  const baseline other = leeway::recounted(past, own);
  CHECK_THROWS_WITH(leeway::recounted(other, own), "recounted: window \"first\" was counted against another baseline");
  CHECK_THROWS_WITH(leeway::part_of(other, own), "part_of: window \"first\" was counted against another baseline");
  CHECK_THROWS_WITH(leeway::without(other, own), "without: window \"first\" was counted against another baseline");
  window many = own;
  many.add_rows(5);
  CHECK_THROWS_WITH(leeway::without(past, many), "without: a window of 7 rows, the baseline has 6");
  CHECK_THROWS_WITH(leeway::part_of(past, many), "part_of: a window of 7 rows, the baseline has 6");
  CHECK_THROWS_WITH(leeway::without(past, tiny::window(past)),  // a 6 between the values of the baseline
                    "without: column \"steps\" has records that the baseline has not");
  window missing(past);
  missing.column(1).observe_missing();
  missing.add_rows(1);
  CHECK_THROWS_WITH(leeway::without(past, missing), "without: column \"steps\" has records that the baseline has not");
}

// Oracle: the same counts, the other fingerprint.
TEST_CASE("recounted: a window moves to a baseline over the same cells", "[window]") {
  const baseline past = tiny::baseline();
  const window morning = tiny::window(past);
  const baseline other = leeway::without(past, own_rows(past));
  const window moved = leeway::moved_to(other, morning);
  CHECK(moved.fingerprint() == other.fingerprint());
  CHECK(moved.rows() == 3);
  CHECK(moved.name() == "morning");
  for (std::size_t i = 0; i < 3; ++i) CHECK(moved.columns()[i].counts() == morning.columns()[i].counts());

  const std::vector<leeway::any_feature> two(past.features().begin(), past.features().begin() + 2);
  CHECK_THROWS_WITH(leeway::moved_to(baseline({}, 6, two), morning), "moved_to: 3 columns, the baseline has 2");
  const std::vector<leeway::any_feature> turned{past.features()[1], past.features()[0], past.features()[2]};
  CHECK_THROWS_WITH(leeway::moved_to(baseline({}, 6, turned), morning), "moved_to: column \"steps\" has other cells");
}

}  // namespace recounted_test
