// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_TINY_HPP
#define LEEWAY_TESTS_SUPPORT_TINY_HPP

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/window/window.hpp>

#include "support/exact.hpp"

/// The table of tests/golden/state_bytes.py.
namespace tiny {

inline leeway::baseline baseline() {
  static constexpr double x[] = {1.0, 2.0, 3.0, 4.0, exact::nan, exact::infinity};
  static constexpr std::int64_t steps[] = {0, 0, 0, 0, 0, 12};
  static constexpr std::string_view kind[] = {"a", "b", "", "a", {}, "a"};
  const leeway::column columns[] = {{"x", std::span<const double>(x)},
                                    {"steps", std::span<const std::int64_t>(steps)},
                                    {"kind", std::span<const std::string_view>(kind)}};
  return leeway::learn(columns, {"tiny", "by hand", "2026-01-01T00:00:00Z", "0.0.0"});
}

/// The same with own windows of the two numbers, and categories that come together.
inline leeway::baseline with_own_windows() {
  const leeway::baseline past = baseline();
  auto x = std::get<leeway::numeric_feature>(past.features()[0]).parts();
  x.own = leeway::own_windows(5);
  const std::uint64_t x_rows[2][6] = {{1, 1, 0, 0, 0, 1}, {0, 0, 1, 1, 1, 0}};
  x.own.add(x_rows[0], {{0.5, 0.25}, {0.125, 0.0}, {0.0, 0.0}, {1.0, 0.75}});
  x.own.add(x_rows[1], {});
  auto steps = std::get<leeway::numeric_feature>(past.features()[1]).parts();
  steps.own = leeway::own_windows(2);
  const std::uint64_t steps_rows[2][3] = {{3, 0, 0}, {2, 1, 0}};
  steps.own.add(steps_rows[0], {});
  steps.own.add(steps_rows[1], {{}, {}, {0.375, 0.0625}, {}});
  auto kind = std::get<leeway::category_feature>(past.features()[2]).parts();
  kind.design_effect = 2.5;
  return {past.origin(),
          past.rows(),
          {leeway::numeric_feature(std::move(x)), leeway::numeric_feature(std::move(steps)),
           leeway::category_feature(std::move(kind))},
          {"3", {"first", ""}, {3, 3}}};
}

inline const leeway::numeric_cells& cells(const leeway::baseline& past, std::size_t feature) {
  return std::get<leeway::numeric_feature>(past.features()[feature]).cells();
}

inline leeway::window window(const leeway::baseline& past) {
  leeway::window open(past, "morning");
  for (double x : {2.5, exact::nan, -exact::infinity}) open.column(0).observe(cells(past, 0), x);
  open.column(0).observe_invalid();
  for (std::int64_t steps : {12, 0, 6}) open.column(1).observe(cells(past, 1), steps);
  const auto& kinds = std::get<leeway::category_feature>(past.features()[2]).cells();
  for (std::string_view kind : {std::string_view("zz"), std::string_view(""), std::string_view()})
    open.column(2).observe(kinds, kind);
  open.add_rows(3);
  return open;
}

}  // namespace tiny

#endif
