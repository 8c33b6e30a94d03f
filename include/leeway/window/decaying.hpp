// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_DECAYING_HPP
#define LEEWAY_WINDOW_DECAYING_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/** A window that forgets by and by: rows of the newest pane weigh 1, those of the pane `half_life` panes before it 1/2.
    Its counts are the summed weights, rounded to integers so that cumulated counts are off by at most half a record.

    Worth as many rows as the weights add up to, about 1.44 half-lives. No row counts more than once, and the counts are
    what one would see on average if each row were kept with the probability of its weight; so they vary less than
    counts of as many whole rows do: p-values are too large rather than too small. (Their variance is about half;
    `effective_rows` says of how many.) Weights are fixed-point integers, so the same panes give the same counts on
    every machine. Moments and extremes are those of the newest pane. docs/concepts/window_policy.md has the reasons.

    Memory is fixed at construction: 8 bytes a counter beside the window itself. A pane costs O(cells). */
class decaying_panes {
 public:
  static constexpr std::uint64_t longest_half_life = 10'000;

  /// @throws std::invalid_argument for a half-life of 0 or of more than 10 000 panes
  decaying_panes(const baseline& past, std::uint64_t half_life) : half_life_(half_life), window_(past) {
    if (half_life == 0 || half_life > longest_half_life)
      detail::throw_invalid_argument("decaying_panes: half_life = " + std::to_string(half_life) +
                                     " panes is not within 1 and " + std::to_string(longest_half_life));
    factor_ = factor_of(half_life);
    std::size_t counters = 0;
    for (const column_statistics& column : window_.columns()) counters += column.counts().size() + 1;
    weights_.resize(counters);
    beside_.resize(window_.columns().size());
  }

  /// In panes.
  std::uint64_t half_life() const noexcept { return half_life_; }
  /** The pane that ended as number `index` enters, what was there before loses weight by the steps since. `index` is
      larger than that of the pane before. Allocation-free. Exact up to 2^43 rows and to 2^-20 of a row a pane. */
  const window& absorb(std::int64_t index, const window& pane) noexcept {
    decay(static_cast<std::uint64_t>(index) - static_cast<std::uint64_t>(std::exchange(index_, index)));
    rows_ += pane.rows() << fraction_bits;
    squares_ += pane.rows() << fraction_bits;
    std::uint64_t* weight = weights_.data();
    for (std::size_t i = 0; i < beside_.size(); ++i) {
      const column_statistics& column = pane.columns()[i];
      for (std::uint64_t count : column.counts().cells()) *weight++ += count << fraction_bits;
      *weight++ += column.counts().missing() << fraction_bits;
      beside_[i].invalid += column.invalid() << fraction_bits;
      beside_[i].infinite += column.infinite() << fraction_bits;
    }
    round();
    for (std::size_t i = 0; i < beside_.size(); ++i) {
      column_remainder rest = pane.columns()[i].remainder();
      rest.invalid = rounded(beside_[i].invalid);
      rest.infinite = rounded(beside_[i].infinite);
      window_.column(i).set_remainder(rest);
    }
    return window_;
  }
  /// Weights so far, as counts.
  const window& sum() const noexcept { return window_; }
  /// Of how many whole rows the shares would vary as much: the square of the summed weights over the sum of their
  /// squares, rounded down (Kish 1965); about 2.9 half-lives. For errors of estimates; tests take fewer.
  std::uint64_t effective_rows() const noexcept {
    return squares_ == 0 ? 0 : static_cast<std::uint64_t>(static_cast<wide>(rows_) * rows_ / squares_ >> fraction_bits);
  }
  /// Of this object, with all that it refers to.
  std::size_t size_bytes() const noexcept {
    return sizeof *this + window_.size_bytes() + weights_.capacity() * sizeof(std::uint64_t) +
           beside_.capacity() * sizeof(weights_beside);
  }

  void save(byte_writer& out) const {
    out.put(half_life_);
    out.put(static_cast<std::uint64_t>(index_));
    out.put(rows_);
    out.put(squares_);
    out.put_words(weights_);
    for (std::size_t i = 0; i < beside_.size(); ++i) {
      out.put(beside_[i].invalid);
      out.put(beside_[i].infinite);
      const column_remainder rest = window_.columns()[i].remainder();
      rest.moments.save(out);
      rest.extremes.save(out);
    }
  }
  /// @throws bad_state also for another half-life
  static decaying_panes load(byte_reader& in, const baseline& past, std::uint64_t half_life) {
    decaying_panes loaded(past, half_life);
    if (const auto found = in.take<std::uint64_t>(); found != half_life)
      in.fail("a half-life of " + std::to_string(found) + ", wanted " + std::to_string(half_life));
    loaded.index_ = static_cast<std::int64_t>(in.take<std::uint64_t>());
    loaded.rows_ = in.take<std::uint64_t>();
    loaded.squares_ = in.take<std::uint64_t>();
    const std::size_t counters = loaded.weights_.size();
    loaded.weights_ = in.take_words();
    if (loaded.weights_.size() != counters)
      in.fail(std::to_string(loaded.weights_.size()) + " weights, expected " + std::to_string(counters));
    for (std::size_t i = 0; i < loaded.beside_.size(); ++i) {
      weights_beside& one = loaded.beside_[i];
      one.invalid = in.take<std::uint64_t>();
      one.infinite = in.take<std::uint64_t>();
      const leeway::moments sums = leeway::moments::load(in);
      loaded.window_.column(i).set_remainder(
          {rounded(one.invalid), rounded(one.infinite), sums, leeway::extremes::load(in)});
    }
    loaded.round();
    return loaded;
  }

