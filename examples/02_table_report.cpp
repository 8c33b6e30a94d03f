// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// A table: numbers, floats and texts, some missing. One report says which columns drifted and what moved.
#include <leeway/leeway.hpp>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not as expected: %s\n", what);
  std::exit(1);
}

struct rows {
  std::vector<double> bid;
  std::vector<float> score;               // a NaN is missing
  std::vector<std::string_view> channel;  // a null data pointer is missing, an empty text is a category

  rows(std::size_t count, double missing_scores, std::string_view other, std::uint64_t seed) {
    leeway::random_stream random(seed);
    for (std::size_t i = 0; i < count; ++i) {
      bid.push_back(random.exponential());
      const bool missing = random.uniform() < missing_scores;
      score.push_back(static_cast<float>(missing ? leeway::no_value : random.uniform()));
      channel.push_back(random.uniform() < 0.1 ? std::string_view() : random.uniform() < 0.7 ? "web" : other);
    }
  }
  std::vector<leeway::column> columns() const { return {{"bid", bid}, {"score", score}, {"channel", channel}}; }
};

}  // namespace

int main() {
  const rows spring(20'000, 0.02, "app", 1);
  const rows summer(10'000, 0.20, "kiosk", 2);
  const leeway::baseline past = leeway::learn(spring.columns(), {.name = "spring"});

  leeway::table_monitor monitor(past, summer.columns());
  monitor.observe(summer.columns());
  const leeway::report report = monitor.evaluate();
  for (const leeway::feature_report& feature : report.features)
    if (const leeway::finding* found = feature.decisive(); found != nullptr)
      std::printf("%-8s %-8s %s\n", feature.name.c_str(), to_string(feature.verdict).data(), found->what.c_str());

  expect(report.verdict == leeway::verdict::drift, "the report is as bad as its worst feature");
  const leeway::feature_report& score = report.features[1];  // in the order of the baseline
  expect(report.features[0].verdict == leeway::verdict::stable, "bids are as they were");
  expect(score.is_drift() && score.findings[1].verdict == leeway::verdict::drift, "scores went missing");
  expect(report.features[2].window.unseen > 0, "kiosk is new");
}
