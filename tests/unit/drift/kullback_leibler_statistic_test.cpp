// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The divergence of the window from the baseline against 60 digits of mpmath (distance_forms.py), empty cells included.
#include <leeway/drift/kullback_leibler_statistic.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace kullback_leibler_statistic_test {

using row = std::vector<std::uint64_t>;

TEST_CASE("kullback_leibler_statistic: agrees with mpmath", "[drift]") {
  for (const golden::row& line : golden::table("distance_forms.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    // It grows with the square of the difference of shares that are rounded to 2^-52 each.
    const auto close = [](double found, double wanted) {
      return std::fabs(found - wanted) <= 1e-12 * wanted + 2.0 * std::sqrt(wanted) * two_rows::share_error + 1e-30;
    };
    CHECK(close(leeway::kullback_leibler_divergence(c.a, c.b), line.number("kl_jeffreys")));
    const double raw = line.number("kl_raw");
    const double found = leeway::kullback_leibler_divergence(c.a, c.b, leeway::zero_policy::raw());
    if (std::isinf(raw))
      CHECK(found == std::numeric_limits<double>::infinity());
    else
      CHECK(close(found, raw));
  }
}

TEST_CASE("kullback_leibler_statistic: never negative, 0 for equal shares, no value for empty sides", "[drift]") {
  CHECK(leeway::kullback_leibler_divergence(row{3, 5}, row{6, 10}, leeway::zero_policy::raw()) == 0.0);
  CHECK(leeway::kullback_leibler_divergence(row{1'000'000, 1'000'001}, row{1'000'001, 1'000'000}) >= 0.0);
  CHECK(std::isnan(leeway::kullback_leibler_divergence(row{0, 0}, row{1, 2})));
  CHECK(leeway::kullback_leibler_debiased(row{500, 500}, row{50, 50}) == 0.0);
}

}  // namespace kullback_leibler_statistic_test
