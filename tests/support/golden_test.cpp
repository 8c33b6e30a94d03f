// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A reader that skips cases or guesses columns would let wrong numbers pass.
#include "support/golden.hpp"

#include <string>

#include "support/catch.hpp"

namespace golden_test {

// Oracle: by hand.
TEST_CASE("golden: fields are split and empty ones kept", "[support]") {
  CHECK(golden::split("a,,b,", ',') == std::vector<std::string>{"a", "", "b", ""});
  CHECK(golden::split("", ',') == std::vector<std::string>{""});
  const std::vector<std::string> columns{"name", "some", "none", "whole"};
  const golden::row row(columns, {"case", "1.5 -inf", "", "18446744073709551615"});
  CHECK(row.text("name") == "case");
  CHECK(row.numbers("some").size() == 2);
  CHECK(row.numbers("none").empty());
  CHECK(row.count("whole") == ~std::uint64_t{0});
  CHECK_THROWS(row.text("missing"));
  CHECK_THROWS(golden::row(columns, {"too", "few"}));
}

// Oracle: the number of lines of the file that are neither comment nor header, counted by grep.
TEST_CASE("golden: a table is read whole", "[support]") {
  CHECK(golden::table("moments_series.csv").size() == 61);
  CHECK_THROWS(golden::table("no_such_file.csv"));
}

}  // namespace golden_test
