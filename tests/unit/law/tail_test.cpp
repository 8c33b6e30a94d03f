// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/tail.hpp"

#include <cmath>

#include "support/catch.hpp"

namespace tail_test {

using namespace leeway::law;

// Oracle: definition; -log1p(-c) ~ c for tiny c.
TEST_CASE("tail: p and its logarithm agree whichever way they were found", "[law][tail]") {
  CHECK(from_probability(0.25).log_p == Approx(std::log(0.25)));
  CHECK(from_log(std::log(0.25)).p == Approx(0.25));
  CHECK(from_complement(0.75).p == 0.25);
  CHECK(from_complement(1e-30).p == 1.0);
  CHECK(from_complement(1e-30).log_p == Approx(-1e-30).epsilon(1e-14));
  CHECK(from_log(-5000.0).p == 0.0);
  CHECK(from_log(-5000.0).log_p == -5000.0);
}

// Oracle: definition.
TEST_CASE("tail: rounding never leaves the unit interval, and no value is none", "[law][tail]") {
  CHECK(from_probability(1.0000000000000002).p == 1.0);
  CHECK(from_log(1e-16).p == 1.0);
  CHECK(from_complement(-1e-17).log_p == 0.0);
  CHECK(std::isnan(tail{}.p));
  CHECK(std::isnan(tail{}.log_p));
  CHECK(sure.p == 1.0);
  CHECK(impossible.p == 0.0);
  CHECK(std::isinf(impossible.log_p));
}

}  // namespace tail_test
