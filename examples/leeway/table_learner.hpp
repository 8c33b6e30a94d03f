// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_TABLE_LEARNER_HPP
#define LEEWAY_PROGRAM_TABLE_LEARNER_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/dictionary.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>

#include "table_input.hpp"

namespace program {

/// How a column is learned, decided after the first reading.
struct column_plan {
  std::string name{};
  bool ignored = false;
  bool named = false;  ///< tested whatever it looks like
  bool numeric = true;
  leeway::numeric_cells cells{};  ///< of a numeric column
  std::string remark{};
};

class number_learner {
 public:
  explicit number_learner(const column_plan& plan) : plan_(plan), statistics_(plan.cells.size()) {}

  void observe_missing() noexcept { statistics_.observe_missing(); }
  void observe(std::string_view cell);
  leeway::any_feature feature() const;

 private:
  column_plan plan_;
  leeway::column_statistics statistics_;
  leeway::order_watch order_{};
};

class category_learner {
 public:
  category_learner(const column_plan& plan, std::uint64_t rows) : plan_(plan), words_(rows) {}

  void observe_missing() { words_.observe({}); }
  void observe(std::string_view cell);
  leeway::any_feature feature() const;

 private:
  column_plan plan_;
  leeway::dictionary words_;
  bool any_ = false;
  bool all_dates_ = true;
};

/// The second reading: counts every row over the cells that the first one chose.
class table_learner {
 public:
  /// `rows`: how many will come.
  table_learner(const std::vector<column_plan>& plans, std::uint64_t rows);

  void observe(std::span<const std::string_view> cells, const missing_texts& missing);
  std::uint64_t rows() const noexcept { return rows_; }
  /// Of the columns that are not ignored, in their order.
  std::vector<leeway::any_feature> features() const;

 private:
  std::vector<std::variant<std::monostate, number_learner, category_learner>> columns_{};
  std::uint64_t rows_ = 0;
};

}  // namespace program

#endif
