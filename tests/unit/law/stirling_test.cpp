// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/detail/stirling.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "support/catch.hpp"

namespace stirling_test {

using namespace leeway::detail;

// Oracle: log-gamma of Boost.Math in long double (64 bits); its absolute error grows with x log x. The
// library works in absolute errors too: a point probability is the exponential of a sum of rests. Sixteen steps
// downwards round sixteen times.
TEST_CASE("stirling: the rest of a factorial", "[law][stirling]") {
  CHECK(stirling_rest(0.0) == 0.0);
  for (const long double x : {1e-9L, 1e-3L, 0.25L, 0.5L, 1.0L, 1.5L, 2.0L, 7.0L, 11.75L, 14.999L, 15.0L, 15.5L, 16.0L,
                              16.001L, 40.0L, 1e3L, 1e6L}) {
    CAPTURE(static_cast<double>(x));
    const long double expected = boost::math::lgamma(x + 1.0L) - (x * std::log(x) - x);
    const double bound = 3e-15 + 2e-19 * static_cast<double>(x * (1.0L + std::fabs(std::log(x))));
    CHECK(stirling_rest(static_cast<double>(x)) == Approx(static_cast<double>(expected)).epsilon(2e-15).margin(bound));
  }
}

// Oracle: the definition in long double where it does not cancel, the power series u^2/2 - u^3/6 + u^4/12 where it
// does.
TEST_CASE("stirling: the deviance has no cancellation", "[law][stirling]") {
  for (long double u : {-1.0L + 1e-12L, -0.9L, -0.401L, -0.399L, -0.2L, 0.1L, 0.399L, 0.401L, 3.0L, 1e9L}) {
    CAPTURE(static_cast<double>(u));
    const long double expected = (1.0L + u) * std::log1p(u) - u;
    CHECK(deviance_unit(static_cast<double>(u)) == Approx(static_cast<double>(expected)).epsilon(2e-15));
  }
  for (double u : {-1e-5, 1e-5, 1e-9, -1e-150, 0.0}) {
    CHECK(deviance_unit(u) == Approx(u * u / 2.0 - u * u * u / 6.0 + u * u * u * u / 12.0).epsilon(2e-15));
  }
  CHECK(deviance_unit(-1.0) == 1.0);
  CHECK(deviance(0.0, 0.0) == 0.0);
}

// Oracle: C(5,3) C(7,2) / C(12,5) = 210 / 792.
TEST_CASE("stirling: a two by two table", "[law][stirling]") {
  CHECK(std::exp(log_table_weight(3.0, 2.0, 2.0, 5.0, 3.0 - 25.0 / 12.0)) == Approx(210.0 / 792.0).epsilon(1e-14));
}

}  // namespace stirling_test
