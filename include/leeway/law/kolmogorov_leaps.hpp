// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_KOLMOGOROV_LEAPS_HPP
#define LEEWAY_LAW_KOLMOGOROV_LEAPS_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/interval.hpp>
#include <leeway/law/detail/binomial_law.hpp>
#include <leeway/law/detail/leap.hpp>
#include <leeway/law/detail/wide.hpp>

namespace leeway::detail {

/**
 * The probability that `kolmogorov_paths` finds, without ties, in far fewer steps where one sample is much the shorter.
 *
 * A uniformly random path is a walk whose every step is one of the shorter sample with the same probability, given that
 * it ends at (n, m). Which numbers j of the shorter sample are allowed after t steps changes only twice for each of its
 * records; so the walk that was never outside leaps from one change to the next, by a convolution with a binomial law
 * of few terms. Either the walks that never left are counted in the middle, where by symmetry both halves meet; or
 * those that leave are added up where they do, which keeps the relative accuracy of a small probability. Both as in
 * Steck (1969) and, for one sample, Noe (1972), here with convolutions as in Moscovich and Nadler (2017).
 *
 * A leap costs (cells of the row) x (terms of the law) multiplications: some thousand times less than the lattice
 * points it skips where n is a hundred times m.
 */
class kolmogorov_leaps {
 public:
  /// Places that the scratch needs besides `kolmogorov_band`'s.
  static constexpr std::size_t places_beside = 8 * leap::most_terms;

  /// 0 < c <= n m. Holds the scratch.
  kolmogorov_leaps(std::uint64_t n, std::uint64_t m, wide_unsigned c, std::span<double> scratch) noexcept
      : total_(n + m),
        shorter_((std::min)(n, m)),
        share_(static_cast<double>(shorter_) / static_cast<double>(total_)),
        highest_((std::min)(shorter_, static_cast<std::uint64_t>((c - 1) / total_))),
        leaves_below_(c + (shorter_ - 1), total_, shorter_),
        leaves_above_(wide_product(highest_ + 1, total_) - c, total_, shorter_),
        scratch_(scratch) {}

  /// P(never left); its absolute error is about 1e-13. No value where a leap would take too many terms.
  double stays(instruction_set set = best_instruction_set()) noexcept {
    begin(1e-21, false);
    run_kernel<walk>(set, this, total_ / 2);
    return failed_ ? no_value : (std::min)(1.0, meet() * (1.0 - 2.0 * excess_) / end_weight());
  }

  /// P(left at some time) with a relative error of about 1e-13 if it is not below `least` > 1e-250; otherwise it may be
  /// too small.
  double leaves(double least, instruction_set set = best_instruction_set()) noexcept {
    begin(1e-19 * least, true);
    run_kernel<walk>(set, this, total_);
    return failed_ ? no_value : left_ / end_weight();
  }

 private:
  struct walk {
    template <std::size_t Bytes>
    [[gnu::always_inline]] static inline void run(kolmogorov_leaps* leaps, std::uint64_t end) noexcept {
      while (leaps->time_ < end && !leaps->failed_ && leaps->top_ > 0) leaps->template go_on<Bytes>(end);
    }
  };

  void begin(double negligible, bool adds_up) noexcept {
    std::fill(scratch_.begin(), scratch_.end(), 0.0);
    row_ = scratch_.data() + leap::most_terms;
    row_[0] = 1.0;
    negligible_ = negligible;
    adds_up_ = adds_up;
  }

  /// To the next change of what is allowed, or to `end`.
  template <std::size_t Bytes>
  [[gnu::always_inline]] inline void go_on(std::uint64_t end) noexcept {
    const std::uint64_t above = highest_ < shorter_ ? leaves_above_.at() : total_;
    const std::uint64_t below = leaves_below_.at();
    const std::uint64_t next = (std::min)({above, below, end, time_ + total_ / shorter_ + 1});
    if (next > time_) {
      const leap* by = leap_of(next - time_);
      if (by == nullptr) return;
      spread<Bytes>(*by);
      excess_ += by->excess;
    }
    time_ = next;
    if (next == above && highest_ < shorter_) {
      leave_above();
      ++highest_;
      leaves_above_.next();
    }
    if (next == below) {
      leave_below();
      leaves_below_.next();
    }
  }

  const leap* leap_of(std::uint64_t size) noexcept {
    for (const leap& known : leaps_)
      if (known.size == size) return &known;
    leap& made = leaps_[oldest_++ % leaps_.size()];
    made.be_of(size, share_, negligible_);
    failed_ = made.count == 0;
    return failed_ ? nullptr : &made;
  }

  /// The walks after the leap, in place from the top downwards; what is above the row and `most_terms` below it is 0.
  template <std::size_t Bytes>
  [[gnu::always_inline]] inline void spread(const leap& by) noexcept {
    constexpr std::size_t lanes = Bytes / sizeof(double);
    constexpr std::size_t together = 8;
    const std::uint64_t allowed = highest_ + 1 - lowest_;
    const std::uint64_t reached = (std::min)(top_ + (by.count - 1), shorter_ + 1 - lowest_);
    const std::uint64_t size = adds_up_ ? reached : (std::min)(reached, allowed);
    std::uint64_t q = (size + lanes - 1) / lanes * lanes;
    const std::uint64_t filled = q;
    for (; q >= together * lanes; q -= together * lanes) convolve<Bytes, together>(row_ + q - together * lanes, by);
    for (; q > 0; q -= lanes) convolve<Bytes, 1>(row_ + q - lanes, by);
    for (std::uint64_t i = size; i < filled; ++i) row_[i] = 0.0;
    top_ = size;
  }

