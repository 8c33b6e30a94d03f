// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_TINY_HPP
#define LEEWAY_TESTS_SUPPORT_TINY_HPP

#include <cstdint>
#include <span>
#include <string_view>
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
