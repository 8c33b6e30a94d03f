// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Old rows lose weight and tests take whole rows: what is rounded on the way must neither grow nor make rows up. That
// p-values of such counts are honest is simulated in tests/statistical/decaying_test.cpp.
#include <leeway/window/decaying.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/tiny.hpp"

namespace decaying_test {

using leeway::decaying;
using leeway::decaying_panes;
using leeway::window;

namespace {

window pane_of(const leeway::baseline& past, std::uint64_t rows, leeway::random_stream& draws) {
  window pane(past);
  for (std::uint64_t i = 0; i < rows; ++i) {
    pane.column(0).observe(tiny::cells(past, 0), draws.below(9) == 0 ? exact::nan : draws.normal() + 3.0);
    pane.column(1).observe(tiny::cells(past, 1), static_cast<std::int64_t>(draws.below(14)));
    if (draws.below(2) == 0)
      pane.column(2).observe_invalid();
    else
      pane.column(2).observe_missing();
  }
  pane.add_rows(rows);
  return pane;
}

/// Weights as they are, in doubles.
struct weighted {
  std::vector<std::vector<double>> cells{};
  double rows = 0.0;
  double squares = 0.0;
  double invalid = 0.0;

  void absorb(const window& pane, double factor) {
    cells.resize(pane.columns().size());
    rows = factor * rows + static_cast<double>(pane.rows());
    squares = factor * factor * squares + static_cast<double>(pane.rows());
    invalid = factor * invalid + static_cast<double>(pane.columns()[2].invalid());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const leeway::counts& counts = pane.columns()[i].counts();
      cells[i].resize(counts.size() + 1);
      for (std::size_t k = 0; k <= counts.size(); ++k)
        cells[i][k] = factor * cells[i][k] + static_cast<double>(k < counts.size() ? counts[k] : counts.missing());
    }
  }
};

std::vector<std::byte> bytes_of(const decaying_panes& one) {
  leeway::byte_writer out;
  one.save(out);
  return {out.bytes().begin(), out.bytes().end()};
}

}  // namespace

// Oracle: the same in doubles. A step loses at most 2^-20 of a row, half_life / ln 2 + 1 of them in all; rounding
// cumulated counts moves them by half a row.
TEST_CASE("decaying: counts are the summed weights", "[window]") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(20261126);
  for (const std::uint64_t half_life : {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{50}}) {
    decaying_panes panes(past, half_life);
    CHECK(panes.sum().rows() == 0);
    CHECK(panes.effective_rows() == 0);
    weighted wanted;
    std::int64_t index = -7;
    std::int64_t before = index;
    for (int step = 0; step < 300; ++step, before = index) {
      index += draws.below(10) == 0 ? 1 + static_cast<std::int64_t>(draws.below(4)) : 1;
      const window pane = pane_of(past, draws.below(40), draws);
      const window& found = panes.absorb(index, pane);
      wanted.absorb(pane, std::exp2(-static_cast<double>(index - before) / static_cast<double>(half_life)));
      const double lost = 1e-6 * (1.5 * static_cast<double>(half_life) + 1.0);
      CHECK(std::fabs(static_cast<double>(found.rows()) - wanted.rows) <= 0.5 + lost);
      CHECK(std::fabs(static_cast<double>(found.columns()[2].invalid()) - wanted.invalid) <= 0.5 + lost);
      for (std::size_t i = 0; i < wanted.cells.size(); ++i) {
        const leeway::counts& counts = found.columns()[i].counts();
        double cumulated = 0.0;
        double given = 0.0;
        bool close = true;
        for (std::size_t k = 0; k <= counts.size(); ++k) {
          cumulated += wanted.cells[i][k];
          given += static_cast<double>(k < counts.size() ? counts[k] : counts.missing());
          close = close && std::fabs(given - cumulated) <= 0.5 + lost * static_cast<double>(k + 1);
        }
        CHECK(close);
      }
      if (wanted.squares > 10.0)
        CHECK(std::fabs(static_cast<double>(panes.effective_rows()) / (wanted.rows * wanted.rows / wanted.squares) -
                        1.0) < 0.2);
      CHECK(found.columns()[0].extremes() == pane.columns()[0].extremes());
      CHECK(found.columns()[1].moments().count() == pane.columns()[1].moments().count());
    }
  }
}

