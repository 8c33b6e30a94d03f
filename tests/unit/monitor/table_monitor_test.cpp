// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/table_monitor.hpp>

#include <limits>
#include <span>
#include <string>
#include <vector>

#include <leeway/window/every.hpp>
#include <leeway/window/sliding.hpp>

#include "support/catch.hpp"
#include "support/reports.hpp"

namespace table_monitor_test {

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

// Oracle: a pane more each time, until there are four; then the rows of the last four.
TEST_CASE("table_monitor: sliding windows", "[monitor]") {
  const reports::table live = reports::make(8, 2'100);
  leeway::table_monitor monitor(past(), live.columns(), leeway::sliding{1'000, 4});
  const std::vector<leeway::report> found = monitor.observe(live.columns());
  REQUIRE(found.size() == 8);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t last = 250 * (i + 1);
    const std::size_t first = last > 1'000 ? last - 1'000 : 0;
    leeway::table_monitor once(past(), live.columns());
    once.observe(live.columns(first, last));
    const leeway::report wanted = once.evaluate();
    CHECK(found[i].window_rows == last - first);
    for (std::size_t k = 0; k < wanted.features.size(); ++k)
      CHECK(found[i].features[k].window.present == wanted.features[k].window.present);
    CHECK(found[i].verdict == wanted.verdict);
  }
  CHECK(monitor.open().rows() == 100);
}

// Oracle: the same values as columns. Windows end inside of a block, and one column is unknown to the baseline.
TEST_CASE("table_monitor: rows side by side are the same windows as columns", "[monitor]") {
  constexpr std::size_t rows = 5100;
  leeway::random_stream draws(11);
  std::vector<float> block;
  std::vector<float> a;
  std::vector<float> b;
  std::vector<float> c;
  for (std::size_t i = 0; i < rows; ++i) {
    a.push_back(static_cast<float>(draws.normal()));
    b.push_back(draws.below(9) == 0 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(draws.normal()));
    c.push_back(static_cast<float>(draws.below(4)));
    for (float value : {c.back(), b.back(), a.back(), -1.0F}) block.push_back(value);
  }
  const auto columns = [&](std::size_t first, std::size_t last) {
    const auto part = [&](const std::vector<float>& all) { return std::span(all).subspan(first, last - first); };
    return std::vector<leeway::column>{{"c", part(c)}, {"b", part(b)}, {"a", part(a)}};
  };
  const leeway::baseline learned = leeway::learn(columns(0, 3000)).without("c");
  leeway::table_monitor by_column(learned, columns(0, 0), leeway::every{1000});
  leeway::table_monitor by_row(learned, columns(0, 0), leeway::every{1000});
  const std::vector<leeway::report> expected = by_column.observe(columns(0, rows));
  const std::vector<leeway::report> found = by_row.observe(leeway::row_block<float>(block, 3, 4));
  REQUIRE(found.size() == 5);
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(reports::same(found[i], expected[i]));
  CHECK(by_row.open().rows() == 100);
  for (std::size_t f = 0; f < 2; ++f)
    CHECK(by_row.open().columns()[f].counts() == by_column.open().columns()[f].counts());
  CHECK(refusal([&] { by_row.observe(leeway::row_block<float>(block, 4)); }).find("wanted 3") != std::string::npos);
  const std::vector<double> doubles(3, 1.0);
  CHECK(refusal([&] { by_row.observe(leeway::row_block<double>(doubles, 3)); }).find("float64") != std::string::npos);
}

}  // namespace table_monitor_test
