// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Missing, infinite and unreadable values are counted and asked about; they hide nothing and break nothing.
#include <leeway/leeway.hpp>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include <leeway/interop/csv.hpp>
#include <leeway/interop/csv_number.hpp>
#if __has_include(<nlohmann/json.hpp>)
#include <leeway/interop/json_report.hpp>
#define LEEWAY_TESTS_HAVE_JSON 1
#else
#define LEEWAY_TESTS_HAVE_JSON 0
#endif

#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace missing_values_test {
namespace {

/// Every `one_in`-th value becomes NaN.
std::vector<double> with_gaps(std::vector<double> values, std::size_t one_in) {
  for (std::size_t i = 0; i < values.size(); i += one_in) values[i] = exact::nan;
  return values;
}

double log_p(const leeway::feature_report& judged, leeway::question asked) {
  return reports::find(judged, asked).log_p_value;
}

}  // namespace

// Many monitors drop nulls first: a jump of their share is exactly what is not seen. Oracle: 2 % then, 25 % now.
TEST_CASE("a jump of the share of missing values is drift", "[defects]") {
  leeway::random_stream draws(20260431);
  const leeway::feature_report judged =
      defects::column(with_gaps(defects::normals(draws, 2000), 50), with_gaps(defects::normals(draws, 2000), 4));
  CHECK(judged.is_drift());
  CHECK(judged.decisive()->question == leeway::question::missing);
  CHECK(std::fabs(judged.decisive()->effect - 0.23) < 1e-12);
  CHECK(log_p(judged, leeway::question::distribution) > std::log(0.01));
}

// Some monitors put NaN into bins that never match: equal data with 30 % NaN then differ by 0.3. Oracle: equal data.
TEST_CASE("equal shares of missing values are no drift", "[defects]") {
  leeway::random_stream draws(20260432);
  const std::vector<double> values = with_gaps(defects::normals(draws, 3000), 3);
  const leeway::feature_report judged = defects::column(values, values);
  CHECK(judged.verdict == leeway::verdict::stable);
  CHECK(std::fabs(judged.simple_distance) <= 0.0);
  for (const leeway::finding& found : judged.findings) CHECK(found.log_p_value >= 0.0);
}

// Some monitors hand NaN to a test and get NaN back.
// Oracle: every test sees the present records, all of them and no others.
TEST_CASE("a NaN in the data is no NaN in a p-value", "[defects]") {
  leeway::random_stream draws(20260433);
  const leeway::feature_report judged =
      defects::column(with_gaps(defects::normals(draws, 1000), 10), with_gaps(defects::normals(draws, 400), 8));
  for (const leeway::shown_test& shown : judged.tests) {
    CAPTURE(shown.result.test);
    CHECK(shown.result.log_p_value <= 0.0);
    const bool of_rows = shown.result.test == leeway::missing_rate::name;
    CHECK(shown.result.baseline_n == (of_rows ? 1000U : 900U));
    CHECK(shown.result.window_n == (of_rows ? 400U : 350U));
  }
}

// Some monitors divide by zero, or report the NaN that compares as "no drift".
// Oracle: nothing is left, so everything moved.
TEST_CASE("a window without any value is drift, not a crash and not silence", "[defects]") {
  leeway::random_stream draws(20260434);
  const std::vector<double> past = defects::normals(draws, 1000);
  const leeway::feature_report judged = defects::column(past, std::vector<double>(300, exact::nan));
  CHECK(judged.is_drift());
  CHECK(judged.decisive()->question == leeway::question::missing);
  CHECK(std::isnan(log_p(judged, leeway::question::distribution)));
  CHECK(reports::find(judged, leeway::question::distribution).verdict == leeway::verdict::too_few);
}

// Some monitors call an empty window "no drift". Oracle: nothing was seen.
TEST_CASE("an empty window is not stable", "[defects]") {
  leeway::random_stream draws(20260435);
  const leeway::feature_report judged = defects::column(defects::normals(draws, 1000), std::vector<double>{});
  CHECK(judged.verdict == leeway::verdict::too_few);
  for (const leeway::finding& found : judged.findings) CHECK(found.verdict == leeway::verdict::too_few);
}

// Some monitors drop a row for a NaN in a column that nobody asked about. Oracle: the column alone.
TEST_CASE("a missing value in one column removes nothing from another", "[defects]") {
  leeway::random_stream draws(20260436);
  const std::vector<double> past = defects::normals(draws, 1000);
  const std::vector<double> live = defects::normals(draws, 500, 0.3);
  const std::vector<double> gaps_then = with_gaps(defects::normals(draws, 1000), 2);
  const std::vector<double> gaps_now(500, exact::nan);
  const leeway::report both = defects::table({defects::numbers("x", past), defects::numbers("gaps", gaps_then)},
                                             {defects::numbers("x", live), defects::numbers("gaps", gaps_now)});
  const leeway::feature_report alone = defects::column(past, live);
  CHECK(both.find("x")->window.present == 500);
  REQUIRE(both.find("x")->tests.size() == alone.tests.size());
  for (std::size_t i = 0; i < alone.tests.size(); ++i)
    CHECK(bound_checks::same(both.find("x")->tests[i].result, alone.tests[i].result));
}

