// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a baseline remembers of its own windows raises tolerances for years: it must come back as it was, or not at all.
#include <leeway/baseline/own_windows.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/exact.hpp"

namespace own_windows_test {

using leeway::own_effects;
using leeway::own_windows;
using row = std::vector<std::uint64_t>;

namespace {

own_windows random_windows(std::uint64_t seed, std::size_t cells, std::size_t windows) {
  leeway::random_stream draws(seed);
  own_windows result(cells);
  for (std::size_t w = 0; w < windows; ++w) {
    row counts;
    for (std::size_t k = 0; k <= cells; ++k) counts.push_back(draws.below(30));
    result.add(counts, {{draws.uniform(), draws.uniform()},
                        {draws.uniform(), draws.uniform()},
                        {draws.uniform(), draws.uniform()},
                        {draws.uniform(), draws.uniform()}});
  }
  return result;
}

std::vector<std::byte> bytes_of(const own_windows& own) {
  leeway::byte_writer out;
  own.save(out);
  return {out.bytes().begin(), out.bytes().end()};
}

own_windows read(std::span<const std::byte> bytes) {
  leeway::byte_reader in(bytes);
  return own_windows::load(in);
}

const auto load = [](std::span<const std::byte> bytes) { (void)read(bytes); };

bool same(const leeway::own_effect& x, const leeway::own_effect& y) {
  return exact::same(x.value, y.value) && exact::same(x.sure, y.sure);
}

/// The state of one window of two cells, with some of its eight-byte words replaced.
std::vector<std::byte> changed(std::size_t at, std::uint64_t word) {
  leeway::byte_writer out;
  out.put(std::uint32_t{2});
  std::uint64_t words[] = {1, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0};
  if (at < std::size(words)) words[at] = word;
  for (std::uint64_t one : words) out.put(one);
  return {out.bytes().begin(), out.bytes().end()};
}

}  // namespace

// Oracle: what it was made of, and the size that the docstring states.
TEST_CASE("own_windows: saved and read", "[baseline]") {
  for (std::size_t cells : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{32}}) {
    const own_windows own = random_windows(cells, cells, 25);
    const std::vector<std::byte> bytes = bytes_of(own);
    CHECK(bytes.size() == 12 + 25 * 8 * (cells + 1 + 8));
    const own_windows back = read(bytes);
    CHECK(back.size() == 25);
    CHECK(back.coarse_cells() == cells);
    CHECK(bytes_of(back) == bytes);
    for (std::size_t w = 0; w < own.size(); ++w) {
      CHECK(std::equal(own.counts(w).begin(), own.counts(w).end(), back.counts(w).begin(), back.counts(w).end()));
      CHECK(same(own.effects()[w].distribution, back.effects()[w].distribution));
      CHECK(same(own.effects()[w].missing, back.effects()[w].missing));
      CHECK(same(own.effects()[w].unseen, back.effects()[w].unseen));
      CHECK(same(own.effects()[w].spike, back.effects()[w].spike));
    }
  }
  CHECK(read(bytes_of(own_windows())).size() == 0);
  CHECK((12 + 25 * 328 == bytes_of(random_windows(1, 32, 25)).size()));
}

// Oracle: the contract.
TEST_CASE("own_windows: rows of another width are refused", "[baseline]") {
  own_windows own(2);
  own.add(row{1, 2, 3}, {});
  CHECK_THROWS_AS(own.add(row{1, 2}, {}), std::invalid_argument);
  CHECK_THROWS_WITH(own.add(row{1, 2, 3, 4}, {}), "own_windows: a row of 4 counts, wanted 3");
  CHECK(own.size() == 1);
  CHECK_THROWS_WITH(own_windows(33), "own_windows: 33 coarse cells, at most 32");
}

// Oracle: brute force.
TEST_CASE("own_windows: each against all others", "[baseline]") {
  const own_windows own = random_windows(3, 5, 21);
  std::size_t w = 0;
  own.against_others([&](std::span<const std::uint64_t> one, std::span<const std::uint64_t> others) {
    REQUIRE(one.size() == 5);
    REQUIRE(others.size() == 5);
    for (std::size_t k = 0; k < 5; ++k) {
      std::uint64_t sum = 0;
      for (std::size_t v = 0; v < own.size(); ++v) sum += v == w ? 0 : own.counts(v)[k];
      CHECK(one[k] == own.counts(w)[k]);
      CHECK(others[k] == sum);
    }
    ++w;
  });
  CHECK(w == 21);
}

// Oracle: the sorted sizes; missing records count.
TEST_CASE("own_windows: the typical size", "[baseline]") {
  CHECK(own_windows(4).typical_records() == 0);
  for (std::size_t windows : {std::size_t{1}, std::size_t{2}, std::size_t{20}, std::size_t{33}}) {
    const own_windows own = random_windows(windows, 3, windows);
    row sizes;
    for (std::size_t w = 0; w < windows; ++w)
      sizes.push_back(std::accumulate(own.counts(w).begin(), own.counts(w).end(), std::uint64_t{0}));
    std::sort(sizes.begin(), sizes.end());
    CHECK(own.typical_records() == sizes[windows / 2]);
  }
}

// Oracle: the contract: bad_state, never a wrong number. The words: windows, three counts, four pairs of effects.
TEST_CASE("own_windows: bytes that lie", "[baseline]") {
  CHECK_FALSE(damage::refused(load, changed(99, 0)));
  for (std::uint64_t many : {std::uint64_t{2}, std::uint64_t{1} << 32, std::uint64_t{1} << 61, ~std::uint64_t{0}})
    CHECK(damage::refused(load, changed(0, many)));
  for (std::size_t count : {1u, 2u, 3u}) {
    CHECK(damage::refused(load, changed(count, leeway::most_records)));  // with the other counts too many
    CHECK(damage::refused(load, changed(count, ~std::uint64_t{0})));
    CHECK_FALSE(damage::refused(load, changed(count, leeway::most_records - 12)));
  }
  for (std::size_t effect = 4; effect < 12; ++effect) {
    for (double bad : {-0.1, 1.0000001, exact::nan, exact::infinity, -exact::infinity})
      CHECK(damage::refused(load, changed(effect, std::bit_cast<std::uint64_t>(bad))));
    for (double good : {0.0, 0.5, 1.0})
      CHECK_FALSE(damage::refused(load, changed(effect, std::bit_cast<std::uint64_t>(good))));
  }
  std::vector<std::byte> wide = changed(99, 0);
  wide[0] = std::byte{33};
  CHECK(damage::refused(load, wide));
}

// Oracle: every prefix ends early.
TEST_CASE("own_windows: bytes that end early", "[baseline]") {
  const std::vector<std::byte> bytes = bytes_of(random_windows(4, 3, 3));
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK(damage::refused(load, std::span(bytes).first(size)));
}

}  // namespace own_windows_test
