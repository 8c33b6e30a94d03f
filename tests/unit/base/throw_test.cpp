// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Whoever catches an error needs its kind and the value that was refused, not "0.000000".
#include <leeway/base/throw.hpp>

#include <cstdlib>
#include <stdexcept>
#include <string>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace throw_test {

// Oracle: the documented kinds.
TEST_CASE("throw: kinds and messages", "[base]") {
  CHECK_THROWS_AS(leeway::detail::throw_invalid_argument("bins = 1"), std::invalid_argument);
  CHECK_THROWS_WITH(leeway::detail::throw_invalid_argument("bins = 1"), "bins = 1");
  CHECK_THROWS_AS(leeway::detail::throw_bad_state("at byte 3"), leeway::bad_state);
  CHECK_THROWS_AS(leeway::detail::throw_bad_state("at byte 3"), std::runtime_error);
  CHECK_THROWS_WITH(leeway::detail::throw_bad_state("at byte 3"), "at byte 3");
}

// Oracle: strtod reads the text back; short numbers by hand.
TEST_CASE("throw: numbers in messages are exact", "[base]") {
  CHECK(leeway::detail::exact_text(0.1) == "0.1");
  CHECK(leeway::detail::exact_text(-3.0) == "-3");
  CHECK(leeway::detail::exact_text(exact::infinity) == "inf");
  leeway::random_stream draws(20260104);
  std::size_t wrong = 0;
  for (int i = 0; i < 5'000; ++i) {
    const double x = exact::any_double(draws);
    wrong += exact::same(std::strtod(leeway::detail::exact_text(x).c_str(), nullptr), x) ? 0U : 1U;
  }
  CHECK(wrong == 0);
}

}  // namespace throw_test
