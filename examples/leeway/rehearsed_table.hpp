// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_REHEARSED_TABLE_HPP
#define LEEWAY_PROGRAM_REHEARSED_TABLE_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/injector.hpp>
#include <leeway/window/window.hpp>

#include "table_input.hpp"

namespace program {

/// A window as it is in the table, and as each injection leaves it.
struct rehearsed_window {
  leeway::window calm;
  std::vector<leeway::window> injected;
};

/// Counts rows as they are and as they would be.
class rehearsed_table {
 public:
  /// `columns`: of the table, which has every feature.
  rehearsed_table(leeway::baseline past, std::span<const leeway::injection> injections,
                  const std::vector<std::string>& columns, missing_texts missing, std::uint64_t seed);

  rehearsed_window open() const;
  /// `row`: its number, on which the injected changes depend.
  void count(std::span<const std::string_view> cells, std::uint64_t row, rehearsed_window& into) const;

 private:
  template <class Injector>
  struct prepared {
    std::size_t injection;
    Injector change;
  };
  /// A feature that something is injected into, or nothing.
  struct binding {
    std::size_t column;
    std::size_t feature;
    const leeway::numeric_cells* numbers;  // one of the two
    const leeway::category_cells* categories;
    std::vector<prepared<leeway::number_injector>> of_numbers{};
    std::vector<prepared<leeway::category_injector>> of_categories{};
  };

  void bind(std::size_t column, std::size_t feature);
  void count_missing(const binding& bound, rehearsed_window& into) const;
  void count_number(const binding& bound, std::string_view cell, leeway::random_stream draw,
                    rehearsed_window& into) const;
  void count_category(const binding& bound, std::string_view cell, leeway::random_stream draw,
                      rehearsed_window& into) const;

  leeway::baseline past_;
  std::vector<leeway::injection> injections_;
  missing_texts missing_;
  std::uint64_t seed_;
  std::vector<binding> bindings_{};
};

}  // namespace program

#endif
