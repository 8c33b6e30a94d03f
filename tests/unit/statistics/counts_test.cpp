// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Counts decide every verdict: they must add up the same in any order, on any number of threads and machines, and back.
#include <leeway/statistics/counts.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace counts_test {
namespace {

template <class Counts>
Counts random_counts(leeway::random_stream& draws, std::size_t cells) {
  Counts result(cells);
  for (std::size_t i = draws.below(2'000); i > 0; --i) result.add(draws.below(cells + 1));
  return result;
}

template <class Counts>
void check_laws() {
  leeway::random_stream draws(20260120);
  for (std::size_t cells : {0U, 1U, 2U, 17U, 1024U}) {
    const auto a = random_counts<Counts>(draws, cells);
    const auto b = random_counts<Counts>(draws, cells);
    const auto c = random_counts<Counts>(draws, cells);
    const auto plus = [](Counts x, const Counts& y) { return x += y; };
    const auto minus = [](Counts x, const Counts& y) { return x -= y; };
    CHECK(plus(a, b) == plus(b, a));
    CHECK(plus(plus(a, b), c) == plus(a, plus(b, c)));
    CHECK(plus(a, Counts(cells)) == a);
    CHECK(minus(plus(a, b), b) == a);
    CHECK(minus(minus(plus(plus(a, b), c), a), b) == c);
  }
}

}  // namespace

// Oracle: the laws of a commutative group.
TEST_CASE("counts: adding is associative and commutative, and undone", "[statistics]") {
  check_laws<leeway::counts>();
  check_laws<leeway::basic_counts<std::uint32_t>>();
}

// Oracle: counting everything in one place.
TEST_CASE("counts: split and merged equals whole", "[statistics]") {
  leeway::random_stream draws(20260121);
  leeway::counts whole(33);
  std::vector<leeway::counts> shards(7, leeway::counts(33));
  for (int i = 0; i < 50'000; ++i) {
    const std::size_t cell = draws.below(34);
    whole.add(cell);
    shards[draws.below(7)].add(cell);
  }
  for (int repeat = 0; repeat < 5; ++repeat) {
    for (std::size_t i = shards.size(); i > 1; --i) std::swap(shards[i - 1], shards[draws.below(i)]);
    leeway::counts merged(33);
    for (const leeway::counts& shard : shards) merged += shard;
    CHECK(merged == whole);
  }
}

// Oracle: by hand.
TEST_CASE("counts: cells, missing and present", "[statistics]") {
  leeway::counts row(3);
  row.add(0);
  row.add(2, 5);
  row.add(3);
  row.add(3);
  CHECK(row.size() == 3);
  CHECK(row[0] == 1);
  CHECK(row[1] == 0);
  CHECK(row[2] == 5);
  CHECK(row.missing() == 2);
  CHECK(row.present() == 6);
  CHECK(row.cells().size() == 3);
  row.reset();
  CHECK(row == leeway::counts(3));
  CHECK(leeway::counts().size() == 0);
  CHECK(leeway::counts().present() == 0);
}

// Oracle: 32-bit cells add up to more than 32 bits hold.
TEST_CASE("counts: totals beyond 2^32", "[statistics]") {
  leeway::basic_counts<std::uint32_t> pane(2);
  pane.add(0, ~std::uint32_t{0});
  pane.add(1, ~std::uint32_t{0});
  CHECK(pane.present() == 2 * std::uint64_t{0xffffffff});
  leeway::counts total(1);
  total.add(0, (std::uint64_t{1} << 32) + 1);
  total += total;
  CHECK(total[0] == (std::uint64_t{1} << 33) + 2);
}

// Oracle: what was saved; another size and a count too large by hand.
TEST_CASE("counts: saved and read", "[statistics]") {
  leeway::counts row(2);
  row.add(0, std::uint64_t{1} << 40);
  row.add(1, 7);
  row.add(2, std::uint64_t{1} << 51);
  leeway::byte_writer out;
  row.save(out);
  leeway::byte_reader in(out.bytes());
  CHECK(leeway::counts::load(in, 2) == row);
  CHECK(in.remaining() == 0);
  for (std::size_t size = 0; size < out.size(); ++size) {
    leeway::byte_reader cut(out.bytes().first(size));
    CHECK_THROWS_AS(leeway::counts::load(cut, 2), leeway::bad_state);
  }
  for (std::size_t cells : {0U, 1U, 3U}) {
    leeway::byte_reader other(out.bytes());
    CHECK_THROWS_AS(leeway::counts::load(other, cells), leeway::bad_state);
  }
  leeway::byte_reader narrow(out.bytes());
  CHECK_THROWS_AS(leeway::basic_counts<std::uint32_t>::load(narrow, 2), leeway::bad_state);
}

static_assert(noexcept(std::declval<leeway::counts&>().add(0)) && noexcept(std::declval<leeway::counts&>().add(0, 1)));
static_assert(noexcept(std::declval<leeway::counts&>() += std::declval<const leeway::counts&>()));
static_assert(noexcept(std::declval<leeway::counts&>() -= std::declval<const leeway::counts&>()));

}  // namespace counts_test
