// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Whoever moves in has two files and no data any more. What they give has to work at once, and what they cannot give
// has to be said.
#include <leeway/interop/model_monitor.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/window/window.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/samples.hpp"
#include "support/shared_file.hpp"
#include "support/small_kll.hpp"

namespace model_monitor_test {

namespace mm = leeway::model_monitor;

namespace {

const std::string statistics = R"({"version": 0.0, "dataset": {"item_count": 5}, "features": [
  {"name": "t", "inferred_type": "Fractional", "numerical_statistics": {
    "common": {"num_present": 3, "num_missing": 2}, "mean": 2.0, "sum": 6.0, "std_dev": 0.816496580927726, "min": 1.0,
    "max": 3.0, "distribution": {"kll": {"buckets": [], "sketch": {"parameters": {"c": 0.64, "k": 2048.0},
    "data": [[1.0, 3.0, 2.0]]}}}}},
  {"name": "lamp", "inferred_type": "String", "string_statistics": {
    "common": {"num_present": 5, "num_missing": 0}, "distinct_count": 2.0,
    "distribution": {"categorical": {"buckets": [{"value": "on", "count": 3}, {"value": "off", "count": 2}]}}}},
  {"name": "note", "inferred_type": "String", "string_statistics": {
    "common": {"num_present": 4, "num_missing": 0}, "distinct_count": 4.0}}]})";

std::string rules(const std::string& config, const std::string& lamp = "") {
  return R"({"version": 0.0, "mark": [1], "features": [
    {"name": "t", "inferred_type": "Fractional", "completeness": 0.6, "num_constraints": {"is_non_negative": true}},
    {"name": "lamp", "inferred_type": "String", "completeness": 1.0, "string_constraints": {"domains": ["on", "off"])" +
         lamp + R"(}}, {"name": "gone", "inferred_type": "Integral"}], "monitoring_config": {)" + config + "}}";
}

const mm::column_note& column(const mm::loaded_files& files, const std::string& name) {
  return *std::find_if(files.columns.begin(), files.columns.end(), [&](const auto& one) { return one.name == name; });
}

bool has(const std::vector<std::string>& notes, const std::string& note) {
  return std::find(notes.begin(), notes.end(), note) != notes.end();
}

}  // namespace

TEST_CASE("model_monitor: statistics alone", "[interop][model_monitor]") {
  mm::load_options options;
  options.origin.name = "taxi";
  const mm::loaded_files files = mm::load(statistics, {}, options);
  CHECK(files.past.origin().name == "taxi");
  CHECK(files.past.rows() == 5);
  REQUIRE(files.past.features().size() == 3);
  CHECK(column(files, "t").from == mm::source::values);
  CHECK(column(files, "t").tested);
  CHECK(column(files, "lamp").from == mm::source::categories);
  CHECK_FALSE(column(files, "note").tested);
  CHECK(has(column(files, "note").notes, "4 records present or missing, item_count is 5"));
  CHECK(files.notes.empty());
  // What is suggested keeps the types of the file, as the product counts them.
  REQUIRE(files.wanted.find("t") != nullptr);
  CHECK(files.wanted.find("t")->inferred_type == leeway::inferred_type::fractional);
  CHECK(files.wanted.find("t")->exact_type);
  CHECK(files.wanted.find("lamp")->domain == std::vector<std::string>{"off", "on"});
  CHECK(files.wanted.find("note")->domain.empty());
  CHECK(files.constraints_document == leeway::to_json(files.wanted));
}

TEST_CASE("model_monitor: constraints are taken as they are, unknown keys too", "[interop][model_monitor]") {
  const std::string text = rules(R"("evaluate_constraints": "Enabled", "distribution_constraints": {
    "perform_comparison": "Enabled", "comparison_threshold": 0.2, "comparison_method": "Simple", "odd": 1})");
  const mm::loaded_files files = mm::load(statistics, text);
  CHECK(files.constraints_document == leeway::parse_json(text, "constraints.json"));
  CHECK(files.wanted.comparison_method == "Simple");
  CHECK(has(files.notes,
            "unknown key kept, without effect: constraints.json: monitoring_config: distribution_constraints: odd"));
  CHECK(has(files.notes, "comparison_threshold 0.2 becomes the drift tolerance of numbers"));
  CHECK(has(files.notes, "categorical comparison threshold 0.2 becomes the drift tolerance of categories"));
  CHECK(has(files.notes, "column \"gone\" has constraints and no statistics: it has to be there, no more"));
  CHECK(has(column(files, "note").notes, "no constraints: live rows that have it have an extra column"));
  CHECK(exact::same(files.policy.tolerances_of("t").distribution.drift, 0.2));
  CHECK(exact::same(files.policy.tolerances_of("lamp").distribution.drift, 0.2));
  CHECK(exact::same(files.policy.tolerances_of("note").distribution.drift, 0.1));
}

