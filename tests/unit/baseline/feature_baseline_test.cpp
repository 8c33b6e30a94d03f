// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// One column's past is saved alone and shared by copies: it must come back whole or not at all.
#include <leeway/baseline/feature_baseline.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/exact.hpp"

namespace feature_baseline_test {

using leeway::category_feature;
using leeway::feature_parts;
using leeway::numeric_feature;

namespace {

feature_parts<leeway::numeric_cells> example() {
  feature_parts<leeway::numeric_cells> parts;
  parts.name = "bid";
  parts.cells = {leeway::value_type::float64, {leeway::order_key(1.0), leeway::order_key(2.0)}, true};
  parts.statistics = leeway::column_statistics(3);
  for (double x : {0.5, 1.5, 1.75, 9.0, exact::nan, exact::infinity}) parts.statistics.observe(parts.cells, x);
  parts.statistics.observe_invalid();
  parts.rarity = {4, 5};
  parts.role = leeway::role::time;
  parts.remark = "a remark";
  parts.rank_error = 0.125;
  return parts;
}

template <class Feature>
std::vector<std::byte> bytes_of(const Feature& feature) {
  leeway::byte_writer out;
  feature.save(out);
  return {out.bytes().begin(), out.bytes().end()};
}

template <class Feature>
Feature read(std::span<const std::byte> bytes) {
  leeway::byte_reader in(bytes);
  return Feature::load(in);
}

}  // namespace

// Oracle: what it was made of.
TEST_CASE("feature_baseline: saved and read", "[baseline]") {
  const numeric_feature feature(example());
  const std::vector<std::byte> bytes = bytes_of(feature);
  const auto back = read<numeric_feature>(bytes);
  CHECK(bytes_of(back) == bytes);
  CHECK(back.name() == "bid");
  CHECK(back.cells() == feature.cells());
  CHECK(back.counts() == feature.counts());
  CHECK(back.counts().missing() == 1);
  CHECK(back.statistics().invalid() == 1);
  CHECK(back.statistics().infinite() == 1);
  CHECK(back.rarity() == leeway::rarity{4, 5});
  CHECK(back.role() == leeway::role::time);
  CHECK(back.remark() == "a remark");
  CHECK(exact::same(back.rank_error(), 0.125));
  CHECK(back.fingerprint() == feature.fingerprint());

  feature_parts<leeway::category_cells> words;
  words.cells = leeway::category_cells({"x", ""}, {1, 2});
  words.statistics = leeway::column_statistics(words.cells.size());
  words.statistics.observe(words.cells, std::string_view("x"));
  const category_feature category(words);
  CHECK(bytes_of(read<category_feature>(bytes_of(category))) == bytes_of(category));
}

// Oracle: what it was made of; older states have neither section.
TEST_CASE("feature_baseline: own windows and the design effect are kept", "[baseline]") {
  feature_parts<leeway::numeric_cells> parts = example();
  CHECK(exact::same(read<numeric_feature>(bytes_of(numeric_feature(parts))).design_effect(), 1.0));
  const std::size_t plain = bytes_of(numeric_feature(parts)).size();
  parts.own = leeway::own_windows(1);
  const std::uint64_t row[] = {7, 2};
  parts.own.add(row, {{0.5, 0.25}, {}, {}, {}});
  parts.design_effect = 3.75;
  const numeric_feature feature(parts);
  const auto back = read<numeric_feature>(bytes_of(feature));
  CHECK(bytes_of(feature).size() == plain + (12 + 12 + 8 * 10) + (12 + 8));
  CHECK(bytes_of(back) == bytes_of(feature));
  CHECK(back.own().counts(0)[1] == 2);
  CHECK(exact::same(back.own().effects()[0].distribution.sure, 0.25));
  CHECK(exact::same(back.design_effect(), 3.75));
  CHECK(back.fingerprint() == numeric_feature(example()).fingerprint());
}

// Oracle: the contract: a design effect makes rows worth less, never more.
TEST_CASE("feature_baseline: a design effect below 1 is refused", "[baseline]") {
  for (double bad : {0.999, 0.0, -2.0, exact::nan, exact::infinity}) {
    feature_parts<leeway::numeric_cells> parts = example();
    parts.design_effect = bad;
    CHECK_THROWS_AS(numeric_feature(parts), std::invalid_argument);
    const std::vector<std::byte> bytes = bytes_of(numeric_feature(example()));
    leeway::byte_writer out;
    for (std::byte b : bytes) out.put(static_cast<std::uint8_t>(b));
    leeway::write_section(out, 5, [&](leeway::byte_writer& to) { to.put_real(bad); });
    CHECK_THROWS_AS(read<numeric_feature>(out.bytes()), leeway::bad_state);
  }
  feature_parts<leeway::numeric_cells> parts = example();
  parts.design_effect = 0.5;
  CHECK_THROWS_WITH(numeric_feature(parts), "feature_baseline \"bid\": design_effect = 0.5, wanted at least 1");
}

// Oracle: the only prefix that could be whole ends with the head, and lacks the counts.
TEST_CASE("feature_baseline: what is cut is refused", "[baseline]") {
  const std::vector<std::byte> bytes = bytes_of(numeric_feature(example()));
  const auto load = [](std::span<const std::byte> part) { (void)read<numeric_feature>(part); };
  for (std::size_t size = 0; size < bytes.size(); ++size) REQUIRE(damage::refused(load, std::span(bytes).first(size)));
}

// Oracle: sections by hand: the known ones in any order, unknown ones anywhere; none of the two may be absent.
TEST_CASE("feature_baseline: sections", "[baseline]") {
  const std::vector<std::byte> bytes = bytes_of(numeric_feature(example()));
  leeway::byte_reader in(bytes);
  (void)in.take<std::uint32_t>();
  const std::size_t head_size = 12 + in.take_count(1);
  const auto head = std::span(bytes).first(head_size);
  const auto counts = std::span(bytes).subspan(head_size);
  leeway::byte_writer unknown;
  leeway::write_section(unknown, 99, [](leeway::byte_writer& to) { to.put_text("from the future"); });

  const auto joined = [](std::initializer_list<std::span<const std::byte>> parts) {
    std::vector<std::byte> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
  };
  for (const auto& all : {joined({counts, head}), joined({unknown.bytes(), head, counts}),
                          joined({head, unknown.bytes(), counts, unknown.bytes()})})
    CHECK(bytes_of(read<numeric_feature>(all)) == bytes);
  CHECK_THROWS_WITH(read<numeric_feature>(joined({head})),
                    "feature \"bid\" has no counts (at byte " + std::to_string(head_size) + ")");
  CHECK_THROWS_AS(read<numeric_feature>(joined({counts})), leeway::bad_state);
  CHECK_THROWS_AS(read<numeric_feature>({}), leeway::bad_state);
  CHECK_THROWS_AS(read<category_feature>(bytes), leeway::bad_state);
}

// Oracle: the contract.
TEST_CASE("feature_baseline: counts of other cells are refused", "[baseline]") {
  feature_parts<leeway::numeric_cells> parts = example();
  parts.statistics = leeway::column_statistics(4);
  CHECK_THROWS_AS(numeric_feature(parts), std::invalid_argument);
  CHECK_THROWS_WITH(numeric_feature(parts), "feature_baseline \"bid\": counts of 4 cells, the cells are 3");
}

// Oracle: the contract: cells and counts, nothing else.
TEST_CASE("feature_baseline: the fingerprint", "[baseline]") {
  const std::uint64_t print = numeric_feature(example()).fingerprint();
  auto same = example();
  same.name = "other";
  same.role = leeway::role::feature;
  same.remark.clear();
  CHECK(numeric_feature(same).fingerprint() == print);
  auto other_counts = example();
  other_counts.statistics.observe(other_counts.cells, 1.5);
  CHECK(numeric_feature(other_counts).fingerprint() != print);
  auto other_missing = example();
  other_missing.statistics.observe_missing();
  CHECK(numeric_feature(other_missing).fingerprint() != print);
  auto other_cells = example();
  other_cells.cells = {leeway::value_type::float64, {leeway::order_key(1.0), leeway::order_key(2.5)}, true};
  CHECK(numeric_feature(other_cells).fingerprint() != print);
}

// Oracle: one object behind both.
TEST_CASE("feature_baseline: copies share", "[baseline]") {
  const numeric_feature feature(example());
  const numeric_feature copy = feature;
  CHECK(&copy.parts() == &feature.parts());
}

// Oracle: the contract: a rank error is a share of rows, also in bytes that somebody changed.
TEST_CASE("feature_baseline: a rank error that is no share is refused", "[baseline]") {
  for (double bad : {-1e-9, 1.001, exact::nan, exact::infinity}) {
    feature_parts<leeway::numeric_cells> parts = example();
    parts.rank_error = bad;
    CHECK_THROWS_AS(numeric_feature(parts), std::invalid_argument);
    leeway::byte_writer out;
    leeway::write_section(out, 1, [&](leeway::byte_writer& to) {
      to.put_text("bid");
      to.put(std::uint8_t{0});
      to.put_text("");
      to.put(std::uint64_t{0});
      to.put(std::uint64_t{0});
      to.put_real(bad);
    });
    CHECK_THROWS_AS(read<numeric_feature>(out.bytes()), leeway::bad_state);
  }
}

}  // namespace feature_baseline_test
