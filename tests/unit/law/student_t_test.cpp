// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Tails of Student's t order features far below what a double can hold; the oracle is mpmath (distance_forms.py).
#include <leeway/law/student_t.hpp>

#include <cmath>
#include <limits>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace student_t_test {

TEST_CASE("student_t: agrees with mpmath to 1e-12, in logarithms far below 1e-300", "[law]") {
  for (const golden::row& line : golden::table("laws_student.csv")) {
    CAPTURE(line.text("t"), line.text("degrees_of_freedom"));
    const leeway::law::tail found =
        leeway::law::student_t_two_sided(line.number("t"), line.number("degrees_of_freedom"));
    const double log_p = line.number("log_two_sided");
    // An error of 1e-12 in p is one of 1e-12 in the logarithm, which itself has only so many digits.
    CHECK(std::fabs(found.log_p - log_p) <= 1e-12 * std::fmax(1.0, std::fabs(log_p)));
    if (line.number("two_sided") > 1e-290)
      CHECK(away::error(found.p, line.number("two_sided")) < 1e-12 * std::fmax(1.0, std::fabs(log_p)));
  }
}

TEST_CASE("student_t: one side is half of two, the other its complement", "[law]") {
  for (double t : {0.1, 1.0, 3.0, 50.0}) {
    const double both = leeway::law::student_t_two_sided(t, 7.5).p;
    CHECK(away::error(leeway::law::student_t_upper(t, 7.5).p, both / 2.0) < 1e-14);
    CHECK(away::error(leeway::law::student_t_upper(-t, 7.5).p, 1.0 - both / 2.0) < 1e-14);
  }
}

TEST_CASE("student_t: edges", "[law]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(leeway::law::student_t_two_sided(0.0, 3.0).p == 1.0);
  CHECK(leeway::law::student_t_two_sided(infinity, 3.0).p == 0.0);
  CHECK(std::isnan(leeway::law::student_t_two_sided(1.0, 0.0).p));
  CHECK(std::isnan(leeway::law::student_t_two_sided(std::nan(""), 3.0).p));
  CHECK(away::error(leeway::law::student_t_two_sided(1.96, infinity).p,
                    leeway::law::student_t_two_sided(1.96, 1e12).p) < 1e-9);
}

}  // namespace student_t_test