TEST_CASE("model_monitor: switches", "[interop][model_monitor]") {
  const mm::loaded_files files = mm::load(statistics, rules(R"("evaluate_constraints": "Disabled",
    "emit_metrics": "Disabled", "distribution_constraints": {"perform_comparison": "Disabled",
    "categorical_drift_method": "ChiSquared"})"));
  CHECK(has(files.notes, "evaluate_constraints is Disabled: nothing is a violation"));
  CHECK(has(files.notes, "perform_comparison is Disabled: drift is shown, and is no violation"));
  CHECK(has(files.notes, "emit_metrics is Disabled: kept, and nothing here sends metrics"));
  CHECK(has(files.notes, "categorical_drift_method ChiSquared is kept and decides nothing"));
  CHECK_FALSE(files.wanted.evaluate);
}

TEST_CASE("model_monitor: overrides in all spellings", "[interop][model_monitor]") {
  for (const char* key : {"monitoring_config_overrides", "monitoringConfigOverrides"}) {
    const std::string overrides = std::string(", \"") + key + R"(": {"evaluate_constraints": "Disabled"})";
    const mm::loaded_files files = mm::load(statistics, rules("", overrides));
    CHECK(has(column(files, "lamp").notes, "switched off in the constraints: shown, and never a violation"));
    CHECK_FALSE(files.wanted.find("lamp")->evaluate);
  }
}

TEST_CASE("model_monitor: errors", "[interop][model_monitor]") {
  CHECK_THROWS_WITH(mm::load(std::string_view("{")), Catch::Contains("statistics.json: line 1"));
  CHECK_THROWS_WITH(mm::load(statistics, "[]"), Catch::Contains("constraints.json"));
  CHECK_THROWS_WITH(mm::load(statistics, R"({"features": 3})"), Catch::Contains("constraints.json: features: 3 where"));
  mm::load_options options;
  options.bins = 1;
  CHECK_THROWS_AS(mm::load(statistics, {}, options), std::invalid_argument);
}

// A baseline from a sketch against rows of the same law, and of one that moved by 0.5 standard deviations: D is then
// about 0.197. The bounds must hold the D of the raw rows, which is worked out from them.
TEST_CASE("model_monitor: a sketch judges live rows", "[interop][model_monitor]") {
  leeway::random_stream draws(99);
  std::vector<double> then = exact::normals(draws, 30000);
  small_kll stream;
  for (double x : then) stream.observe(x);
  nlohmann::ordered_json document = leeway::parse_json(statistics, "s");
  nlohmann::ordered_json& t = document["features"][0]["numerical_statistics"];
  t["common"]["num_present"] = 30000;
  t["common"]["num_missing"] = 0;
  t["distribution"]["kll"]["sketch"]["data"] = stream.levels();
  document["dataset"]["item_count"] = 30000;
  const mm::loaded_files files = mm::load(document);
  REQUIRE(column(files, "t").from == mm::source::sketch);
  std::sort(then.begin(), then.end());
  for (double shift : {0.0, 0.5}) {
    std::vector<double> live = exact::normals(draws, 4000);
    leeway::window window(files.past, "now");
    for (double& x : live) {
      x += shift;
      window.column(0).observe(std::get<leeway::numeric_feature>(files.past.features()[0]).cells(), x);
    }
    window.add_rows(live.size());
    const leeway::report report = leeway::evaluate(files.past, window, files.policy);
    const leeway::feature_report& judged = *report.find("t");
    REQUIRE(judged.findings.size() == 3);  // distribution, missing, spike: new values cannot be told
    const leeway::verdict verdict = judged.findings.front().verdict;
    CHECK(verdict == (shift > 0.0 ? leeway::verdict::drift : leeway::verdict::stable));
    std::sort(live.begin(), live.end());
    double d = 0.0;
    for (const auto* side : {&then, &live})
      for (double x : *side) {
        const auto share = [x](const std::vector<double>& v) {
          return static_cast<double>(std::upper_bound(v.begin(), v.end(), x) - v.begin()) /
                 static_cast<double>(v.size());
        };
        d = std::fmax(d, std::fabs(share(then) - share(live)));
      }
    const leeway::interval certified = judged.tests.front().result.statistic_interval;
    CAPTURE(shift, d, certified.lower, certified.upper);
    CHECK(certified.lower <= d);
    CHECK(d <= certified.upper);
    CHECK(certified.upper - certified.lower < 0.006);
  }
}

