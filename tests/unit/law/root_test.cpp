// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/detail/root.hpp"

#include <cmath>

#include "support/catch.hpp"

namespace root_test {

using leeway::detail::growing_root;

// Oracle: roots known in closed form; a flat, a steep and a lopsided function, to the last places in fewer evaluations
// than bisection.
TEST_CASE("root: finds the zero of a growing function", "[law][root]") {
  int calls = 0;
  const auto find = [&](auto function, double low, double high) {
    calls = 0;
    const auto counted = [&](double x) {
      ++calls;
      return function(x);
    };
    return growing_root(counted, low, function(low), high, function(high));
  };
  CHECK(find([](double x) { return x * x - 2.0; }, 0.0, 10.0) == Approx(std::sqrt(2.0)).epsilon(1e-15));
  CHECK(calls < 60);
  CHECK(find([](double x) { return std::exp(x) - 1e6; }, 0.0, 700.0) == Approx(std::log(1e6)).epsilon(1e-15));
  CHECK(calls < 120);
  CHECK(find([](double x) { return std::log(x) + 50.0; }, 1e-300, 1.0) == Approx(std::exp(-50.0)).epsilon(1e-14));
  CHECK(find([](double x) { return x < 3.0 ? -1.0 : 1.0; }, 0.0, 10.0) == Approx(3.0).epsilon(1e-15));
  CHECK(find([](double x) { return x - 5.0; }, 0.0, 10.0) == 5.0);
}

}  // namespace root_test
