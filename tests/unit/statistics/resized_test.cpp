// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A window of another size with the same shape stands for windows to come, and for rows that come together.
#include <leeway/statistics/resized.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace resized_test {
namespace {

leeway::counts counts_of(const std::vector<std::uint64_t>& row) {
  leeway::counts result(row.size() - 1);
  for (std::size_t cell = 0; cell < row.size(); ++cell) result.add(cell, row[cell]);
  return result;
}

}  // namespace

// Oracle: resized.py (exact fractions).
TEST_CASE("resized: golden counts", "[statistics]") {
  for (const golden::row& row : golden::table("counts_resized.csv")) {
    CAPTURE(row.text("name"));
    CHECK(leeway::resized(counts_of(row.counts("shape")), row.count("records")) == counts_of(row.counts("resized")));
  }
}

// Oracle: the contract: all records are there, and the share of any adjacent cells is kept but for less than one
// record.
TEST_CASE("resized: nothing is lost and the shape is kept", "[statistics]") {
  leeway::random_stream draws(20260205);
  for (int repeat = 0; repeat < 30; ++repeat) {
    std::vector<std::uint64_t> shape;
    for (int cell = 0; cell <= 12; ++cell) shape.push_back(draws.below(3) == 0 ? 0 : draws.below(40));
    const leeway::counts before = counts_of(shape);
    const auto total = static_cast<std::int64_t>(before.present() + before.missing());
    const auto records = static_cast<std::int64_t>(draws.below(300));
    const leeway::counts after = leeway::resized(before, static_cast<std::uint64_t>(records));
    CHECK(after.present() + after.missing() == (total == 0 ? 0U : static_cast<std::uint64_t>(records)));
    for (std::size_t first = 0; first <= 12; ++first) {
      std::int64_t was = 0;
      std::int64_t is = 0;
      for (std::size_t cell = first; cell <= 12; ++cell) {
        was += static_cast<std::int64_t>(shape[cell]);
        is += static_cast<std::int64_t>(cell < 12 ? after[cell] : after.missing());
        if (total > 0) REQUIRE(std::abs(is * total - was * records) < total);
      }
    }
  }
}

}  // namespace resized_test
