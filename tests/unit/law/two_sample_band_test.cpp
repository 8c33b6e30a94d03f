// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/law/two_sample_band.hpp>

#include <cmath>
#include <utility>

#include "golden.hpp"
#include "support/catch.hpp"

namespace two_sample_band_test {

using namespace leeway::law;

// Oracle: quadrature of the convolution with mpmath (bands.py). Where one side is a thousand times the other the two
// ends nearly cancel: the error is a few units in the last place of the larger one.
TEST_CASE("two-sample band: the tail is the convolution", "[law][band]") {
  const std::vector<golden::line> lines = golden::read("bands_two_sample.csv");
  REQUIRE(lines.size() > 50);
  for (const golden::line& line : lines) {
    CAPTURE(line.count(0), line.count(1), line.number(2));
    CHECK(golden::error(two_sample_band_tail(line.number(2), line.count(0), line.count(1)), line.number(3)) < 1e-11);
  }
}

// Oracle: definition.
TEST_CASE("two-sample band: the band inverts the tail", "[law][band]") {
  for (double error : {0.5, 0.025, 0.0125, 1e-6})
    for (auto [n, m] : {std::pair<std::uint64_t, std::uint64_t>{1, 1}, {20, 3000}, {5000, 5000}, {1000000, 10}}) {
      CAPTURE(n, m, error);
      CHECK(two_sample_band_tail(two_sample_band(n, m, error), n, m) == Approx(error).epsilon(1e-9));
    }
  CHECK(std::isnan(two_sample_band(0, 5, 0.05)));
  CHECK(std::isnan(two_sample_band(5, 0, 0.05)));
  CHECK(std::isnan(two_sample_band(5, 5, 0.0)));
  CHECK(std::isnan(two_sample_band(5, 5, 1.0)));
}

// Oracle: for a huge baseline only the window errs, by Massart's band of its own.
TEST_CASE("two-sample band: a huge baseline adds nothing", "[law][band]") {
  CHECK(two_sample_band(std::uint64_t{1} << 50, 400, 0.025) ==
        Approx(std::sqrt(std::log(1 / 0.025) / 800.0)).epsilon(1e-3));
}

}  // namespace two_sample_band_test
