// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_FIELD_COUNTS_HPP
#define LEEWAY_MONITOR_DETAIL_FIELD_COUNTS_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway::detail {

/// What one window of the rows that teach a baseline has of one field: 4 bytes a cell of numbers, or the categories
/// that came, whose cells are known in the end only.
class field_counts {
 public:
  /// Of numbers in so many cells.
  void observe_cell(std::size_t cell, std::size_t cells) {
    if (numbers_.size() < cells) numbers_.resize(cells);
    ++numbers_[cell];
  }
  void observe_missing() noexcept { ++missing_; }
  /// A null data pointer is missing.
  void observe_text(std::string_view text) {
    if (text.data() == nullptr) return observe_missing();
    ++texts_[std::string(text)];
  }

  /// The same over the cells of the feature that was learned.
  counts over(const any_feature& feature) const {
    counts result(statistics_of(feature).counts().size());
    for (std::size_t cell = 0; cell < numbers_.size(); ++cell) result.add(cell, numbers_[cell]);
    if (const auto* categories = std::get_if<category_feature>(&feature))
      for (const auto& [text, records] : texts_) result.add(categories->cells().index(std::string_view(text)), records);
    result.add(result.size(), missing_);
    return result;
  }

 private:
  std::vector<std::uint32_t> numbers_;
  std::map<std::string, std::uint64_t> texts_;
  std::uint64_t missing_ = 0;
};

}  // namespace leeway::detail

#endif