// Oracle: a geometric series: 1 / (1 - 2^(-1 / h)) panes' rows, and (1 + f) / (1 - f) for f = 2^(-1 / h).
TEST_CASE("decaying: a steady stream is worth 1.44 half-lives", "[window]") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(20261127);
  decaying_panes panes(past, 20);
  const window pane = pane_of(past, 100, draws);
  for (std::int64_t i = 0; i < 2'000; ++i) panes.absorb(i, pane);
  const double factor = std::exp2(-0.05);
  CHECK(std::fabs(static_cast<double>(panes.sum().rows()) - 100.0 / (1.0 - factor)) < 1.0);
  CHECK(std::fabs(static_cast<double>(panes.effective_rows()) - 100.0 * (1.0 + factor) / (1.0 - factor)) < 2.0);
}

// Oracle: powers of two. Nothing remains of what has been forgotten, and nothing is kept by rounding.
TEST_CASE("decaying: halves, and forgets", "[window]") {
  const leeway::baseline past = tiny::baseline();
  decaying_panes panes(past, 1);
  window pane(past);
  pane.column(0).observe_missing(1'000);
  pane.add_rows(1'000);
  const window empty(past);
  panes.absorb(5, pane);
  const std::uint64_t wanted[] = {500, 250, 125, 63, 31, 16, 8, 4, 2, 1, 0, 0};  // 62.5 and 31.25, 15.6 and so on
  for (std::int64_t i = 0; i < 12; ++i) {
    panes.absorb(6 + i, empty);
    CHECK(panes.sum().columns()[0].counts().missing() == wanted[i]);
  }
  panes.absorb(7'000, empty);
  CHECK(panes.sum().rows() == 0);
  CHECK(panes.effective_rows() == 0);
}

// Oracle: the one that was saved.
TEST_CASE("decaying: goes on where it was saved", "[window]") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(20261128);
  decaying_panes panes(past, 4);
  for (std::int64_t i = 0; i < 9; ++i) panes.absorb(i, pane_of(past, 30, draws));
  const std::vector<std::byte> bytes = bytes_of(panes);
  leeway::byte_reader in(bytes);
  decaying_panes loaded = decaying_panes::load(in, past, 4);
  CHECK(in.remaining() == 0);
  CHECK(bytes_of(loaded) == bytes);
  CHECK(loaded.sum().save() == panes.sum().save());
  const window pane = pane_of(past, 30, draws);
  CHECK(loaded.absorb(12, pane).save() == panes.absorb(12, pane).save());
  leeway::byte_reader again(bytes);
  CHECK_THROWS_AS(decaying_panes::load(again, past, 5), leeway::bad_state);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::span<const std::byte> part = std::span(bytes).first(size);
    leeway::byte_reader cut(part);
    CHECK_THROWS_AS(decaying_panes::load(cut, past, 4), leeway::bad_state);
  }
}

// Oracle: two numbers of 64 bits a counter, and little else.
TEST_CASE("decaying: memory is that of two windows", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const std::size_t window_bytes = window(past).size_bytes();
  const decaying_panes panes(past, 9);
  CHECK(panes.size_bytes() > window_bytes);
  CHECK(panes.size_bytes() < 2 * window_bytes + sizeof(decaying_panes));
}

TEST_CASE("decaying: closes with every pane", "[window]") {
  const decaying policy(1'000, 8);
  CHECK(policy.half_life() == 1'000);
  CHECK(policy.panes() == 8);
  CHECK_FALSE(policy.closes(124));
  CHECK(policy.closes(125));
  CHECK(decaying(1'000).closes(1'000));
  CHECK(policy.sums(tiny::baseline()).half_life() == 8);
  CHECK_THROWS_WITH(decaying(0), "decaying: a half-life of 0 records in 1 panes");
  CHECK_THROWS_AS(decaying(10, 0), std::invalid_argument);
  CHECK_THROWS_AS(decaying(10, 3), std::invalid_argument);
  CHECK_THROWS_AS(decaying(20'000, 20'000), std::invalid_argument);
  CHECK_THROWS_AS(decaying_panes(tiny::baseline(), 0), std::invalid_argument);
}

}  // namespace decaying_test
