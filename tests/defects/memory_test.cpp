// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Memory: that of the cells, however long the stream, however many new values it brings and however often it is judged.
#include <leeway/leeway.hpp>

#include <string>
#include <vector>

#if __has_include(<nlohmann/json.hpp>)
#include <leeway/interop/json_report.hpp>
#define LEEWAY_TESTS_HAVE_JSON 1
#else
#define LEEWAY_TESTS_HAVE_JSON 0
#endif

#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/counting_new.hpp"
#include "support/features.hpp"

namespace memory_test {

// Some online detectors keep every past record, or copy their history at each one.
// Oracle: the allocations of 10^5 records.
TEST_CASE("memory does not grow with the stream", "[defects]") {
  leeway::random_stream draws(20260511);
  const std::vector<double> past = defects::normals(draws, 1000);
  leeway::column_monitor endless(leeway::learn(std::span<const double>(past)));
  leeway::column_monitor tumbling(leeway::learn(std::span<const double>(past)), leeway::every(100));
  const counting_new::meter meter;
  std::size_t closed = 0;
  for (int i = 0; i < 100'000; ++i) {
    endless.observe(draws.normal());
    closed += tumbling.observe(draws.normal()) ? 1U : 0U;
  }
  CHECK(meter.calls() == 0);
  CHECK(closed == 1000);
}

// Exact histograms of a window grow with its new values. Oracle: as above; a new value every record.
TEST_CASE("new categories need no memory", "[defects]") {
  const std::vector<std::string_view> past{"a", "b", "a", "c"};
  leeway::column_monitor monitor(leeway::learn(std::span<const std::string_view>(past)));
  const counting_new::meter meter;
  for (std::int64_t i = 0; i < 100'000; ++i) monitor.observe(i);
  CHECK(meter.calls() == 0);
  CHECK(monitor.open().rows() == 100'000);
}

// Some detectors add each calm batch to their baseline. Oracle: a baseline that is the same object ever after.
TEST_CASE("a baseline does not grow with calm windows", "[defects]") {
  leeway::random_stream draws(20260512);
  const std::vector<double> past = defects::normals(draws, 1000);
  leeway::evaluator evaluator(leeway::learn(std::vector{defects::numbers("x", past)}));
  const std::vector<std::byte> before = evaluator.past().save();
  leeway::window open(evaluator.past());
  for (int round = 0; round < 20; ++round) {
    open.reset();
    const auto& cells = std::get<leeway::numeric_feature>(evaluator.past().features()[0]).cells();
    for (int i = 0; i < 200; ++i) open.column(0).observe(cells, draws.normal());
    open.add_rows(200);
    CHECK(evaluator(open).window_rows == 200);
  }
  CHECK(evaluator.past().save() == before);
}

// Reports of hundreds of megabytes that no browser opens. Oracle: the size for ten times and a hundred times the rows.
TEST_CASE("states and reports do not grow with the number of rows", "[defects]") {
  std::vector<std::size_t> states;
  std::vector<std::size_t> windows;
  std::vector<std::size_t> reports;
  for (std::size_t rows : {2'000U, 20'000U, 200'000U}) {
    const reports::table table = reports::make(rows, rows);
    const leeway::baseline past = leeway::learn(table.columns());
    leeway::table_monitor monitor(past, table.columns());
    monitor.observe(table.columns());
    states.push_back(past.save().size());
    windows.push_back(monitor.open().save().size());
#if LEEWAY_TESTS_HAVE_JSON
    reports.push_back(leeway::json_text(leeway::to_json(monitor.evaluate())).size());
    CHECK(reports.back() < 200'000);
    CHECK(reports.back() < 2 * reports.front());
#endif
  }
  CHECK(states.back() == states.front());
  CHECK(windows.back() == windows.front());
}

}  // namespace memory_test
