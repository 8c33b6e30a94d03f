// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Columns that are constant, empty, huge, gone, new, or of another kind.
#include <leeway/leeway.hpp>

#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <leeway/interop/csv.hpp>

#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace degenerate_columns_test {
namespace {

leeway::column text(std::string_view name, std::span<const std::string_view> values) { return {name, values}; }

}  // namespace

// Some monitors divide by the deviation of the baseline. Oracle: a constant that stays has not moved.
TEST_CASE("a constant column is judged", "[defects]") {
  for (double constant : {0.0, -0.0, 3.5, -1e300, exact::infinity}) {
    CAPTURE(constant);
    const std::vector<double> past(1000, constant);
    const leeway::feature_report same = defects::column(past, std::vector<double>(1000, constant));
    CHECK(same.verdict == leeway::verdict::stable);
    for (const leeway::finding& found : same.findings) CHECK(found.log_p_value >= 0.0);
    for (const leeway::shown_test& shown : same.tests) CHECK(std::fabs(shown.result.effect) <= 0.0);
    const leeway::feature_report moved = defects::column(past, std::vector<double>(1000, 7.0));
    CHECK(moved.is_drift());
    CHECK(exact::same(moved.simple_distance, 1.0));
  }
  CHECK(defects::column(std::vector<double>(1000, 0.0), std::vector<double>(1000, -0.0)).verdict ==
        leeway::verdict::stable);
  const std::vector<std::string_view> words(1000, "yes");
  CHECK(defects::column(words, words).verdict == leeway::verdict::stable);
}

// Oracle: the smallest constant that is another one; equal width and equal mass have no width to divide.
TEST_CASE("a constant column that moves by one unit in the last place has moved", "[defects]") {
  const std::vector<double> past(1000, 1.0);
  const std::vector<double> live(1000, std::nextafter(1.0, 2.0));
  CHECK(defects::column(past, live).is_drift());
  for (std::size_t bins : {2U, 10U}) {
    const leeway::numeric_feature wide = leeway::learn(std::span<const double>(past), leeway::equal_width(bins));
    CHECK(wide.counts().present() == 1000);
    CHECK(wide.cells().size() <= 2);
  }
}

// Some tools overflow on the range of a column. Oracle: the middle of the largest numbers of both signs is 0.
TEST_CASE("the range of a column may be as wide as the numbers are", "[defects]") {
  std::vector<double> past;
  for (int i = 0; i < 1000; ++i)
    past.push_back((i % 2 == 0 ? 1.0 : -1.0) * exact::largest * (static_cast<double>(i) / 999.0));
  const leeway::numeric_feature wide = leeway::learn(std::span<const double>(past), leeway::equal_width(4));
  REQUIRE(wide.cells().size() == 4);
  CHECK(std::fabs(wide.cells().upper(1)) < exact::largest * 1e-2);
  CHECK(wide.counts().present() == 1000);
  const leeway::feature_report same = defects::column(past, past);
  CHECK_FALSE(defects::alarms(same.verdict));
  CHECK(same.simple_distance <= 0.0);
}

// Oracle: nothing is known of a column without a past; a window of it is not "no drift" and no crash.
TEST_CASE("a baseline without rows, or of one row, is a baseline", "[defects]") {
  leeway::random_stream draws(20260521);
  const std::vector<double> live = defects::normals(draws, 100);
  CHECK(defects::column(std::vector<double>{}, live).verdict == leeway::verdict::too_few);
  CHECK(defects::column(std::vector<double>{0.5}, live).verdict == leeway::verdict::too_few);
  const std::vector<std::string_view> words(100, "a");
  CHECK(defects::column(std::vector<std::string_view>{}, words).verdict == leeway::verdict::too_few);
}

// Some monitors compare the columns that both tables have and say nothing of the others. Oracle: by name.
TEST_CASE("a missing column is not ignored", "[defects]") {
  leeway::random_stream draws(20260522);
  const std::vector<double> x = defects::normals(draws, 2000);
  const std::vector<double> y = defects::normals(draws, 2000);
  const std::vector<leeway::column> both{defects::numbers("x", x), defects::numbers("y", y)};
  const std::vector<leeway::column> half{defects::numbers("x", x), defects::numbers("z", y)};
  const leeway::report judged = defects::table(both, half);
  CHECK(judged.missing_columns == std::vector<std::string>{"y"});
  CHECK(judged.extra_columns == std::vector<std::string>{"z"});
  CHECK_FALSE(judged.find("y")->in_window);
  CHECK(judged.find("y")->verdict == leeway::verdict::too_few);
  CHECK(judged.verdict == leeway::verdict::too_few);  // x is stable; the table is not

  const leeway::baseline past = leeway::learn(both);
  leeway::table_monitor monitor(past, half);
  monitor.observe(half);
  const auto found = leeway::violations(
      leeway::suggest(past), leeway::observe(past, monitor.open(), {}, judged.missing_columns, judged.extra_columns));
  REQUIRE(found.size() == 2);
  CHECK(found[0].check == "missing_column_check");
  CHECK(found[0].description.find("Missing: y") != std::string::npos);
  CHECK(found[1].check == "extra_column_check");
}

// Some tools compare columns by their place. Oracle: the table with its columns in another order.
TEST_CASE("columns are matched by name", "[defects]") {
  leeway::random_stream draws(20260523);
  const std::vector<double> x = defects::normals(draws, 1000);
  const std::vector<double> y = defects::normals(draws, 1000, 5.0);
  const std::vector<leeway::column> past{defects::numbers("x", x), defects::numbers("y", y)};
  const std::vector<leeway::column> live{defects::numbers("y", y), defects::numbers("x", x)};
  CHECK(reports::same(defects::table(past, live), defects::table(past, past)));
}

// Some monitors coerce a column of another type, or drop it. Oracle: an error that names the column and both types.
TEST_CASE("a column of another type is refused, with its name", "[defects]") {
  leeway::random_stream draws(20260524);
  const std::vector<double> numbers = defects::normals(draws, 100);
  const std::vector<std::string_view> words(100, "1.5");
  try {
    defects::table({defects::numbers("price", numbers)}, {text("price", words)});
    FAIL("not refused");
  } catch (const std::invalid_argument& error) {
    const std::string message = error.what();
    CHECK(message.find("price") != std::string::npos);
    CHECK(message.find("text") != std::string::npos);
    CHECK(message.find("float64") != std::string::npos);
  }
  CHECK_THROWS_AS(leeway::learn(std::vector{defects::numbers("x", numbers), defects::numbers("x", numbers)}),
                  std::invalid_argument);
}

// Tables with short rows or two columns of one name are read by many tools as if nothing were wrong. Oracle: RFC 4180
// asks for the same number of cells in each line.
TEST_CASE("rows of another length and columns of one name are refused", "[defects]") {
  std::istringstream ragged("a,b,c\n1,2,3\n4,5\n6,7,8\n");
  leeway::csv_reader reader(ragged);
  CHECK(reader.read_header().size() == 3);
  CHECK(reader.next());
  CHECK_THROWS_AS(reader.next(), leeway::csv_error);
  std::istringstream twice("a,b,a\n");
  CHECK_THROWS_AS(leeway::csv_reader(twice).read_header(), leeway::csv_error);
  const std::vector<double> three(3, 0.0);
  const std::vector<double> two(2, 0.0);
  CHECK_THROWS_AS(leeway::learn(std::vector{defects::numbers("x", three), defects::numbers("y", two)}),
                  std::invalid_argument);
}

}  // namespace degenerate_columns_test
