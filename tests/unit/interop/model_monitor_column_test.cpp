// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Columns without a distribution stay in the baseline: their constraints need counts of what is there and what is not.
#include <leeway/interop/model_monitor_column.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace model_monitor_column_test {

namespace mm = leeway::model_monitor;

namespace {

mm::column_summary summary(bool numeric) {
  mm::column_summary column;
  column.name = "t";
  column.numeric = numeric;
  column.present = 3;
  column.missing = 2;
  return column;
}

}  // namespace

// 1, 2, 3: mean 2, variance 2/3 by their number and 1 by one less.
TEST_CASE("model_monitor_column: moments and extremes as the file has them", "[interop][model_monitor]") {
  mm::column_summary column = summary(true);
  column.mean = 2.0;
  column.deviation = std::sqrt(2.0 / 3.0);
  column.smallest = 1.0;
  column.largest = 3.0;
  leeway::counts counts(1);
  counts.add(0, 3);
  const leeway::column_statistics seen = mm::detail::with_moments(counts, column);
  CHECK(seen.moments().count() == 3);
  CHECK(exact::same(seen.moments().mean(), 2.0));
  CHECK(seen.moments().variance() == Approx(1.0).epsilon(1e-15));
  CHECK(std::isnan(seen.moments().skewness()));
  CHECK(seen.extremes().lowest() == leeway::order_key(1.0));
  CHECK(seen.extremes().highest() == leeway::order_key(3.0));
  CHECK(seen.counts() == counts);
}

TEST_CASE("model_monitor_column: what has no value or contradicts itself is left out", "[interop][model_monitor]") {
  mm::column_summary column = summary(true);
  column.mean = 2.0;
  column.smallest = 3.0;
  column.largest = 1.0;
  const leeway::column_statistics seen = mm::detail::with_moments(leeway::counts(1), column);
  CHECK(seen.moments().count() == 0);
  CHECK(seen.extremes().empty());
}

TEST_CASE("model_monitor_column: not tested, with counts and the reason", "[interop][model_monitor]") {
  for (bool numeric : {false, true}) {
    const mm::taken_column taken = mm::detail::not_tested(summary(numeric), "why");
    CHECK(std::holds_alternative<leeway::numeric_feature>(taken.feature) == numeric);
    CHECK(taken.from == mm::source::nothing);
    CHECK(taken.notes == std::vector<std::string>{"why"});
    CHECK(leeway::role_of(taken.feature) == leeway::role::identifier);
    CHECK(leeway::remark_of(taken.feature) == "why");
    CHECK(leeway::statistics_of(taken.feature).counts().present() == 3);
    CHECK(leeway::statistics_of(taken.feature).counts().missing() == 2);
  }
  CHECK(mm::to_string(mm::source::histogram) == "histogram");
  CHECK(mm::detail::records_text(1) == "1 record");
  CHECK(mm::detail::records_text(2) == "2 records");
}

}  // namespace model_monitor_column_test
