// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/words.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace words_test {

using leeway::cell_label;
using leeway::question;

namespace {

cell_label range(double lower, double upper) {
  cell_label label;
  label.range = {lower, upper};
  return label;
}
cell_label value(const char* name) {
  cell_label label;
  label.what = cell_label::kind::value;
  label.value = name;
  return label;
}
cell_label pool(std::size_t size) {
  cell_label label;
  label.what = cell_label::kind::pool;
  label.pooled = size;
  return label;
}

}  // namespace

// Oracle: by hand.
TEST_CASE("words: numbers", "[monitor]") {
  CHECK(leeway::number_text(30.0) == "30");
  CHECK(leeway::number_text(0.1 + 0.2) == "0.3");
  CHECK(leeway::number_text(-1234567.0) == "-1.23457e+06");
  CHECK(leeway::number_text(1e-300) == "1e-300");
}

// Oracle: by hand: one place, halves as std::to_chars rounds them, no "-0".
TEST_CASE("words: shares", "[monitor]") {
  CHECK(leeway::percent_text(0.0) == "0");
  CHECK(leeway::percent_text(1.0) == "100");
  CHECK(leeway::percent_text(0.289) == "28.9");
  CHECK(leeway::percent_text(0.05) == "5");
  CHECK(leeway::percent_text(0.0101) == "1");
  CHECK(leeway::percent_text(0.9996) == "100");
  CHECK(leeway::percent_text(-0.0001) == "0");
  CHECK(leeway::percent_text(-0.123) == "-12.3");
}

// Oracle: by hand: cells are right-closed.
TEST_CASE("words: labels", "[monitor]") {
  CHECK(leeway::label_text(range(-exact::infinity, 30.0)) == "at or below 30");
  CHECK(leeway::label_text(range(12.0, exact::infinity)) == "above 12");
  CHECK(leeway::label_text(range(0.0, 0.0)) == "at 0");
  CHECK(leeway::label_text(range(3.0, 7.5)) == "3 to 7.5");
  CHECK(leeway::label_text(range(-exact::infinity, exact::infinity)) == "any value");
  CHECK(leeway::label_text(value("tropical storm")) == "\"tropical storm\"");
  CHECK(leeway::label_text(value("")) == "\"\"");
  CHECK(leeway::label_text(pool(12)) == "12 rare or unseen values");
  CHECK(leeway::label_text(pool(1)) == "rare or unseen values");
}

// Oracle: the picture in the documentation.
TEST_CASE("words: moves", "[monitor]") {
  leeway::contribution move;
  move.baseline_share = 0.289;
  move.window_share = 0.191;
  move.cell = range(-exact::infinity, 30.0);
  CHECK(leeway::move_text(question::distribution, move) == "at or below 30: 28.9 -> 19.1 %");
  move.cell = value("tropical storm");
  CHECK(leeway::move_text(question::distribution, move) == "\"tropical storm\" 28.9 -> 19.1 %");
  CHECK(leeway::move_text(question::missing, move) == "missing 28.9 -> 19.1 %");
  CHECK(leeway::move_text(question::unseen, move) == "unseen 28.9 -> 19.1 %");
}

}  // namespace words_test