// The published baseline of 68 385 rows; level sizes and counts of categories are facts of the file.
TEST_CASE("model_monitor: a large published baseline", "[interop][model_monitor][shared]") {
  const auto text = shared_file::read("model_monitor/oxayavongsa/statistics.json");
  const auto constraints = shared_file::read("model_monitor/oxayavongsa/constraints.json");
  if (!text || !constraints) return;
  const mm::loaded_files files = mm::load(*text, *constraints);
  CHECK(files.past.rows() == 68385);
  REQUIRE(files.columns.size() == 24);
  const nlohmann::ordered_json document = leeway::parse_json(*text, "statistics.json");
  for (std::size_t i = 0; i < files.columns.size(); ++i) {
    CAPTURE(files.columns[i].name);
    CHECK(files.columns[i].tested);
    CHECK(files.columns[i].notes.empty());
    const leeway::any_feature& feature = files.past.features()[i];
    CHECK(leeway::statistics_of(feature).counts().present() == 68385);
    const nlohmann::ordered_json& source = document["features"][i];
    if (files.columns[i].from == mm::source::categories) {
      const auto& named = std::get<leeway::category_feature>(feature);
      for (const auto& bucket : source["string_statistics"]["distribution"]["categorical"]["buckets"])
        CHECK(named.counts()[named.cells().index(std::string_view(bucket["value"].get_ref<const std::string&>()))] ==
              bucket["count"].get<std::uint64_t>());
      continue;
    }
    CHECK(files.columns[i].from == mm::source::sketch);
    CHECK(files.columns[i].rank_error < 0.003);
    CHECK(files.columns[i].rank_error > 0.0005);
    // Its ten bars were counted from the same sketch: at an end of a bar the cells say the same, up to one cell.
    const auto& number = std::get<leeway::numeric_feature>(feature);
    const auto& bars = source["numerical_statistics"]["distribution"]["kll"]["buckets"];
    double below = 0.0;
    for (std::size_t bar = 0; bar + 1 < bars.size(); ++bar) {
      below += bars[bar]["count"].get<double>();
      const std::size_t cell =
          number.cells().index_of_key(leeway::order_key(bars[bar]["upper_bound"].get<double>()) - 1);
      std::uint64_t cumulated = 0;
      for (std::size_t k = 0; k <= cell; ++k) cumulated += number.counts()[k];
      CHECK(static_cast<double>(cumulated) >= below);
      CHECK(static_cast<double>(cumulated - number.counts()[cell]) <= below);
    }
  }
}

// Oracle: the rows that the vendor's fixture was made from. All hundred numbers are in its sketch, so every column is
// the one that is learned from the rows.
TEST_CASE("model_monitor: a small published baseline is that of its rows", "[interop][model_monitor][shared]") {
  const std::string folder = "model_monitor/sdk/pipeline/quality_check_step/data_quality/";
  const auto text = shared_file::read(folder + "statistics.json");
  const auto rules = shared_file::read(folder + "good_cases/constraints.json");
  const auto rows = shared_file::read(folder + "baseline_dataset.csv");
  if (!text || !rules || !rows) return;
  const mm::loaded_files files = mm::load(*text, *rules);
  std::vector<std::vector<double>> columns(files.columns.size());
  std::istringstream lines(*rows);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    std::size_t i = 0;
    for (std::string cell; std::getline(cells, cell, ',') && i < columns.size(); ++i)
      columns[i].push_back(std::stod(cell));
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    CAPTURE(files.columns[i].name);
    CHECK(files.columns[i].from == mm::source::values);
    const leeway::numeric_feature learned = leeway::learn(std::span<const double>(columns[i]));
    const auto& taken = std::get<leeway::numeric_feature>(files.past.features()[i]);
    CHECK(taken.fingerprint() == learned.fingerprint());
    CHECK(taken.statistics().moments().mean() == Approx(learned.statistics().moments().mean()).epsilon(1e-12));
    CHECK(taken.statistics().moments().variance() == Approx(learned.statistics().moments().variance()).epsilon(1e-12));
    CHECK(taken.statistics().extremes() == learned.statistics().extremes());
  }
}

