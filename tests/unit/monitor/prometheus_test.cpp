// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Text that a scraper reads: every name has its help and type once, before its samples; labels are escaped.
#include <set>
#include <sstream>
#include <string>

#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/prometheus.hpp>

#include "support/catch.hpp"
#include "support/tiny.hpp"

namespace prometheus_test {
namespace {

std::string metrics(const leeway::report& judged, const leeway::metric_labels& labels = {}) {
  return leeway::prometheus_text(judged, labels);
}

leeway::report tiny_report() {
  const leeway::baseline past = tiny::baseline();
  return leeway::evaluate(past, tiny::window(past));
}

}  // namespace

TEST_CASE("each family is announced once, before its samples, and no sample stands twice") {
  std::istringstream lines(metrics(tiny_report(), {{"model", "ranker"}}));
  std::set<std::string> announced;
  std::set<std::string> samples;
  std::string current;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("# HELP ", 0) == 0) {
      current = line.substr(7, line.find(' ', 7) - 7);
      CHECK(announced.insert(current).second);
      continue;
    }
    if (line.rfind("# TYPE ", 0) == 0) {
      CHECK(line == "# TYPE " + current + " gauge");
      continue;
    }
    CHECK(line.substr(0, line.find('{')) == current);
    CHECK(line.find("model=\"ranker\"") != std::string::npos);
    CHECK(samples.insert(line.substr(0, line.rfind(' '))).second);
  }
  CHECK(announced.size() == 11);
}

TEST_CASE("a report's numbers are there") {
  leeway::report judged;
  judged.window_rows = 12;
  judged.late_rows = 3;
  judged.usual_rows = 40;
  judged.verdict = leeway::verdict::drift;
  leeway::feature_report feature;
  feature.name = "bid";
  feature.window.present = 3;
  feature.window.missing = 1;
  feature.window.invalid = 2;
  leeway::finding found;
  found.effect = 0.25;
  found.verdict = leeway::verdict::warning;
  feature.findings.push_back(found);
  judged.features.push_back(feature);
  const std::string text = metrics(judged);
  CHECK(text.find("leeway_window_rows 12\n") != std::string::npos);
  CHECK(text.find("leeway_window_late_rows 3\n") != std::string::npos);
  CHECK(text.find("leeway_window_no_rows 0\n") != std::string::npos);
  CHECK(text.find("leeway_window_usual_rows 40\n") != std::string::npos);
  CHECK(text.find("leeway_table_verdict 3\n") != std::string::npos);
  CHECK(text.find("leeway_verdict{feature=\"bid\",question=\"distribution\"} 2\n") != std::string::npos);
  CHECK(text.find("leeway_effect_ratio{feature=\"bid\",question=\"distribution\"} 0.25\n") != std::string::npos);
  CHECK(text.find("leeway_missing_ratio{feature=\"bid\"} 0.25\n") != std::string::npos);
  CHECK(text.find("leeway_unreadable_ratio{feature=\"bid\"} 0.4\n") != std::string::npos);
  CHECK(text.find("nan") == std::string::npos);  // no value, no sample
}

TEST_CASE("labels are escaped") {
  leeway::report judged;
  CHECK(metrics(judged, {{"model", "a\"b\\c\nd"}}).find(R"({model="a\"b\\c\nd"})") != std::string::npos);
}

}  // namespace prometheus_test
