// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_KOLMOGOROV_PATHS_HPP
#define LEEWAY_LAW_KOLMOGOROV_PATHS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/law/detail/wide.hpp>

namespace leeway::law {

/// Consecutive records of both sides together, in order of value: all equal, or all different from each other.
struct record_run {
  std::uint64_t records = 0;
  bool tied = true;
};

}  // namespace leeway::law

namespace leeway::detail {

/// Probabilities are kept in this unit, so that they may fall to 1e-560 before they vanish.
inline constexpr double kolmogorov_unit = 0x1p+900;

/**
 * The probability that a uniformly random path of n + m unit steps from (0, 0) to (n, m) has |i*m - j*n| >= c at a
 * place where it may be looked at: anywhere, or with ties only where a tie group ends. The upper-tail recursion of
 * Viehmann (2021), which forms convex combinations of non-negative numbers and so keeps its relative accuracy in the
 * far tail, walked along diagonals t = i + j: there a tie group ends for a whole diagonal at once, and the cells that
 * may differ from 1 stay a short row, also with ties.
 */
class kolmogorov_paths {
 public:
  kolmogorov_paths(std::uint64_t n, std::uint64_t m, wide_unsigned c, std::span<double> scratch) noexcept
      : longer_((std::max)(n, m)),
        shorter_((std::min)(n, m)),
        total_(static_cast<wide_signed>(n) + static_cast<wide_signed>(m)),
        c_(static_cast<wide_signed>(c)),
        row_(scratch.data() + 1) {
    row_[-1] = row_[1] = kolmogorov_unit;
    row_[0] = 0.0;
  }

  /// In units of `kolmogorov_unit`; needs 0 < c and the scratch of `width` doubles.
  double without_ties() noexcept {
    const std::uint64_t steps = longer_ + shorter_;
    for (std::uint64_t i = 0; i < steps; ++i) {
      if (!advance(true)) return kolmogorov_unit;
    }
    return row_[static_cast<std::ptrdiff_t>(shorter_ - low_)];
  }

  double with_ties(std::span<const law::record_run> runs) noexcept {
    for (const law::record_run& run : runs) {
      for (std::uint64_t left = run.records; left > 0; --left) {
        if (!advance(left == 1 || !run.tied)) return kolmogorov_unit;
      }
    }
    return row_[static_cast<std::ptrdiff_t>(shorter_ - low_)];
  }

 private:
  /// One diagonal on; false when every path has been hit.
  bool advance(bool looked_at) noexcept {
    ++diagonal_;
    offset_ += static_cast<wide_signed>(shorter_);
    std::uint64_t low = (std::max)(low_, diagonal_ > longer_ ? diagonal_ - longer_ : 0);
    std::uint64_t high = (std::min)(high_ + 1, (std::min)(diagonal_, shorter_));
    if (looked_at) {
      while (low <= high && offset_ - static_cast<wide_signed>(low) * total_ >= c_) ++low;
      while (low <= high && static_cast<wide_signed>(high) * total_ - offset_ >= c_) {
        if (high == 0) return false;
        --high;
      }
      if (low > high) return false;
    }
    fill(low, high);
    return true;
  }

  /// Cells [low, high] of this diagonal from those of the last one, in place; what lies beside them is 1.
  void fill(std::uint64_t low, std::uint64_t high) noexcept {
    const auto shift = static_cast<std::ptrdiff_t>(low - low_);
    const auto count = static_cast<std::ptrdiff_t>(high - low) + 1;
    row_[static_cast<std::ptrdiff_t>(high_ - low_) + 1] = kolmogorov_unit;
    const double steps = static_cast<double>(diagonal_);
    const double share = 1.0 / steps;  // its rounding is shared by the diagonal and averages out over many
    if (shift == 0) {
      double j = static_cast<double>(high);
      for (std::ptrdiff_t q = count - 1; q >= 0; --q, j -= 1.0) {
        row_[q] = ((steps - j) * row_[q] + j * row_[q - 1]) * share;
      }
    } else {
      double j = static_cast<double>(low);
      const double* source = row_ + shift;
      for (std::ptrdiff_t q = 0; q < count; ++q, j += 1.0) {
        row_[q] = ((steps - j) * source[q] + j * source[q - 1]) * share;
      }
    }
    row_[-1] = row_[count] = kolmogorov_unit;
    low_ = low;
    high_ = high;
  }

  std::uint64_t longer_;
  std::uint64_t shorter_;
  wide_signed total_;
  wide_signed c_;
  double* row_;             // row_[q] belongs to q + low_ records of the shorter sample
  wide_signed offset_ = 0;  // diagonal_ * shorter_
  std::uint64_t diagonal_ = 0;
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
};

/// Cells that differ from 1 on one diagonal, at most, when every place is looked at.
inline double kolmogorov_band(double n, double m, double c) noexcept {
  return (std::min)(2.0 * c / (n + m) + 2.0, (std::min)(n, m) + 1.0);
}

inline double kolmogorov_cells(double n, double m, double c) noexcept { return (n + m) * kolmogorov_band(n, m, c); }

/// The same with ties, where the row grows by one cell for each record of a tied run.
inline double kolmogorov_cells(double n, double m, double c, std::span<const law::record_run> runs) noexcept {
  const double band = kolmogorov_band(n, m, c);
  const double most = (std::min)(n, m) + 1.0;
  double cells = 0.0;
  for (const law::record_run& run : runs) {
    const double size = static_cast<double>(run.records);
    if (!run.tied) {
      cells += size * band;
      continue;
    }
    const double growing = (std::min)(size, most - band);
    cells += growing * (band + 0.5 * growing) + (size - growing) * most;
  }
  return cells;
}

inline double kolmogorov_width(double n, double m, double c, std::span<const law::record_run> runs) noexcept {
  std::uint64_t largest = 1;
  for (const law::record_run& run : runs)
    if (run.tied) largest = (std::max)(largest, run.records);
  return (std::min)(kolmogorov_band(n, m, c) + static_cast<double>(largest), (std::min)(n, m) + 1.0) + 4.0;
}

}  // namespace leeway::detail

#endif
