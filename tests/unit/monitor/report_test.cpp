// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/report.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace report_test {

using leeway::verdict;

// Oracle: the definition: the worst one, of several alarms the surest, else the first.
TEST_CASE("report: the decisive finding", "[monitor]") {
  leeway::feature_report feature;
  CHECK(feature.decisive() == nullptr);
  feature.findings.resize(4);
  const auto set = [&](std::size_t i, verdict v, double log_p) {
    feature.findings[i].verdict = v;
    feature.findings[i].log_p_value = log_p;
  };
  set(0, verdict::stable, -50.0);
  set(1, verdict::stable, -90.0);
  set(2, verdict::stable, exact::nan);
  set(3, verdict::stable, -1.0);
  CHECK(feature.decisive() == &feature.findings[0]);
  set(1, verdict::warning, -20.0);
  set(2, verdict::warning, -30.0);
  CHECK(feature.decisive() == &feature.findings[2]);
  set(3, verdict::drift, -15.0);
  CHECK(feature.decisive() == &feature.findings[3]);
}

// Oracle: design: without an answer there is no "stable".
TEST_CASE("report: empty reports", "[monitor]") {
  const leeway::report report;
  CHECK(report.verdict == verdict::too_few);
  CHECK_FALSE(report.is_drift());
  CHECK(report.find("x") == nullptr);
  CHECK(leeway::feature_report{}.tested());
  CHECK(leeway::feature_report{}.verdict == verdict::too_few);
}

}  // namespace report_test
