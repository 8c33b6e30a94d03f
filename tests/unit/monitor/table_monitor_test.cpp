// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/table_monitor.hpp>

#include <string>
#include <vector>

#include <leeway/window/every.hpp>

#include "support/catch.hpp"
#include "support/reports.hpp"

using leeway::verdict;

namespace {

const leeway::baseline& past() {
  static const reports::table table = reports::make(1, 8000);
  static const leeway::baseline learned = leeway::learn(table.columns(), {.name = "calm"});
  return learned;
}

template <class Call>
std::string refusal(Call&& call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

// Oracle: the records one by one.
TEST_CASE("table_monitor: blocks of any size are the same windows", "[monitor]") {
  const reports::table live = reports::make(2, 5100, 0.3);
  std::vector<leeway::report> expected;
  leeway::table_monitor single(past(), live.columns(), leeway::every{1000});
  for (std::size_t row = 0; row < live.rows(); ++row)
    for (leeway::report& one : single.observe(live.columns(row, row + 1))) expected.push_back(std::move(one));
  REQUIRE(expected.size() == 5);
  CHECK(single.open().rows() == 100);

  for (std::size_t block :
       {std::size_t{7}, std::size_t{333}, std::size_t{1000}, std::size_t{2500}, std::size_t{5100}}) {
    CAPTURE(block);
    leeway::table_monitor monitor(past(), live.columns(), leeway::every{1000});
    std::vector<leeway::report> found;
    for (std::size_t first = 0; first < live.rows(); first += block)
      for (leeway::report& one : monitor.observe(live.columns(first, std::min(first + block, live.rows()))))
        found.push_back(std::move(one));
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(reports::same(found[i], expected[i]));
    CHECK(reports::same(monitor.evaluate(), single.evaluate()));
  }
}

// Oracle: merging is adding: shards in any order give the window that has seen everything.
TEST_CASE("table_monitor: shards give the same verdict, bit for bit", "[monitor]") {
  const reports::table live = reports::make(3, 3000, 0.2);
  leeway::table_monitor whole(past(), live.columns());
  whole.observe(live.columns());
  std::vector<leeway::window> shards;
  leeway::random_stream draws(5);
  for (std::size_t first = 0; first < live.rows();) {
    const std::size_t last = std::min(live.rows(), first + 1 + draws.below(700));
    leeway::table_monitor part(past(), live.columns());
    part.observe(live.columns(first, last));
    shards.push_back(part.open());
    first = last;
  }
  REQUIRE(shards.size() > 3);
  const leeway::report expected = leeway::evaluate(past(), whole.open());
  leeway::window forward(past());
  leeway::window backward(past());
  for (std::size_t i = 0; i < shards.size(); ++i) {
    forward.merge(shards[i]);
    backward.merge(shards[shards.size() - 1 - i]);
  }
  CHECK(reports::same(leeway::evaluate(past(), forward), expected));
  CHECK(reports::same(leeway::evaluate(past(), backward), expected));
}

// Oracle: by hand; the order of the table's columns does not matter.
TEST_CASE("table_monitor: missing and extra columns are named", "[monitor]") {
  const reports::table live = reports::make(4, 3000);
  const std::vector<double> other(3000, 1.0);
  std::vector<leeway::column> columns{{"other", std::span<const double>(other)}, live.columns()[2], live.columns()[0]};
  leeway::table_monitor monitor(past(), columns);
  monitor.observe(columns);
  const leeway::report report = monitor.evaluate();
  CHECK(report.missing_columns == std::vector<std::string>{"visits"});
  CHECK(report.extra_columns == std::vector<std::string>{"other"});
  REQUIRE(report.features.size() == 3);
  CHECK(report.find("visits")->verdict == verdict::too_few);
  CHECK_FALSE(report.find("visits")->in_window);
  CHECK(report.find("income")->verdict == verdict::stable);
  CHECK(report.find("colour")->verdict == verdict::stable);
  CHECK(report.baseline_name == "calm");
}

// Oracle: design 4: any other mismatch is an error at construction, never a silent widening; conventions: names and
// values.
TEST_CASE("table_monitor: columns that do not fit are refused", "[monitor]") {
  const reports::table live = reports::make(5, 10);
  const std::vector<double> numbers(10, 1.0);
  const std::string message = refusal([&] {
    const std::vector<leeway::column> columns{{"visits", std::span<const double>(numbers)}};
    leeway::table_monitor monitor(past(), columns);
  });
  CHECK(message.find("visits") != std::string::npos);
  CHECK(message.find("float64") != std::string::npos);
  CHECK(message.find("int64") != std::string::npos);
  CHECK_FALSE(refusal([&] {
                const std::vector<leeway::column> columns{{"colour", std::span<const double>(numbers)}};
                leeway::table_monitor monitor(past(), columns);
              }).empty());
  CHECK_FALSE(refusal([&] {
                const std::vector<leeway::column> columns{{"income", std::span<const std::int64_t>(live.visits)}};
                leeway::table_monitor monitor(past(), columns);
              }).empty());

  leeway::table_monitor monitor(past(), live.columns());
  std::vector<leeway::column> swapped = live.columns();
  std::swap(swapped[0], swapped[1]);
  CHECK(refusal([&] { monitor.observe(swapped); }).find("income") != std::string::npos);
  CHECK_FALSE(refusal([&] { monitor.observe({}); }).empty());
  std::vector<leeway::column> ragged = live.columns();
  ragged[1] = reports::make(5, 9).columns()[1];
  const reports::table short_table = reports::make(5, 9);
  ragged[1] = short_table.columns()[1];
  CHECK(refusal([&] { monitor.observe(ragged); }).find("visits") != std::string::npos);
  CHECK(monitor.open().rows() == 0);
}

// Oracle: design 4: rounding is monotone; the same values as floats are calm, atoms and edges included.
TEST_CASE("table_monitor: floats against a baseline of doubles", "[monitor]") {
  std::vector<double> doubles;
  std::vector<float> floats;
  leeway::random_stream draws(6);
  for (int i = 0; i < 30'000; ++i) {
    const double x = i % 3 == 0 ? 0.1 * static_cast<double>(draws.below(9)) : draws.normal();
    if (i < 20'000)
      doubles.push_back(x);
    else
      floats.push_back(static_cast<float>(x));
  }
  const std::vector<leeway::column> then{{"x", std::span<const double>(doubles)}};
  const std::vector<leeway::column> now{{"x", std::span<const float>(floats)}};
  leeway::table_monitor monitor(leeway::learn(then), now);
  monitor.observe(now);
  const leeway::report report = monitor.evaluate();
  CHECK(report.verdict == verdict::stable);
  CHECK(report.features[0].value_type == leeway::value_type::float32);
}

// Oracle: too little data is never "no drift".
TEST_CASE("table_monitor: no rows", "[monitor]") {
  const reports::table live = reports::make(7, 100);
  leeway::table_monitor monitor(past(), live.columns());
  CHECK(monitor.observe(live.columns(0, 0)).empty());
  const leeway::report report = monitor.evaluate();
  CHECK(report.verdict == verdict::too_few);
  for (const leeway::feature_report& feature : report.features) {
    CHECK(feature.verdict == verdict::too_few);
    for (const leeway::finding& found : feature.findings) CHECK(std::isnan(found.log_p_value));
  }
}
