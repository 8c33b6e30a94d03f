// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a rehearsal is asked to change is written by hand: every form is read as it is meant, and whatever is not meant
// is refused by its own text.
#include <leeway/monitor/injection.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace injection_test {

using leeway::injection;
using leeway::injection_kind;
using leeway::parse_injection;

namespace {

bool is(const injection& one, injection_kind kind, double amount, bool in_deviations, std::string_view text) {
  return one.kind == kind && exact::same(one.amount, amount) && one.in_deviations == in_deviations && one.text == text;
}

std::string refusal(std::string_view text) {
  try {
    parse_injection(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

}  // namespace

// Oracle: the words of the page; the compiler's own reading of the same decimal numbers.
TEST_CASE("injection: every kind and unit", "[monitor]") {
  CHECK(is(parse_injection("shift=0.5sd"), injection_kind::shift, 0.5, true, "shift=0.5sd"));
  CHECK(is(parse_injection("shift=-3"), injection_kind::shift, -3.0, false, "shift=-3"));
  CHECK(is(parse_injection("shift=-.25sd"), injection_kind::shift, -0.25, true, "shift=-.25sd"));
  CHECK(is(parse_injection("shift=123456789.012345"), injection_kind::shift, 123456789.012345, false,
           "shift=123456789.012345"));
  CHECK(is(parse_injection("scale=1.5"), injection_kind::scale, 1.5, false, "scale=1.5"));
  CHECK(is(parse_injection("scale=0.9"), injection_kind::scale, 0.9, false, "scale=0.9"));
  CHECK(is(parse_injection("missing=5%"), injection_kind::missing, 5.0 / 100.0, false, "missing=5%"));
  CHECK(is(parse_injection("missing=100%"), injection_kind::missing, 1.0, false, "missing=100%"));
  CHECK(is(parse_injection("zero=0.2"), injection_kind::zero, 0.2, false, "zero=0.2"));
  CHECK(is(parse_injection("new=3%"), injection_kind::newcomers, 3.0 / 100.0, false, "new=3%"));
  CHECK(is(parse_injection("new=1"), injection_kind::newcomers, 1.0, false, "new=1"));
}

// Oracle: none of these says how much of what, or it says nothing, or more than everything.
TEST_CASE("injection: what is no injection is named", "[monitor]") {
  for (std::string_view text : {"",
                                "shift",
                                "shift=",
                                "shift=sd",
                                "shift=0",
                                "shift=0sd",
                                "shift=-0",
                                "shift=1e3",
                                "shift=1 sd",
                                "shift=0.5SD",
                                "shift=5%",
                                "shift=1.2.3",
                                "shift=nan",
                                "shift=inf",
                                "shift=+1",
                                "shift=1234567890.123456",
                                "Shift=1",
                                " shift=1",
                                "shift =1",
                                "scale=1",
                                "scale=1.0",
                                "scale=0",
                                "scale=-2",
                                "scale=1.5sd",
                                "scale=50%",
                                "missing=0",
                                "missing=0%",
                                "missing=-5%",
                                "missing=101%",
                                "missing=1.01",
                                "missing=5",
                                "missing=5sd",
                                "missing=5%%",
                                "missing=%",
                                "zero=200%",
                                "zero=",
                                "zero=.",
                                "new=0",
                                "new=3 %",
                                "newcomers=3%",
                                "drop=5%",
                                "=5%",
                                "missing==5%",
                                "missing=5%,zero=1"}) {
    INFO(text);
    const std::string said = refusal(text);
    CHECK(said.find("injection \"" + std::string(text) + "\": wanted ") == 0);
  }
}

// Oracle: the page.
TEST_CASE("injection: the defaults are those that are documented", "[monitor]") {
  std::vector<std::string> texts;
  for (const injection& one : leeway::default_injections()) texts.push_back(one.text);
  CHECK(texts == std::vector<std::string>{"shift=0.5sd", "scale=1.5", "missing=5%", "zero=20%", "new=3%"});
}

}  // namespace injection_test
