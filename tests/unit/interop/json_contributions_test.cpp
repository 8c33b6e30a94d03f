// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_contributions.hpp>

#include <cstddef>
#include <span>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace json_contributions_test {
namespace {

leeway::contribution range(double lower, double upper, double amount) {
  leeway::contribution one;
  one.cell.range = {lower, upper};
  one.baseline_share = 0.25;
  one.window_share = 0.5;
  one.amount = amount;
  return one;
}

leeway::contribution pool(std::size_t cells, double amount) {
  leeway::contribution one = range(0.0, 0.0, amount);
  one.cell.what = leeway::cell_label::kind::pool;
  one.cell.pooled = cells;
  return one;
}

nlohmann::ordered_json written(const std::vector<leeway::contribution>& contributions) {
  return leeway::to_json(std::span<const leeway::contribution>(contributions));
}

}  // namespace

// Oracle: the format, written by hand. An end is null only where the bin has none.
TEST_CASE("bins, values and pools") {
  leeway::contribution word = range(0.0, 0.0, 0.5);
  word.cell.what = leeway::cell_label::kind::value;
  word.cell.value = "tropical storm";
  CHECK(written({word})[0].dump() ==
        R"({"bin":{"value":"tropical storm"},"baseline_share":0.25,"window_share":0.5,"contribution":0.5})");
  CHECK(written({pool(7, 0.5)})[0]["bin"].dump() == R"({"pool":7})");
  const double inf = exact::infinity;
  CHECK(written({range(-inf, 2.5, 1.0)})[0]["bin"].dump() == R"({"lower":null,"upper":2.5})");
  CHECK(written({range(2.5, inf, 1.0)})[0]["bin"].dump() == R"({"lower":2.5,"upper":null})");
  CHECK(written({range(-inf, -inf, 1.0)})[0]["bin"].dump() == R"({"lower":null,"upper":"-Infinity"})");
  CHECK(written({range(0.0, 1.0, inf)})[0]["contribution"] == "Infinity");
}

// Oracle: by hand: by size without the sign, equal ones as they came, none without a value.
TEST_CASE("the largest contribution comes first") {
  const auto list =
      written({range(0, 1, 0.1), range(1, 2, -0.4), range(2, 3, 0.1), range(3, 4, exact::nan), range(4, 5, 0.2)});
  REQUIRE(list.size() == 4);
  CHECK(list[0]["contribution"] == -0.4);
  CHECK(list[1]["contribution"] == 0.2);
  CHECK(list[2]["bin"]["lower"] == 0.0);
  CHECK(list[3]["bin"]["lower"] == 2.0);
  CHECK(written({}).dump() == "[]");
}

// Oracle: sums by hand. Of 40 cells of 1/64 each the 31 largest are shown; 9 remain, one of them a pool of 5.
TEST_CASE("at most 32 are shown, the rest as one pool") {
  std::vector<leeway::contribution> cells;
  for (int i = 0; i < 39; ++i) cells.push_back(range(i, i + 1, 100.0 - i));
  cells.push_back(pool(5, 1.0));
  for (leeway::contribution& one : cells) one.baseline_share = one.window_share = 0.015625;
  const auto list = written(cells);
  REQUIRE(list.size() == 32);
  CHECK(list[30]["contribution"] == 70.0);
  CHECK(list[31]["bin"]["pool"] == 8 + 5);
  CHECK(list[31]["baseline_share"] == 9.0 * 0.015625);
  CHECK(list[31]["window_share"] == 9.0 * 0.015625);
  CHECK(list[31]["contribution"] == 69.0 + 68 + 67 + 66 + 65 + 64 + 63 + 62 + 1);

  cells.resize(32);
  CHECK(written(cells)[31]["bin"]["lower"] == 31.0);
}

}  // namespace json_contributions_test
