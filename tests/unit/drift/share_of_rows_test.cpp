// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/share_of_rows.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/catch.hpp"

namespace share_of_rows_test {

// Oracle: by hand; n m / (n + m) also where the product would not fit 64 bits.
TEST_CASE("share_of_rows: sizes and shares", "[drift]") {
  CHECK(exact::same(leeway::detail::effective_size(100, 100), 50.0));
  CHECK(away::error(leeway::detail::effective_size(1'000'000, 1), 1e6 / 1'000'001.0) < 1e-15);
  CHECK(away::error(leeway::detail::effective_size(std::uint64_t{1} << 62, std::uint64_t{1} << 62), 0x1p61) < 1e-15);
  CHECK(exact::same(leeway::detail::share(1, 4), 0.25));
  CHECK(leeway::detail::total(std::vector<std::uint64_t>{1, 2, 3}) == 6);
  CHECK(leeway::detail::total({}) == 0);
}

// Oracle: binomial variances by hand.
TEST_CASE("share_of_rows: deviations", "[drift]") {
  const leeway::detail::share_deviations both = leeway::detail::deviations_of(0.5, 100, 0.2, 400);
  CHECK(away::error(both.then, 0.05) < 1e-15);
  CHECK(away::error(both.now, 0.02) < 1e-15);
  CHECK(away::error(both.difference(), std::sqrt(0.0029)) < 1e-15);
}

// Oracle: design: no value is NaN, never 0.
TEST_CASE("share_of_rows: nothing is known at first", "[drift]") {
  const leeway::share_of_rows nothing;
  CHECK(std::isnan(nothing.value));
  CHECK(std::isnan(nothing.between.lower));
  CHECK(std::isnan(nothing.between.upper));
  CHECK(std::isnan(nothing.lower_bound));
}

}  // namespace share_of_rows_test
