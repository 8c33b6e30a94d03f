// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Windows travel between machines and are added up there: whatever the way, the sum must be what one machine would have
// seen.
#include <leeway/window/window.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/golden.hpp"
#include "support/tiny.hpp"

namespace window_test {

using leeway::window;

namespace {

/// One row of random values of the tiny table, missing, infinite, unseen and unreadable ones among them.
void observe_row(window& to, const leeway::baseline& past, leeway::random_stream& draws) {
  static constexpr std::string_view kinds[] = {"a", "b", "", "new", {}};
  const std::uint64_t odd = draws.below(10);
  if (odd == 0)
    to.column(0).observe_missing();
  else if (odd == 1)
    to.column(0).observe_invalid();
  else
    to.column(0).observe(tiny::cells(past, 0), odd == 2 ? exact::infinity : 2.5 + 2.0 * draws.normal());
  to.column(1).observe(tiny::cells(past, 1), static_cast<std::int64_t>(draws.below(14)));
  to.column(2).observe(std::get<leeway::category_feature>(past.features()[2]).cells(), kinds[draws.below(5)]);
  to.add_rows(1);
}

void check_same_counts(const window& a, const window& b) {
  CHECK(a.rows() == b.rows());
  CHECK(a.fingerprint() == b.fingerprint());
  REQUIRE(a.columns().size() == b.columns().size());
  for (std::size_t i = 0; i < a.columns().size(); ++i) {
    const leeway::column_statistics& x = a.columns()[i];
    const leeway::column_statistics& y = b.columns()[i];
    CHECK(x.counts() == y.counts());
    CHECK(x.invalid() == y.invalid());
    CHECK(x.infinite() == y.infinite());
    CHECK(x.extremes() == y.extremes());
    CHECK(x.moments().count() == y.moments().count());
  }
}

}  // namespace

// Oracle: state_bytes.py, written from the description of the format with its own checksum and hash.
TEST_CASE("window: the bytes of format 1", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const std::vector<std::byte> golden = golden::bytes("state_window.bin");
  CHECK(tiny::window(past).save() == golden);
  const window read = window::load(golden, past);
  CHECK(read.save() == golden);
  CHECK(read.name() == "morning");
  CHECK(read.rows() == 3);
  CHECK(read.fingerprint() == past.fingerprint());
  CHECK(window::load(golden, leeway::baseline::load(golden::bytes("state_baseline.bin"))).save() == golden);
}

// Oracle: one window that saw all rows; bit for bit in all that decides a verdict.
TEST_CASE("window: split and merged equals whole, in any order", "[window]") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(20260150);
  window whole(past);
  std::vector<window> shards(5, window(past));
  for (int i = 0; i < 4'000; ++i) {
    const std::uint64_t seed = draws.next();
    leeway::random_stream once(seed), again(seed);
    observe_row(whole, past, once);
    observe_row(shards[draws.below(5)], past, again);
  }
  for (int repeat = 0; repeat < 10; ++repeat) {
    for (std::size_t i = shards.size(); i > 1; --i) std::swap(shards[i - 1], shards[draws.below(i)]);
    window left(past), pair(past), rest(past);
    for (const window& shard : shards) left.merge(shard);
    check_same_counts(left, whole);
    for (std::size_t i = 0; i < shards.size(); ++i) (i < 2 ? pair : rest).merge(shards[i]);
    rest.merge(pair);
    check_same_counts(rest, whole);
    // 4 n u max|x| with n = 4000 and |x| < 20: see moments_test.cpp.
    CHECK(std::fabs(left.columns()[0].moments().mean() - whole.columns()[0].moments().mean()) <=
          4.0 * 4'000 * 0x1p-53 * 20.0);
  }
}

// Oracle: never having been saved.
TEST_CASE("window: saved, read, merged and continued", "[window]") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(20260151);
  window through(past), part(past), other(past);
  for (int i = 0; i < 600; ++i) {
    const std::uint64_t seed = draws.next();
    leeway::random_stream once(seed), again(seed);
    observe_row(through, past, once);
    observe_row(i < 300 ? part : other, past, again);
  }
  const leeway::baseline read_past = leeway::baseline::load(past.save());
  window read = window::load(part.save(), read_past);
  check_same_counts(read, part);
  read.merge(window::load(other.save(), read_past));
  check_same_counts(read, through);
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t seed = draws.next();
    leeway::random_stream once(seed), again(seed);
    observe_row(through, past, once);
    observe_row(read, read_past, again);
  }
  check_same_counts(read, through);
  check_same_counts(window::load(read.save(), past), through);
}

// Oracle: no prefix is a state, and the checksum sees every change of one byte.
TEST_CASE("window: damaged bytes are refused", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const auto load = [&](std::span<const std::byte> bytes) { return window::load(bytes, past); };
  CHECK(damage::unnoticed(load, tiny::window(past).save()) == 0);
  CHECK(damage::refused(load, past.save()));
  CHECK_THROWS_WITH(load(leeway::frame(leeway::state_kind::window, {})), "no counts (at byte 24)");
}

// Oracle: by hand: what a later version adds is left out.
TEST_CASE("window: unknown sections are skipped", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const std::vector<std::byte> whole = tiny::window(past).save();
  leeway::byte_writer out;
  leeway::write_section(out, 12, [](leeway::byte_writer& to) { to.put_text("source and sequence"); });
  for (std::byte b : std::span(whole).subspan(24, whole.size() - 28)) out.put(static_cast<std::uint8_t>(b));
  leeway::write_section(out, 13, [](leeway::byte_writer&) {});
  CHECK(window::load(leeway::frame(leeway::state_kind::window, out), past).save() == whole);
}

// Oracle: the contract.
TEST_CASE("window: another baseline's window is refused", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const leeway::baseline other(past.origin(), past.rows() + 1, {past.features().begin(), past.features().end()});
  window mine(past, "mine");
  const window theirs(other, "theirs");
  CHECK_THROWS_AS(mine.merge(theirs), std::invalid_argument);
  CHECK_THROWS_WITH(mine.merge(theirs), "window::merge: \"theirs\" was counted against another baseline");
  CHECK_THROWS_AS(window::load(theirs.save(), past), leeway::bad_state);
  CHECK(mine.rows() == 0);
}

// Oracle: a fresh window; twice everything.
TEST_CASE("window: reset, rename and merge with itself", "[window]") {
  const leeway::baseline past = tiny::baseline();
  window open = tiny::window(past);
  open.rename("noon");
  CHECK(open.name() == "noon");
  open.merge(open);
  CHECK(open.rows() == 6);
  CHECK(open.columns()[0].counts().missing() == 2);
  CHECK(open.columns()[0].counts().present() == 4);
  CHECK(open.columns()[1].moments().count() == 6);
  open.reset();
  CHECK(open.save() == window(past, "noon").save());
  CHECK(window(past).name() == "window");
}

}  // namespace window_test
