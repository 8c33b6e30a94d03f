// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_COUNT_TABLE_HPP
#define LEEWAY_DRIFT_COUNT_TABLE_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/throw.hpp>

namespace leeway {

/** The counts of many features that have equally many cells, for statistics of all of them at once: the counts of one
    cell lie side by side, feature after feature. Cells may be groups of cells. 8 bytes a count. */
class count_table {
 public:
  /// All counts are 0. @throws std::bad_alloc
  count_table(std::size_t features, std::size_t cells)
      : features_(features),
        cells_(cells),
        stride_((features + 7) / 8 * 8),
        counts_(stride_ * cells),
        totals_(stride_) {}

  std::size_t features() const noexcept { return features_; }
  std::size_t cells() const noexcept { return cells_; }

  /// One feature's row of counts. @throws std::invalid_argument unless the feature is there, the row has a count for
  /// each cell, and their sum is at most 2^52, beyond which doubles are not exact
  void set(std::size_t feature, std::span<const std::uint64_t> row) {
    if (feature >= features_)
      detail::throw_invalid_argument("count_table: feature " + std::to_string(feature) + " of " +
                                     std::to_string(features_));
    if (row.size() != cells_)
      detail::throw_invalid_argument("count_table: " + std::to_string(row.size()) + " counts for " +
                                     std::to_string(cells_) + " cells");
    std::uint64_t total = 0;
    for (const std::uint64_t count : row) {
      if (count > most - total) detail::throw_invalid_argument("count_table: more than 2^52 records");
      total += count;
    }
    for (std::size_t cell = 0; cell < cells_; ++cell)
      counts_[cell * stride_ + feature] = static_cast<double>(row[cell]);
    totals_[feature] = static_cast<double>(total);
  }

  /// For kernels: `stride()` numbers for each cell, of which the first `features()` count; whole numbers all of them.
  const double* data() const noexcept { return counts_.data(); }
  /// Records of each feature.
  const double* totals() const noexcept { return totals_.data(); }
  std::size_t stride() const noexcept { return stride_; }

 private:
  static constexpr std::uint64_t most = std::uint64_t{1} << 52;

  std::size_t features_;
  std::size_t cells_;
  std::size_t stride_;
  std::vector<double> counts_;
  std::vector<double> totals_;
};

}  // namespace leeway

#endif
