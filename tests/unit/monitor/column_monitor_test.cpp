// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/column_monitor.hpp>

#include <cmath>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/rounded.hpp>
#include <leeway/window/decaying.hpp>
#include <leeway/window/every.hpp>
#include <leeway/window/sliding.hpp>

#include "support/catch.hpp"
#include "support/reports.hpp"

namespace column_monitor_test {

using leeway::verdict;

namespace {

std::vector<double> normals(std::uint64_t seed, std::size_t size, double shift = 0.0) {
  leeway::random_stream draws(seed);
  std::vector<double> values = exact::normals(draws, size);
  for (double& x : values) x += shift;
  return values;
}
leeway::numeric_feature learned() {
  static const std::vector<double> values = normals(1, 20'000);
  return leeway::learn(std::span<const double>(values));
}

}  // namespace

// Oracle: by hand: a mean shift of one standard deviation moves .38 of the rows (2 Phi(.5) - 1).
TEST_CASE("column_monitor: the way from the front page", "[monitor]") {
  leeway::column_monitor monitor{learned(), leeway::every{5000}};
  int closed = 0;
  for (double x : normals(2, 5000)) closed += monitor.observe(x) ? 1 : 0;
  REQUIRE(closed == 1);
  CHECK(monitor.open().rows() == 0);
  CHECK(monitor.evaluate().verdict == verdict::stable);
  for (double x : normals(3, 5000, 1.0)) closed += monitor.observe(x) ? 1 : 0;
  REQUIRE(closed == 2);
  const leeway::feature_report report = monitor.evaluate();
  CHECK(report.is_drift());
  CHECK(report.window.present == 5000);
  CHECK(std::fabs(reports::find(report, leeway::question::distribution).effect - 0.383) < 0.03);
}

// Oracle: the same records, the same answer, whatever has been counted into the next window meanwhile.
TEST_CASE("column_monitor: asked twice", "[monitor]") {
  leeway::column_monitor monitor{learned(), leeway::every{1000}};
  for (double x : normals(4, 1000, 0.2)) monitor.observe(x);
  const leeway::feature_report first = monitor.evaluate();
  CHECK(reports::same(monitor.evaluate(), first));
  for (double x : normals(5, 400, 3.0)) CHECK_FALSE(monitor.observe(x));
  CHECK(reports::same(monitor.evaluate(), first));
  CHECK(monitor.open().rows() == 400);
}

// Oracle: design 2: a window that never closes is judged as it stands; asked again for more of it, it says so.
TEST_CASE("column_monitor: since the start", "[monitor]") {
  leeway::column_monitor monitor{learned()};
  const leeway::feature_report nothing = monitor.evaluate();
  CHECK(nothing.verdict == verdict::too_few);
  CHECK(nothing.window.present == 0);
  for (double x : normals(6, 3000, 1.0)) CHECK_FALSE(monitor.observe(x));
  const leeway::feature_report first = monitor.evaluate();
  CHECK(first.is_drift());
  CHECK_FALSE(first.tests.front().result.flags.has(leeway::flag::repeated_looks));
  CHECK(reports::same(monitor.evaluate(), first));
  monitor.observe(0.0);
  CHECK(monitor.evaluate().tests.front().result.flags.has(leeway::flag::repeated_looks));
}

// Oracle: design 5: too little data is never "no drift".
TEST_CASE("column_monitor: few records, and none with a value", "[monitor]") {
  leeway::column_monitor one{learned(), leeway::every{1}};
  CHECK(one.observe(0.5));
  CHECK(one.evaluate().verdict == verdict::too_few);

  leeway::column_monitor empty{learned(), leeway::every{3000}};
  for (int i = 0; i < 3000; ++i) empty.observe_missing();
  const leeway::feature_report missing = empty.evaluate();
  CHECK(missing.is_drift());
  CHECK(reports::find(missing, leeway::question::missing).verdict == verdict::drift);
  CHECK(reports::find(missing, leeway::question::distribution).verdict == verdict::too_few);
  CHECK(missing.window.missing == 3000);
  CHECK(missing.window.present == 0);
}

// Oracle: design 4: learned from doubles and rounded, floats of the same law are calm also where all values are atoms.
TEST_CASE("column_monitor: floats against doubles", "[monitor]") {
  std::vector<double> tenths;
  leeway::random_stream draws(7);
  for (int i = 0; i < 20'000; ++i) tenths.push_back(0.1 * static_cast<double>(draws.below(40)));
  const leeway::numeric_feature doubles = leeway::learn(std::span<const double>(tenths));
  leeway::column_monitor monitor{leeway::rounded_to_float(doubles), leeway::every{5000}};
  for (int i = 0; i < 5000; ++i) monitor.observe(static_cast<float>(0.1 * static_cast<double>(draws.below(40))));
  const leeway::feature_report report = monitor.evaluate();
  CHECK(report.verdict == verdict::stable);
  CHECK(report.window.unseen == 0);
}

// Oracle: by hand: a word that the baseline never had.
TEST_CASE("column_monitor: categories", "[monitor]") {
  const std::vector<std::string_view> words(4000, "yes");
  leeway::column_monitor monitor{leeway::learn(std::span<const std::string_view>(words)), leeway::every{1000}};
  for (int i = 0; i < 1000; ++i) monitor.observe(i % 4 == 0 ? std::string_view("perhaps") : std::string_view("yes"));
  const leeway::feature_report report = monitor.evaluate();
  CHECK(report.is_drift());
  CHECK(report.window.unseen == 250);
  CHECK(std::fabs(reports::find(report, leeway::question::unseen).effect - 0.25) < 1e-12);
}

// Oracle: the promises of the hot path.
TEST_CASE("column_monitor: observe is noexcept", "[monitor]") {
  leeway::column_monitor monitor{learned(), leeway::every{10}};
  static_assert(noexcept(monitor.observe(1.0))&& noexcept(monitor.observe(1.0f))&& noexcept(monitor.observe_missing()));
  leeway::column_monitor words{leeway::learn(std::span<const std::string_view>())};
  static_assert(noexcept(words.observe(std::string_view())));
  CHECK_FALSE(words.observe(std::string_view("first")));
  CHECK(words.evaluate().verdict == verdict::too_few);
  CHECK_THROWS_AS((leeway::column_monitor{learned(), leeway::every{10}, leeway::decision_policy{.significance = 2.0}}),
                  std::invalid_argument);
}

// Oracle: design 4: a windowed test that is asked more often than its windows close says so.
TEST_CASE("column_monitor: repeated looks at an open window are flagged", "[monitor]") {
  leeway::column_monitor monitor{leeway::learn(normals(1, 500))};
  const auto flagged = [&] { return monitor.evaluate().tests[0].result.flags.has(leeway::flag::repeated_looks); };
  for (double x : normals(2, 100)) monitor.observe(x);
  CHECK_FALSE(flagged());
  CHECK_FALSE(flagged());  // the same records: the same look
  monitor.observe(0.0);
  CHECK(flagged());
}

// Oracle: the counts, by hand.
TEST_CASE("column_monitor: missing records and whole numbers of any width", "[monitor]") {
  leeway::column_monitor monitor{leeway::learn(normals(1, 500)), leeway::every{4}};
  CHECK_FALSE(monitor.observe_missing());
  CHECK_FALSE(monitor.observe(1));
  CHECK_FALSE(monitor.observe(2U));
  CHECK(monitor.observe(static_cast<short>(-1)));
  const leeway::feature_report judged = monitor.evaluate();
  CHECK(judged.window.present == 3);
  CHECK(judged.window.missing == 1);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<leeway::evaluator>);
}

// Oracle: the last records themselves.
TEST_CASE("column_monitor: over the last records, with every pane", "[monitor]") {
  leeway::column_monitor monitor{learned(), leeway::sliding{400, 4}};
  const std::vector<double> values = normals(3, 2'000);
  for (std::size_t i = 0; i < values.size(); ++i) {
    REQUIRE(monitor.observe(values[i]) == (i % 100 == 99));
    if (i % 100 != 99) continue;
    const std::size_t held = i < 400 ? i + 1 : 400;
    double sum = 0.0;
    for (std::size_t k = i + 1 - held; k <= i; ++k) sum += values[k];
    const leeway::side_summary live = monitor.evaluate().window;
    CHECK(live.present == held);
    CHECK(std::fabs(live.moments.mean() - sum / static_cast<double>(held)) < 1e-12);
  }
}

// Oracle: a shift of one standard deviation moves .38 of the rows; a half-life later half of the weight has seen it.
TEST_CASE("column_monitor: older records lose weight", "[monitor]") {
  leeway::column_monitor monitor{learned(), leeway::decaying{1'000, 10}};
  for (double x : normals(4, 20'000)) monitor.observe(x);
  const leeway::feature_report calm = monitor.evaluate();
  CHECK(calm.window.present == 1'493);  // 100 / (1 - 2^-.1)
  CHECK(calm.verdict < verdict::warning);
  for (double x : normals(5, 1'000, 1.0)) monitor.observe(x);
  const leeway::feature_report moved = monitor.evaluate();
  CHECK(std::fabs(moved.simple_distance - 0.19) < 0.05);
  CHECK(moved.verdict == verdict::drift);
}

}  // namespace column_monitor_test