TEST_CASE("model_monitor: files of 2019", "[interop][model_monitor][shared]") {
  const auto text = shared_file::read("model_monitor/sdk/monitor/statistics.json");
  const auto rules = shared_file::read("model_monitor/sdk/monitor/constraints.json");
  if (!text || !rules) return;
  const mm::loaded_files files = mm::load(*text, *rules);
  REQUIRE(files.columns.size() == 1);
  CHECK(files.past.rows() == 418);
  CHECK(files.columns[0].from == mm::source::categories);
  CHECK(has(files.notes, "comparison_threshold 1 becomes the drift tolerance of numbers"));
  CHECK(has(files.notes, "column \"second_message\" has constraints and no statistics: it has to be there, no more"));
}

// The state keeps the rank error, and the window of live rows does not have one.
TEST_CASE("model_monitor: what was taken over is saved and loaded", "[interop][model_monitor]") {
  small_kll stream;
  leeway::random_stream draws(1);
  for (int i = 0; i < 3000; ++i) stream.observe(draws.normal());
  nlohmann::ordered_json document = leeway::parse_json(statistics, "s");
  nlohmann::ordered_json& t = document["features"][0]["numerical_statistics"];
  t["common"]["num_present"] = 3000;
  t["distribution"]["kll"]["sketch"]["data"] = stream.levels();
  const mm::loaded_files files = mm::load(document);
  const leeway::baseline back = leeway::baseline::load(files.past.save());
  CHECK(back.fingerprint() == files.past.fingerprint());
  const auto& before = std::get<leeway::numeric_feature>(files.past.features()[0]);
  const auto& after = std::get<leeway::numeric_feature>(back.features()[0]);
  CHECK(before.rank_error() > 0.0);
  CHECK(exact::same(after.rank_error(), before.rank_error()));
  CHECK(has(column(files, "t").notes, "3002 records present or missing, item_count is 5"));
}

// Calm windows against sketches: at a level of 5 % no question is significant more often than that. Without the rank
// error three times as many are.
TEST_CASE("model_monitor: calm windows stay calm", "[interop][model_monitor]") {
  std::uint64_t runs = 0;
  std::uint64_t distributions = 0;
  std::uint64_t spikes = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    leeway::random_stream draws(77, seed);
    small_kll stream;
    for (int i = 0; i < 23432; ++i) stream.observe(draws.normal());
    mm::column_summary column;
    column.name = "t";
    column.numeric = true;
    column.present = 23432;
    column.sketch.emplace().levels = stream.levels();
    const mm::taken_column taken = mm::take_over(column);
    const leeway::baseline past({}, column.present, {taken.feature});
    leeway::evaluator evaluate(past);
    for (int window = 0; window < 20; ++window, ++runs) {
      leeway::window live(past, "now");
      for (int i = 0; i < 3000; ++i)
        live.column(0).observe(std::get<leeway::numeric_feature>(past.features()[0]).cells(), draws.normal());
      live.add_rows(3000);
      const leeway::report report = evaluate(live);
      CHECK(report.features[0].findings.front().verdict == leeway::verdict::stable);
      for (const leeway::finding& found : report.features[0].findings) {
        const bool significant = found.log_p_value < std::log(0.05);
        distributions += significant && found.question == leeway::question::distribution ? 1U : 0U;
        spikes += significant && found.question == leeway::question::spike ? 1U : 0U;
      }
    }
  }
  CHECK(distributions <= samples::at_most(runs, 0.05, 1e-6));
  CHECK(spikes <= samples::at_most(runs, 0.05, 1e-6));
}

}  // namespace model_monitor_test
