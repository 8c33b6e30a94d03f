// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_LIVE_TABLE_HPP
#define LEEWAY_PROGRAM_LIVE_TABLE_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/cells/category_cells.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/window/window.hpp>

#include "table_input.hpp"
#include "unseen_values.hpp"

namespace program {

/// Live rows as they are counted against a baseline: bounded memory for any number of rows.
class live_table {
 public:
  /// `columns` may become more, at the end, and live as long as rows are observed: the rows before had no value there.
  live_table(const leeway::baseline& past, const std::vector<std::string>& columns, missing_texts missing,
             std::string name);

  void observe(std::span<const std::string_view> cells);
  /// Forgets the counts of the rows so far.
  void reset() noexcept { window_.reset(); }

  /// The same rows as if counted against another baseline of the same cells, such as that of a season.
  live_table moved_to(const leeway::baseline& other) const;

  const leeway::window& window() const noexcept { return window_; }
  /// Of the cells as texts, one a feature.
  std::span<const leeway::type_counter> types() const noexcept { return types_; }
  const unseen_values& unseen(std::size_t feature) const noexcept { return unseen_[feature]; }
  /// Features that no column has, and columns that are no feature.
  std::vector<std::string> missing_columns() const;
  const std::vector<std::string>& extra_columns() const noexcept { return extra_columns_; }

 private:
  struct binding {
    std::size_t column;
    std::size_t feature;
    const leeway::numeric_cells* numbers;  // one of the two
    const leeway::category_cells* categories;
  };

  void bind_new_columns();
  void bind(std::size_t column, std::size_t feature);
  void count(const binding& bound, std::string_view cell);
  void count_category(const binding& bound, std::string_view cell);

  leeway::baseline past_;
  missing_texts missing_;
  leeway::window window_;
  std::vector<leeway::type_counter> types_;
  std::vector<unseen_values> unseen_;
  std::vector<binding> bindings_{};
  const std::vector<std::string>* columns_;
  std::size_t bound_columns_ = 0;
  std::vector<std::string> extra_columns_{};
};

}  // namespace program

#endif
