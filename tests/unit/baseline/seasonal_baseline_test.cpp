// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Mondays are compared with Mondays: the wrong season, or one of other cells, would be an alarm for no reason.
#include <leeway/baseline/seasonal_baseline.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/window/recounted.hpp>
#include <leeway/window/window.hpp>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/golden.hpp"
#include "support/tiny.hpp"

namespace seasonal_baseline_test {

using leeway::baseline;
using leeway::seasonal_baseline;

namespace {

/// The rows of the tiny table whose kind is `kind`, counted against it.
leeway::window rows_of_kind(const baseline& past, std::string_view wanted) {
  static constexpr double x[] = {1.0, 2.0, 3.0, 4.0, exact::nan, exact::infinity};
  static constexpr std::int64_t steps[] = {0, 0, 0, 0, 0, 12};
  static constexpr std::string_view kind[] = {"a", "b", "", "a", {}, "a"};
  leeway::window result(past, std::string(wanted));
  for (std::size_t row = 0; row < 6; ++row) {
    if (kind[row].data() == nullptr || kind[row] != wanted) continue;
    result.column(0).observe(tiny::cells(past, 0), x[row]);
    result.column(1).observe(tiny::cells(past, 1), steps[row]);
    result.column(2).observe(std::get<leeway::category_feature>(past.features()[2]).cells(), kind[row]);
    result.add_rows(1);
  }
  return result;
}

seasonal_baseline by_kind() {
  const baseline past = tiny::baseline();
  return {
      "kind",
      {{"a", leeway::part_of(past, rows_of_kind(past, "a"))}, {"b", leeway::part_of(past, rows_of_kind(past, "b"))}}};
}

const auto load = [](std::span<const std::byte> bytes) { (void)seasonal_baseline::load(bytes); };

std::vector<std::byte> state(std::string_view by,
                             std::initializer_list<std::pair<std::string_view, baseline>> seasons) {
  leeway::byte_writer out;
  leeway::write_section(out, 1, [&](leeway::byte_writer& to) { to.put_text(by); });
  for (const auto& [key, past] : seasons)
    leeway::write_section(out, 2, [&, &season = past, &name = key](leeway::byte_writer& to) {
      to.put_text(name);
      for (std::byte b : season.save()) to.put(static_cast<std::uint8_t>(b));
    });
  return leeway::frame(leeway::state_kind::seasons, out);
}

}  // namespace

// Oracle: state_bytes.py, written from the description of the format.
TEST_CASE("seasonal_baseline: the bytes of format 1", "[baseline]") {
  const std::vector<std::byte> golden = golden::bytes("state_seasons.bin");
  const baseline past = tiny::with_own_windows();
  CHECK(seasonal_baseline("weather", {{"wet", past}, {"dry", past}}).save() == golden);
  const seasonal_baseline read = seasonal_baseline::load(golden);
  CHECK(read.save() == golden);
  CHECK(read.by() == "weather");
  REQUIRE(read.seasons().size() == 2);
  CHECK(read.seasons()[1].key == "dry");
  CHECK(read.seasons()[1].past.fingerprint() == past.fingerprint());
}

// Oracle: by hand: the rows of each kind; a season that the past never had is no season.
TEST_CASE("seasonal_baseline: each season has its rows", "[baseline]") {
  const seasonal_baseline seasons = seasonal_baseline::load(by_kind().save());
  CHECK(seasons.by() == "kind");
  REQUIRE(seasons.find("a") != nullptr);
  REQUIRE(seasons.find("b") != nullptr);
  CHECK(seasons.find("c") == nullptr);
  CHECK(seasons.find("") == nullptr);
  CHECK(seasons.find("a") == &seasons.seasons()[0].past);
  CHECK(seasons.find("a")->rows() == 3);
  CHECK(seasons.find("b")->rows() == 1);
  CHECK(statistics_of(seasons.find("a")->features()[1]).counts()[3] == 1);
  CHECK(statistics_of(seasons.find("b")->features()[1]).counts()[3] == 0);
  CHECK(seasons.find("a")->fingerprint() != seasons.find("b")->fingerprint());
}

// Oracle: the contract, and the messages.
TEST_CASE("seasonal_baseline: what does not belong is refused", "[baseline]") {
  const baseline past = tiny::baseline();
  const std::vector<leeway::any_feature> two(past.features().begin(), past.features().begin() + 2);
  const baseline fewer({}, 6, two);
  const baseline turned({}, 6, {past.features()[1], past.features()[0], past.features()[2]});
  leeway::feature_parts<leeway::category_cells> parts = std::get<leeway::category_feature>(past.features()[2]).parts();
  parts.cells = leeway::category_cells({"", "a", "c"});
  const baseline recoded({}, 6, {past.features()[0], past.features()[1], leeway::category_feature(parts)});
  CHECK_THROWS_WITH(seasonal_baseline("hour", {{"0h", past}, {"1h", past}, {"0h", past}}),
                    "seasonal_baseline: two seasons are called \"0h\"");
  for (const baseline& other : {fewer, turned, recoded}) {
    CHECK_THROWS_WITH(seasonal_baseline("hour", {{"0h", past}, {"1h", other}}),
                      "seasonal_baseline: season \"1h\" has other features or cells than \"0h\"");
    CHECK_THROWS_AS(seasonal_baseline::load(state("hour", {{"0h", other}, {"1h", past}})), leeway::bad_state);
  }
  CHECK_THROWS_AS(seasonal_baseline::load(state("hour", {{"0h", past}, {"0h", past}})), leeway::bad_state);
  CHECK(seasonal_baseline("hour", {}).seasons().empty());
  CHECK(seasonal_baseline::load(seasonal_baseline("hour", {}).save()).by() == "hour");
}

// Oracle: no prefix is a state, and the checksums see every change of one byte.
TEST_CASE("seasonal_baseline: damaged bytes are refused", "[baseline]") {
  const std::vector<std::byte> bytes = state("", {{"", baseline({}, 1, {})}, {"x", baseline({}, 2, {})}});
  CHECK(damage::unnoticed(load, bytes) == 0);
  CHECK(damage::refused(load, tiny::baseline().save()));
  leeway::byte_writer nothing;
  CHECK(damage::refused(load, leeway::frame(leeway::state_kind::seasons, nothing)));
}

// Oracle: the contract: bad_state or whole seasons. The seasons have checksums of their own, so that what a forger
// changes inside them is refused.
TEST_CASE("seasonal_baseline: forged bytes", "[baseline]") {
  const std::vector<std::byte> bytes = by_kind().save();
  leeway::random_stream draws(20260224);
  std::size_t refused = 0;
  for (int i = 0; i < 5000; ++i) refused += damage::refused(load, damage::forged(bytes, draws)) ? 1U : 0U;
  CHECK(refused > 4000);
}

}  // namespace seasonal_baseline_test
