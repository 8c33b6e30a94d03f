// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Saved states that a stranger wrote: each is refused, or read and written again without change. The first byte of an
// input says what the rest claims to be.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/statistics/distinct_count.hpp>
#include <leeway/statistics/heavy_hitters.hpp>
#include <leeway/statistics/quantile_sketch.hpp>
#include <leeway/window/window.hpp>

#include "decisions.hpp"
#include "support/damage.hpp"

namespace {

using bytes = std::vector<std::byte>;

const leeway::baseline& past() {
  static const leeway::baseline learned = [] {
    const std::vector<double> numbers{0.5, 1.5, -2.0, 8.0, 1.5, 3.25, 0.0, 12.0};
    const std::vector<std::string_view> words{"a", "b", "a", "c", "a", "b", "a", "a"};
    const std::vector<leeway::column> columns = {{"number", std::span<const double>(numbers)},
                                                 {"word", std::span<const std::string_view>(words)}};
    return leeway::learn(columns);
  }();
  return learned;
}

/// What was read is written in a form that is read as the same.
template <class Load>
void again(const bytes& state, Load&& load) {
  bytes written;
  try {
    written = load(state).save();
  } catch (const leeway::bad_state&) {
    return;
  }
  fuzz::check(load(written).save() == written, "a state that was read is written without change");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::decisions in(data, size);
  const std::size_t kind = in.below(5);
  bytes state;
  for (const std::uint8_t one : in.rest()) state.push_back(static_cast<std::byte>(one));
  if (state.size() >= 28) damage::forge(state);
  if (kind == 0) again(state, [](const bytes& b) { return leeway::baseline::load(b); });
  if (kind == 1) again(state, [](const bytes& b) { return leeway::window::load(b, past()); });
  if (kind == 2) again(state, [](const bytes& b) { return leeway::quantile_sketch<double>::load(b); });
  if (kind == 3) again(state, [](const bytes& b) { return leeway::distinct_count::load(b); });
  if (kind == 4) again(state, [](const bytes& b) { return leeway::heavy_hitters::load(b); });
  return 0;
}
