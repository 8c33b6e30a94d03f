// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A service that no longer gets traffic drifts in no column: somebody has to ask whether rows came at all.
#include <leeway/monitor/rows_question.hpp>

#include "support/catch.hpp"

namespace rows_question_test {

// Oracle: by hand.
TEST_CASE("no rows is drift of the table where rows are expected") {
  leeway::report empty;
  leeway::ask_rows(empty, true, 420);
  CHECK(empty.no_rows);
  CHECK(empty.is_drift());
  CHECK(leeway::rows_text(empty) == "no rows, 420 are usual");
  leeway::ask_rows(empty, true);
  CHECK(leeway::rows_text(empty) == "no rows");
  leeway::report quiet;
  leeway::ask_rows(quiet, false, 420);
  CHECK_FALSE(quiet.no_rows);
  CHECK(quiet.verdict == leeway::verdict::too_few);
  CHECK(leeway::rows_text(quiet).empty());
  leeway::report few;
  few.window_rows = 1;
  few.verdict = leeway::verdict::stable;
  leeway::ask_rows(few, true, 420);
  CHECK_FALSE(few.no_rows);
  CHECK(few.verdict == leeway::verdict::stable);
  CHECK(few.usual_rows == 420);
}

// Oracle: the middle of a list, by hand.
TEST_CASE("what is usual is the median of own windows of the same length") {
  const leeway::own_schedule own{"1h", {"a", "b", "c", "d"}, {10, 400, 500, 3}};
  CHECK(leeway::usual_rows(own, "1h") == 400);
  CHECK(leeway::usual_rows(own, "1d") == 0);
  CHECK(leeway::usual_rows({}, "1h") == 0);
  CHECK(leeway::usual_rows({}, "") == 0);
}

}  // namespace rows_question_test
