// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/baseline/extended.hpp>

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"

namespace extended_test {
namespace {

using leeway::category_count;

struct table {
  leeway::category_feature baseline;
  leeway::column_statistics window;
};

table counted(const std::vector<std::string_view>& before, const std::vector<std::string_view>& now) {
  leeway::category_feature learned = leeway::learn(before, "colour");
  leeway::column_statistics window(learned.cells().size());
  for (std::string_view value : now) window.observe(learned.cells(), value);
  return {std::move(learned), std::move(window)};
}

std::map<std::string, std::uint64_t> by_name(const leeway::category_cells& cells, const leeway::counts& row) {
  std::map<std::string, std::uint64_t> result;
  for (std::size_t cell = 0; cell < cells.names().size(); ++cell) result[cells.names()[cell]] = row[cell];
  return result;
}

}  // namespace

// Oracle: the records counted by hand.
TEST_CASE("categories of the window get cells beside those of the baseline") {
  const std::string_view missing;
  const table before =
      counted({"red", "red", "blue", missing}, {"red", "azure", "zinc", "azure", "blue", missing, missing});
  const std::vector<category_count> unseen = {{"zinc", 1}, {"azure", 2}};
  const leeway::extended_feature both = leeway::extended(before.baseline, before.window, unseen);

  const leeway::category_cells& cells = both.baseline.cells();
  using tally = std::map<std::string, std::uint64_t>;
  CHECK(by_name(cells, both.baseline.counts()) == tally{{"azure", 0}, {"blue", 1}, {"red", 2}, {"zinc", 0}});
  CHECK(by_name(cells, both.window.counts()) == tally{{"azure", 2}, {"blue", 1}, {"red", 1}, {"zinc", 1}});
  CHECK(both.window.counts()[cells.unseen()] == 0);
  CHECK(both.baseline.counts().missing() == 1);
  CHECK(both.window.counts().missing() == 2);
  CHECK(both.baseline.counts().present() == 3);
  CHECK(both.window.counts().present() == 5);
  CHECK(both.baseline.name() == "colour");
  CHECK(both.baseline.rarity() == before.baseline.rarity());
}

// Oracle: what is not named stays where it was.
TEST_CASE("unseen records without a name stay unseen") {
  const table before = counted({"a", "b"}, {"x", "y", "y", "a"});
  const std::vector<category_count> unseen = {{"y", 2}};
  const leeway::extended_feature some = leeway::extended(before.baseline, before.window, unseen);
  CHECK(some.window.counts()[some.baseline.cells().unseen()] == 1);
  const leeway::extended_feature none = leeway::extended(before.baseline, before.window, {});
  CHECK(none.baseline.fingerprint() == before.baseline.fingerprint());
  CHECK(none.window.counts() == before.window.counts());
}

// Oracle: the contract.
TEST_CASE("what cannot be extended is refused") {
  const table before = counted({"a", "b"}, {"x", "y", "a"});
  const auto extend = [&](const std::vector<category_count>& unseen) {
    return leeway::extended(before.baseline, before.window, unseen);
  };
  CHECK_THROWS_AS(extend({{"a", 1}}), std::invalid_argument);
  CHECK_THROWS_AS(extend({{"x", 1}, {"x", 1}}), std::invalid_argument);
  CHECK_THROWS_AS(extend({{"x", 1}, {"y", 2}}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::extended(before.baseline, leeway::column_statistics(3), {}), std::invalid_argument);

  std::vector<std::string> names;
  for (std::size_t i = 0; i <= leeway::most_named_categories; ++i) names.push_back(std::to_string(i));
  const std::vector<std::string_view> views(names.begin(), names.end());
  const table many = counted(views, {"0"});
  CHECK_THROWS_AS(leeway::extended(many.baseline, many.window, {}), std::invalid_argument);
}

}  // namespace extended_test