  template <std::size_t Bytes, std::size_t Vectors>
  [[gnu::always_inline]] static inline void convolve(double* to, const leap& by) noexcept {
    constexpr std::size_t lanes = Bytes / sizeof(double);
    using reals = typename vector_of<double, Bytes>::type;
    reals sums[Vectors] = {};
    for (std::size_t d = 0; d < by.count; ++d) {
      const reals term = reals{} + by.terms[d];
#pragma GCC unroll 8
      for (std::size_t v = 0; v < Vectors; ++v) {
        reals part;
        __builtin_memcpy(&part, to + v * lanes - d, Bytes);
        part = term * part;
        round_now<double, Bytes>(part);
        sums[v] += part;
      }
    }
#pragma GCC unroll 8
    for (std::size_t v = 0; v < Vectors; ++v) __builtin_memcpy(to + v * lanes, &sums[v], Bytes);
  }

  /// All above `highest_`. Between two such changes nobody comes back from there, so one look is enough.
  void leave_above() noexcept {
    const std::uint64_t allowed = highest_ + 1 - lowest_;
    if (top_ <= allowed) return;
    const double left = static_cast<double>(total_ - time_);
    const double odds = (1.0 - share_) / share_;
    double all = 0.0;
    double sum = 0.0;
    for (std::uint64_t i = top_; i-- > allowed;) {
      const auto missing = static_cast<double>(shorter_ - (lowest_ + i));
      all += row_[i];
      sum = row_[i] + sum * (odds * missing / (left - missing + 1.0));
      row_[i] = 0.0;
    }
    add(all, sum, highest_ + 1);
    top_ = allowed;
  }

  /// The lowest cell.
  void leave_below() noexcept {
    add(row_[0], row_[0], lowest_);
    row_[0] = 0.0;
    ++lowest_;
    if (top_ > 0) --top_;
    if (++row_ + top_ + 2 * leap::most_terms + 16 < scratch_.data() + scratch_.size()) return;
    double* const first = scratch_.data() + leap::most_terms;
    std::copy(row_, row_ + top_, first);
    std::fill(first + top_, scratch_.data() + scratch_.size(), 0.0);
    row_ = first;
  }

  /// Walks that leave from j, `sum` being as good as `all` of them there: those that end where they should.
  void add(double all, double sum, std::uint64_t j) noexcept {
    if (!adds_up_ || all < negligible_ * end_weight()) return;
    const std::uint64_t steps = total_ - time_;
    const std::uint64_t wanted = shorter_ - j;
    if (wanted > steps) return;
    const binomial_law rest{static_cast<double>(steps), share_, 1.0 - share_};
    left_ += (1.0 - excess_) * sum * std::exp(rest.log_point(wanted));
  }

  /// In the middle each walk is continued by one that comes backwards from the end.
  double meet() const noexcept {
    const auto at = [&](std::uint64_t j) { return j >= lowest_ && j - lowest_ < top_ ? row_[j - lowest_] : 0.0; };
    const bool odd = total_ % 2 == 1;
    double sum = 0.0;
    for (std::uint64_t j = lowest_; j <= lowest_ + top_ && j <= shorter_; ++j) {
      const double here = odd ? (1.0 - share_) * at(j) + (j > 0 ? share_ * at(j - 1) : 0.0) : at(j);
      sum += here * at(shorter_ - j);
    }
    return sum;
  }

  /// Of the walks that end at (n, m), whether they left or not.
  double end_weight() noexcept {
    if (!(end_weight_ > 0.0)) {
      const binomial_law all{static_cast<double>(total_), share_, 1.0 - share_};
      end_weight_ = std::exp(all.log_point(shorter_));
    }
    return end_weight_;
  }

  std::uint64_t total_;
  std::uint64_t shorter_;
  double share_;
  std::uint64_t time_ = 0;
  std::uint64_t lowest_ = 0;  // the row's first cell
  std::uint64_t highest_;     // that is allowed, up to the next change
  std::uint64_t top_ = 1;     // cells of the row that may hold something
  even_times leaves_below_;   // when the lowest cell is no longer allowed
  even_times leaves_above_;   // when the cell above the highest is forbidden for the last time
  std::span<double> scratch_;
  double* row_ = nullptr;  // moves upwards through the scratch
  double negligible_ = 0.0;
  bool adds_up_ = false;
  bool failed_ = false;
  double excess_ = 0.0;  // of all leaps so far
  double left_ = 0.0;
  double end_weight_ = 0.0;
  std::size_t oldest_ = 0;
  std::array<leap, 6> leaps_{};
};

}  // namespace leeway::detail

#endif
