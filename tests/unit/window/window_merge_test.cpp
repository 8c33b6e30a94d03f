// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The same window sent twice must not count twice, and what a fleet adds up must be what one machine would have seen.
#include <leeway/window/window_merge.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/golden.hpp"
#include "support/tiny.hpp"

namespace window_merge_test {

using leeway::collected_window;
using leeway::repeated_window;
using leeway::window;
using leeway::window_origin;

namespace {

/// A window whose first column holds the numbers first, first + 1, ...
window counted(const leeway::baseline& past, int first, int rows) {
  window result(past, "from " + std::to_string(first));
  for (int i = 0; i < rows; ++i) {
    result.column(0).observe(tiny::cells(past, 0), static_cast<double>(first + i));
    result.column(1).observe_missing();
    result.column(2).observe_missing();
    result.add_rows(1);
  }
  return result;
}

std::vector<std::uint64_t> cells_of(const collected_window& one) {
  const auto cells = one.counted().columns()[0].counts().cells();
  return {cells.begin(), cells.end()};
}

std::string refusal(std::span<const collected_window> windows, repeated_window again) {
  try {
    static_cast<void>(leeway::merge_windows(windows, again));
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

/// Section 2 of docs/state_format.md, written down here.
std::vector<std::byte> with_section_2(std::vector<std::byte> bytes, std::uint8_t anonymous,
                                      const std::vector<window_origin>& origins) {
  leeway::byte_writer content;
  content.put(anonymous);
  content.put(static_cast<std::uint64_t>(origins.size()));
  for (const window_origin& one : origins) {
    content.put_text(one.source);
    content.put(one.sequence);
  }
  leeway::byte_writer section;
  section.put(std::uint32_t{2});
  section.put(static_cast<std::uint64_t>(content.size()));
  bytes.resize(bytes.size() - 4);
  bytes.insert(bytes.end(), section.bytes().begin(), section.bytes().end());
  bytes.insert(bytes.end(), content.bytes().begin(), content.bytes().end());
  bytes.resize(bytes.size() + 4);
  damage::forge(bytes);
  return bytes;
}

}  // namespace

// Oracle: the bytes of a plain window from state_bytes.py, and a section written here from the description.
TEST_CASE("window_merge: the bytes are those of a window with a section more", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const std::vector<std::byte> plain = golden::bytes("state_window.bin");
  const collected_window one(tiny::window(past), {"host1", 17});
  CHECK(one.save() == with_section_2(plain, 0, {{"host1", 17}}));
  CHECK(window::load(one.save(), past).save() == plain);

  const collected_window read = collected_window::load(one.save(), past);
  REQUIRE(read.origins().size() == 1);
  CHECK(read.origins()[0].text() == "host1 #17");
  CHECK_FALSE(read.anonymous());
  CHECK(read.save() == one.save());
  CHECK(collected_window::load(one.save()).save() == one.save());

  const collected_window old = collected_window::load(plain, past);
  CHECK(old.anonymous());
  CHECK(old.origins().empty());
  CHECK(window::load(plain).save() == plain);
  CHECK(window::load(plain).fingerprint() == past.fingerprint());
}

// Oracle: one window that saw all rows.
TEST_CASE("window_merge: parts in any order are the whole", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const collected_window whole(counted(past, -3, 12), {"all", 0});
  std::vector<collected_window> parts;
  for (int i = 0; i < 4; ++i)
    parts.emplace_back(counted(past, -3 + 3 * i, 3),
                       window_origin{i % 2 == 0 ? "b" : "a", static_cast<std::uint64_t>(i)});
  for (int order = 0; order < 4; ++order) {
    std::rotate(parts.begin(), parts.begin() + 1, parts.end());
    const collected_window sum = leeway::merge_windows(parts);
    CHECK(sum.counted().rows() == 12);
    CHECK(cells_of(sum) == cells_of(whole));
    CHECK(sum.counted().columns()[1].counts() == whole.counted().columns()[1].counts());
    REQUIRE(sum.origins().size() == 4);
    for (std::size_t i = 0; i + 1 < 4; ++i) CHECK(sum.origins()[i] < sum.origins()[i + 1]);
    CHECK(sum.holds({"a", 3}));
    CHECK_FALSE(sum.holds({"a", 0}));
  }
}

TEST_CASE("window_merge: what was added before is refused, or replaced by what comes later", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const collected_window first(counted(past, 0, 2), {"host1", 1});
  const collected_window second(counted(past, 1, 3), {"host2", 1});
  const collected_window anew(counted(past, 2, 5), {"host1", 1});
  const std::vector<collected_window> three = {first, second, anew};

  CHECK(refusal(three, repeated_window::refuse).find("\"from 2\": host1 #1 was added before") != std::string::npos);
  const collected_window sum = leeway::merge_windows(three, repeated_window::replace);
  CHECK(sum.counted().rows() == 8);
  CHECK(cells_of(sum) == cells_of(leeway::merge_windows(std::vector{second, anew})));

  const collected_window both = leeway::merge_windows(std::vector{first, second});
  CHECK(refusal(std::vector{both, anew}, repeated_window::replace).find("merge from its parts") != std::string::npos);
  CHECK(leeway::merge_windows(std::vector{both, anew, second}, repeated_window::replace).counted().rows() == 8);
  CHECK(refusal(std::vector{anew, both}, repeated_window::replace).empty());
  CHECK(leeway::merge_windows(std::vector{anew, both}, repeated_window::replace).counted().rows() == 5);
}

// Oracle: the windows added one by one, which compares each origin with all before it.
TEST_CASE("window_merge: many windows at once are one after the other", "[window]") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(20261131);
  int refused = 0;
  for (int run = 0; run < 200; ++run) {
    std::vector<collected_window> windows;
    for (std::uint64_t i = 0, size = 1 + draws.below(6); i < size; ++i) {
      collected_window one(counted(past, static_cast<int>(draws.below(5)), 2), {"a", draws.below(20)});
      if (draws.below(3) == 0) one.merge({counted(past, 0, 1), {"b", draws.below(20)}});
      windows.push_back(one);
    }
    collected_window wanted = windows.front();
    std::string reason;
    try {
      for (std::size_t i = 1; i < windows.size(); ++i) wanted.merge(windows[i]);
    } catch (const std::invalid_argument& error) {
      reason = error.what();
    }
    CHECK(refusal(windows, repeated_window::refuse) == reason);
    if (reason.empty()) CHECK(leeway::merge_windows(windows).save() == wanted.save());
    refused += reason.empty() ? 0 : 1;
  }
  CHECK(refused > 20);
  CHECK(refused < 180);
}

TEST_CASE("window_merge: a window of unknown origin is added and leaves its mark", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const collected_window known(counted(past, 0, 2), {"host1", 1});
  const collected_window unknown(counted(past, 1, 3));
  const collected_window sum = leeway::merge_windows(std::vector{known, unknown});
  CHECK(sum.counted().rows() == 5);
  CHECK(sum.anonymous());
  CHECK(collected_window::load(sum.save(), past).anonymous());
  CHECK(refusal(std::vector{sum, known}, repeated_window::replace).find("merge from its parts") != std::string::npos);
}

TEST_CASE("window_merge: windows of different baselines do not mix", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const leeway::baseline other = tiny::with_own_windows();
  static constexpr double x[] = {1.0, 2.0, 3.0};
  const leeway::column columns[] = {{"x", std::span<const double>(x)}};
  const leeway::baseline third = leeway::learn(columns, {"third", "", "", ""});
  const collected_window a(window(past), {"host1", 1});
  const collected_window b(window(third), {"host2", 1});
  CHECK(refusal(std::vector{a, b}, repeated_window::refuse).find("another baseline") != std::string::npos);
  CHECK(damage::refused([&](auto bytes) { return collected_window::load(bytes, past); }, b.save()));
  CHECK_THROWS_AS(leeway::merge_windows({}), std::invalid_argument);
  // Own windows are not in the fingerprint.
  CHECK(leeway::merge_windows(std::vector{a, collected_window(window(other), {"host2", 1})}).origins().size() == 2);
}

TEST_CASE("window_merge: no damage goes unnoticed, and no forgery breaks the reader", "[window]") {
  const leeway::baseline past = tiny::baseline();
  const collected_window one = leeway::merge_windows(std::vector{collected_window(tiny::window(past), {"host1", 17}),
                                                                 collected_window(counted(past, 0, 2), {"host2", 3})});
  CHECK(damage::unnoticed([&](auto bytes) { return collected_window::load(bytes, past); }, one.save()) == 0);
  CHECK(damage::unnoticed([&](auto bytes) { return collected_window::load(bytes); }, one.save()) == 0);
  const std::vector<std::byte> plain = golden::bytes("state_window.bin");
  for (const std::vector<window_origin>& origins :
       {std::vector<window_origin>{{"b", 1}, {"a", 1}}, std::vector<window_origin>{{"a", 1}, {"a", 1}}})
    CHECK(damage::refused([&](auto bytes) { return collected_window::load(bytes, past); },
                          with_section_2(plain, 0, origins)));
  leeway::random_stream draws(20261121);
  for (int i = 0; i < 2'000; ++i) {
    const std::vector<std::byte> forged = damage::forged(one.save(), draws);
    try {
      const collected_window read = collected_window::load(forged);
      static_cast<void>(damage::refused(
          [&](auto bytes) {
            collected_window sum = read;
            try {
              sum.merge(collected_window::load(bytes, past));
            } catch (const std::invalid_argument&) {
            }
            return sum;
          },
          one.save()));
    } catch (const leeway::bad_state&) {
    }
  }
}

}  // namespace window_merge_test
