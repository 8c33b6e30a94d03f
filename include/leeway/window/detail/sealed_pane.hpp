// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_DETAIL_SEALED_PANE_HPP
#define LEEWAY_WINDOW_DETAIL_SEALED_PANE_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/statistics/column_remainder.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/// What a pane has counted, in 32 bits a counter, all columns side by side. The rare count that needs more has its
/// upper half in a list. Takes up any number of panes of one baseline, one after the other.
class sealed_pane {
 public:
  /// For windows like this one. Allocates what it will ever need, unless a count exceeds 2^32 - 1.
  explicit sealed_pane(const window& like) : remainders_(like.columns().size()) {
    std::size_t counters = 0;
    for (const column_statistics& column : like.columns()) counters += column.counts().size() + 1;
    low_.resize(counters);
  }

  std::int64_t index() const noexcept { return index_; }
  std::uint64_t rows() const noexcept { return rows_; }
  std::span<const column_remainder> remainders() const noexcept { return {remainders_.data(), remainders_.size()}; }

  void seal(std::int64_t index, const window& pane) {
    index_ = index;
    rows_ = pane.rows();
    high_.clear();
    std::size_t at = 0;
    for (std::size_t i = 0; i < remainders_.size(); ++i) {
      const counts& counted = pane.columns()[i].counts();
      for (std::uint64_t count : counted.cells()) keep(at++, count);
      keep(at++, counted.missing());
      remainders_[i] = pane.columns()[i].remainder();
    }
  }
  void add_to(window& sum) const noexcept {
    sum.add_rows(rows_);
    apply(sum, [](std::uint64_t& counter, std::uint64_t count) { counter += count; });
  }
  void take_from(window& sum) const noexcept {
    sum.remove_rows(rows_);
    apply(sum, [](std::uint64_t& counter, std::uint64_t count) { counter -= count; });
  }
  /// Of this object, with all that it refers to.
  std::size_t size_bytes() const noexcept {
    return sizeof(*this) + low_.capacity() * sizeof(std::uint32_t) + high_.capacity() * sizeof(upper_half) +
           remainders_.capacity() * sizeof(column_remainder);
  }

 private:
  struct upper_half {
    std::size_t counter;
    std::uint32_t value;
  };

  void keep(std::size_t counter, std::uint64_t count) {
    low_[counter] = static_cast<std::uint32_t>(count);
    if (const auto upper = static_cast<std::uint32_t>(count >> 32); upper != 0) high_.push_back({counter, upper});
  }
  template <class Change>
  void apply(window& sum, Change&& change) const noexcept {
    const std::uint32_t* low = low_.data();
    const upper_half* high = high_.data();
    const upper_half* const last = high + high_.size();
    for (std::size_t i = 0; i < remainders_.size(); ++i) {
      const std::span<std::uint64_t> counters = sum.column(i).counters();
      for (std::size_t k = 0; k < counters.size(); ++k) change(counters[k], std::uint64_t{low[k]});
      const auto first = static_cast<std::size_t>(low - low_.data());
      for (; high != last && high->counter < first + counters.size(); ++high)
        change(counters[high->counter - first], std::uint64_t{high->value} << 32);
      low += counters.size();
    }
  }

  std::int64_t index_ = 0;
  std::uint64_t rows_ = 0;
  std::vector<std::uint32_t> low_;
  std::vector<upper_half> high_{};  // of increasing counters
  std::vector<column_remainder> remainders_;
};

}  // namespace leeway::detail

#endif