 private:
  __extension__ using wide = unsigned __int128;

  static constexpr unsigned fraction_bits = 20;

  struct weights_beside {
    std::uint64_t invalid = 0;
    std::uint64_t infinite = 0;
  };

  /// Shares of 2^64, the product rounded down.
  static std::uint64_t product(std::uint64_t a, std::uint64_t b) noexcept {
    return static_cast<std::uint64_t>((static_cast<wide>(a) * b) >> 64);
  }
  static std::uint64_t power(std::uint64_t base, std::uint64_t exponent) noexcept {
    std::uint64_t result = ~std::uint64_t{0};
    for (; exponent > 0; exponent /= 2, base = product(base, base))
      if (exponent % 2 != 0) result = product(result, base);
    return result;
  }
  /// 2^(-1 / half_life) as a share of 2^64, by integers alone: no two libraries agree on the last place of exp2.
  static std::uint64_t factor_of(std::uint64_t half_life) noexcept {
    constexpr std::uint64_t half = std::uint64_t{1} << 63;
    std::uint64_t low = half;
    for (std::uint64_t step = half / 2; step > 0; step /= 2)
      if (power(low + step, half_life) <= half) low += step;
    return low;
  }

  void decay(std::uint64_t steps) noexcept {
    const std::uint64_t factor = power(factor_, steps);
    rows_ = product(rows_, factor);
    squares_ = product(squares_, product(factor, factor));
    for (std::uint64_t& weight : weights_) weight = product(weight, factor);
    for (weights_beside& one : beside_) {
      one.invalid = product(one.invalid, factor);
      one.infinite = product(one.infinite, factor);
    }
  }
  static std::uint64_t rounded(std::uint64_t weight) noexcept {
    return (weight + (std::uint64_t{1} << (fraction_bits - 1))) >> fraction_bits;
  }
  void round() noexcept {
    window_.remove_rows(window_.rows());
    window_.add_rows(rounded(rows_));
    const std::uint64_t* weight = weights_.data();
    for (std::size_t i = 0; i < beside_.size(); ++i) {
      std::uint64_t cumulated = 0;
      std::uint64_t given = 0;
      for (std::uint64_t& counter : window_.column(i).counters()) {
        cumulated += *weight++;
        const std::uint64_t due = rounded(cumulated);
        counter = due - given;
        given = due;
      }
    }
  }

  std::uint64_t half_life_;
  std::uint64_t factor_ = 0;
  window window_;
  std::int64_t index_ = 0;
  std::uint64_t rows_ = 0;     // all of these in 2^-20 of a row
  std::uint64_t squares_ = 0;  // of the rows' weights
  std::vector<std::uint64_t> weights_;
  std::vector<weights_beside> beside_;
};

/** Records lose half of their weight in `half_life` records, at steps of a pane; a window closes with every pane. What
    it is worth: see `decaying_panes`. */
class decaying {
 public:
  /// `panes`: of a half-life; the more, the smoother and the more often a window closes.
  /// @throws std::invalid_argument for 0, for records that do not make whole panes, and for more than 10 000 panes
  explicit decaying(std::uint64_t half_life, std::uint64_t panes = 1) : half_life_(half_life), panes_(panes) {
    if (half_life == 0 || panes == 0 || half_life % panes != 0 || panes > decaying_panes::longest_half_life)
      detail::throw_invalid_argument("decaying: a half-life of " + std::to_string(half_life) + " records in " +
                                     std::to_string(panes) + " panes");
  }

  /// In records.
  std::uint64_t half_life() const noexcept { return half_life_; }
  std::uint64_t panes() const noexcept { return panes_; }
  /// A pane is whole.
  bool closes(std::uint64_t records) const noexcept { return records >= half_life_ / panes_; }
  decaying_panes sums(const baseline& past) const { return decaying_panes(past, panes_); }

 private:
  std::uint64_t half_life_;
  std::uint64_t panes_;
};

}  // namespace leeway

#endif
