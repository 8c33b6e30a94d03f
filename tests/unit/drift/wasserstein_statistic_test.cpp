// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The distance of raw samples is what cells are measured against.
#include <leeway/drift/wasserstein_statistic.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace wasserstein_statistic_test {

using leeway::wasserstein_distance;
using values = std::vector<double>;

// Oracle: exact fractions, which agree with scipy (distance_laws.py).
TEST_CASE("wasserstein_distance: agrees with exact fractions", "[drift]") {
  for (const golden::row& line : golden::table("distance_samples.csv")) {
    CAPTURE(line.text("name"));
    const values a = line.numbers("baseline");
    const values b = line.numbers("window");
    CHECK(away::error(wasserstein_distance(a, b), line.number("wasserstein")) < 1e-13);
    CHECK(away::error(wasserstein_distance(b, a), line.number("wasserstein")) < 1e-13);
  }
}

// Oracle: of samples of one size it is the mean distance of the sorted values.
TEST_CASE("wasserstein_distance: samples of one size", "[drift]") {
  leeway::random_stream draws(20260218);
  for (std::size_t size : {1U, 2U, 17U, 500U}) {
    values a = exact::normals(draws, size);
    values b = exact::normals(draws, size);
    const double found = wasserstein_distance(a, b);
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    double sum = 0.0;
    for (std::size_t i = 0; i < size; ++i) sum += std::fabs(a[i] - b[i]);
    CHECK(away::error(found, sum / static_cast<double>(size)) < 1e-12);
  }
}

// Oracle: by hand.
TEST_CASE("wasserstein_distance: infinite and missing values are left out", "[drift]") {
  CHECK(exact::same(
      wasserstein_distance(values{1.0, exact::nan, 2.0, exact::infinity}, values{2.0, -exact::infinity, 3.0}), 1.0));
  CHECK(std::isnan(wasserstein_distance(values{}, values{1.0})));
  CHECK(std::isnan(wasserstein_distance(values{1.0}, values{exact::nan, exact::infinity})));
  CHECK(exact::same(wasserstein_distance(values{3.0, 3.0}, values{3.0, 3.0, 3.0}), 0.0));
}

}  // namespace wasserstein_statistic_test
