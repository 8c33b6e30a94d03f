// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_KOLMOGOROV_PATHS_HPP
#define LEEWAY_LAW_KOLMOGOROV_PATHS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
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

/// So many places behind a row are read and written together with its end.
inline constexpr std::size_t kolmogorov_places_behind = 8;

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

  /// In units of `kolmogorov_unit`; needs 0 < c and the scratch of `width` doubles. Every instruction set gives the
  /// same bits.
  double without_ties(instruction_set set = best_instruction_set()) noexcept {
    const law::record_run all{longer_ + shorter_, false};
    return with_ties({&all, 1}, set);
  }
  double with_ties(std::span<const law::record_run> runs, instruction_set set = best_instruction_set()) noexcept {
    double hit = kolmogorov_unit;
    run_kernel<walk>(set, this, runs.data(), runs.size(), &hit);
    return hit;
  }

 private:
  struct walk {
    template <std::size_t Bytes>
    [[gnu::always_inline]] static inline void run(kolmogorov_paths* paths, const law::record_run* runs,
                                                  std::size_t count, double* hit) noexcept {
      const wide_signed largest = paths->total_ * static_cast<wide_signed>(paths->longer_ + 1);
      const bool narrow = largest < static_cast<wide_signed>(1) << 62 && paths->c_ < static_cast<wide_signed>(1) << 62;
      const bool arrived = narrow ? paths->template go<Bytes, std::int64_t>({runs, count})
                                  : paths->template go<Bytes, wide_signed>({runs, count});
      if (arrived) *hit = paths->row_[static_cast<std::ptrdiff_t>(paths->shorter_ - paths->low_)];
    }
  };

  /// `Whole`: holds (n + m) (max(n, m) + 1). False when every path has been hit.
  template <std::size_t Bytes, class Whole>
  [[gnu::always_inline]] inline bool go(std::span<const law::record_run> runs) noexcept {
    for (const law::record_run& run : runs)
      for (std::uint64_t left = run.records; left > 0; --left)
        if (!advance<Bytes, Whole>(left == 1 || !run.tied)) return false;
    return true;
  }

  /// One diagonal on; false when every path has been hit.
  template <std::size_t Bytes, class Whole>
  [[gnu::always_inline]] inline bool advance(bool looked_at) noexcept {
    ++diagonal_;
    const auto offset = static_cast<Whole>(diagonal_) * static_cast<Whole>(shorter_);
    const auto total = static_cast<Whole>(total_);
    const auto c = static_cast<Whole>(c_);
    std::uint64_t low = (std::max)(low_, diagonal_ > longer_ ? diagonal_ - longer_ : 0);
    std::uint64_t high = (std::min)(high_ + 1, (std::min)(diagonal_, shorter_));
    if (looked_at) {
      while (low <= high && offset - static_cast<Whole>(low) * total >= c) ++low;
      while (low <= high && static_cast<Whole>(high) * total - offset >= c) {
        if (high == 0) return false;
        --high;
      }
      if (low > high) return false;
    }
    fill<Bytes>(low, high);
    return true;
  }

  /// Cells [low, high] of this diagonal from those of the last one, in place; what lies beside them is 1. The last
  /// vector goes beyond the end: nothing there is ever read but the 1 that is put there.
  template <std::size_t Bytes>
  [[gnu::always_inline]] inline void fill(std::uint64_t low, std::uint64_t high) noexcept {
    constexpr auto lanes = static_cast<std::ptrdiff_t>(Bytes / sizeof(double));
    const auto shift = static_cast<std::ptrdiff_t>(low - low_);
    const auto count = static_cast<std::ptrdiff_t>(high - low) + 1;
    double* const row = row_;
    row[static_cast<std::ptrdiff_t>(high_ - low_) + 1] = kolmogorov_unit;
    const double steps = static_cast<double>(diagonal_);
    const auto first = static_cast<double>(low);
    if (shift == 0) {
      for (std::ptrdiff_t q = (count - 1) / lanes * lanes; q >= 0; q -= lanes)
        convex<Bytes>(row + q, row + q, first + static_cast<double>(q), steps);
    } else {
      for (std::ptrdiff_t q = 0; q < count; q += lanes)
        convex<Bytes>(row + shift + q, row + q, first + static_cast<double>(q), steps);
    }
    row[-1] = row[count] = kolmogorov_unit;
    low_ = low;
    high_ = high;
  }

  /// Of `steps` steps j, j + 1, ... were taken by the shorter sample: the last step came from the cell or from below.
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void convex(const double* from, double* to, double j, double steps) noexcept {
    using reals = typename vector_of<double, Bytes>::type;
    reals here;
    reals below;
    reals taken{};
    __builtin_memcpy(&here, from, Bytes);
    __builtin_memcpy(&below, from - 1, Bytes);
    for (std::size_t lane = 0; lane < Bytes / sizeof(double); ++lane) taken[lane] = j + static_cast<double>(lane);
    here = (steps - taken) * here;
    below = taken * below;
    round_now<double, Bytes>(here);
    round_now<double, Bytes>(below);
    const reals result = (here + below) * (1.0 / steps);  // its rounding averages out over many diagonals
    __builtin_memcpy(to, &result, Bytes);
  }

  std::uint64_t longer_;
  std::uint64_t shorter_;
  wide_signed total_;
  wide_signed c_;
  double* row_;  // row_[q] belongs to q + low_ records of the shorter sample
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
  return (std::min)(kolmogorov_band(n, m, c) + static_cast<double>(largest), (std::min)(n, m) + 1.0) + 4.0 +
         static_cast<double>(kolmogorov_places_behind);
}

}  // namespace leeway::detail

#endif