// In some monitors one column without values ends the whole report. Oracle: the other column's drift.
TEST_CASE("a column without any value does not take the others down", "[defects]") {
  leeway::random_stream draws(20260437);
  const std::vector<double> past = defects::normals(draws, 1000);
  const std::vector<double> live = defects::normals(draws, 500, 2.0);
  const std::vector<double> nothing_then(1000, exact::nan);
  const std::vector<double> nothing_now(500, exact::nan);
  const std::vector<std::string_view> no_text_then(1000);
  const std::vector<std::string_view> no_text_now(500);
  const leeway::report judged = defects::table(
      {defects::numbers("empty", nothing_then), defects::numbers("x", past), {"silent", std::span(no_text_then)}},
      {defects::numbers("empty", nothing_now), defects::numbers("x", live), {"silent", std::span(no_text_now)}});
  CHECK(judged.find("x")->is_drift());
  for (std::string_view name : {"empty", "silent"}) {
    CHECK_FALSE(defects::alarms(judged.find(name)->verdict));
    CHECK(judged.find(name)->window.missing == 500);
  }
}

// Some monitors drop infinite values before testing, others reject the record.
// Oracle: 0 % then, 30 % now, above all others.
TEST_CASE("a rise of infinite values is drift", "[defects]") {
  leeway::random_stream draws(20260438);
  const std::vector<double> past = defects::normals(draws, 1000);
  for (double infinite : {exact::infinity, -exact::infinity}) {
    std::vector<double> live = defects::normals(draws, 1000);
    for (std::size_t i = 0; i < 300; ++i) live[i] = infinite;
    const leeway::feature_report judged = defects::column(past, live);
    CHECK(judged.is_drift());
    CHECK(judged.window.infinite == 300);
    CHECK(judged.window.missing == 0);
    CHECK(log_p(judged, leeway::question::distribution) < std::log(1e-6));
  }
}

// In some sketches one infinity makes every later answer throw or infinite.
// Oracle: a single record, 1/1000 of the rows.
TEST_CASE("one infinite value spoils nothing", "[defects]") {
  leeway::random_stream draws(20260439);
  std::vector<double> past = defects::normals(draws, 2000);
  std::vector<double> live = defects::normals(draws, 1000);
  past[7] = -exact::infinity;
  live[7] = exact::infinity;
  const leeway::feature_report judged = defects::column(past, live);
  CHECK_FALSE(defects::alarms(judged.verdict));
  CHECK(std::fabs(judged.window.moments.mean()) < 0.5);
  CHECK(std::isfinite(judged.baseline.moments.standard_deviation()));
  CHECK(exact::same(judged.window.largest, exact::infinity));
  for (const leeway::shown_test& shown : judged.tests) {
    CHECK(std::isfinite(shown.result.statistic));
    CHECK(std::isfinite(shown.result.log_p_value));
  }
  const leeway::numeric_feature wide = leeway::learn(std::span<const double>(past), leeway::equal_width(10));
  for (std::size_t cell = 0; cell + 1 < wide.cells().size(); ++cell) CHECK(std::isfinite(wide.cells().upper(cell)));
}

// Some tools make NaN, null, the empty text and the unreadable value one thing, or a different thing in each metric.
// Oracle: by hand.
TEST_CASE("missing, infinite, empty and unreadable values are told apart", "[defects]") {
  const std::vector<std::string_view> words{"", "a", {}, "a", "nan"};
  const leeway::category_feature feature = leeway::learn(std::span<const std::string_view>(words));
  CHECK(feature.counts().missing() == 1);
  CHECK(feature.counts()[feature.cells().index("")] == 1);
  CHECK(feature.counts()[feature.cells().index("nan")] == 1);

  std::istringstream text("x\n1.5\n\"\"\n-inf\nNaN\nn/a\n\n2\n");
  leeway::csv_reader reader(text);
  reader.read_header();
  const std::vector<double> past{1.0, 2.0, 3.0, 4.0};
  const leeway::numeric_feature numbers = leeway::learn(std::span<const double>(past));
  leeway::column_statistics live(numbers.cells().size());
  while (reader.next()) {
    const leeway::parsed_number number = leeway::parse_number(reader[0]);
    if (reader[0].empty() || number.is_nan)
      live.observe_missing();
    else if (number.kind == leeway::number_kind::none)
      live.observe_invalid();
    else
      live.observe(numbers.cells(), number.real);
  }
  CHECK(live.counts().present() == 3);
  CHECK(live.counts().missing() == 3);
  CHECK(live.invalid() == 1);
  CHECK(live.infinite() == 1);
}

#if LEEWAY_TESTS_HAVE_JSON
// Some tools write NaN into JSON, which then cannot be read. Oracle: RFC 8259 has no such number.
TEST_CASE("a report about nothing is still JSON", "[defects]") {
  const std::vector<double> nothing(100, exact::nan);
  const leeway::report judged = defects::table({defects::numbers("x", nothing)}, {defects::numbers("x", nothing)});
  const std::string text = leeway::json_text(leeway::to_json(judged));
  CHECK(text.find("NaN") == std::string::npos);
  CHECK(text.find("nan") == std::string::npos);
  const auto file = leeway::parse_json(text, "drift.json");
  CHECK(file["features"][0]["window"]["missing"] == 100);
  CHECK(file["features"][0]["window"]["mean"].is_null());
}
#endif

}  // namespace missing_values_test
