// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_QUANTILE_SKETCH_HPP
#define LEEWAY_STATISTICS_QUANTILE_SKETCH_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/frame.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/detail/halving_runs.hpp>
#include <leeway/statistics/detail/key_block.hpp>
#include <leeway/statistics/detail/packed_keys.hpp>
#include <leeway/statistics/extremes.hpp>
#include <leeway/statistics/weighted_number.hpp>

namespace leeway {

/** Quantiles of more numbers than fit in memory, mergeable, with a bound of its own error.

  Numbers are collected in a buffer. A full one is sorted, and every eighth of it is kept, from a random place on; two
  such runs of the same weight become one by keeping every other number of both. Each of these steps leaves ranks right
  on average and off by at most half of the new weight (all but the first: by less than a whole one), and every second
  one of a weight makes good for the one before; the sketch adds up what they can have done, whatever the order of
  merging, so that `rank_error` needs no table.

  A function of the values, their order, the seed, the merges and compressions alone. Sketches that are to be merged
  need different seeds, over all that was ever merged, since equal ones would err alike. `observe` is amortised O(log
  kept), allocates when a level is used for the first time and throws only std::bad_alloc. One writer at a time.
  Sources: Karnin, Lang and Liberty (2016); Agarwal et al. (2013), random halving; Azuma (1967). */
template <number T = double>
class quantile_sketch {
 public:
  static constexpr std::size_t default_kept = 1024;

  /// `kept`: numbers of a run; the rank of a number is off by less than 0.7 / kept of all records, one standard
  /// deviation.
  /// @throws std::invalid_argument unless 8 <= kept <= 2^20
  explicit quantile_sketch(std::uint64_t seed = 0, std::size_t kept = default_kept)
      : seed_(seed), runs_(seed, checked(kept)) {}

  /// NaN is missing.
  void observe(T value) {
    if constexpr (std::floating_point<T>)
      if (detail::is_nan(value)) {
        ++missing_;
        return;
      }
    observe_key(order_key(value));
  }
  void observe(std::span<const T> values) {
    while (!values.empty()) {
      if (buffer_.size() >= runs_.capacity()) runs_.take(buffer_);
      const std::size_t some = (std::min)(values.size(), runs_.capacity() - buffer_.size());
      append(values.first(some));
      values = values.subspan(some);
    }
  }
  void observe_missing(std::uint64_t records = 1) noexcept { missing_ += records; }

  /// @throws std::invalid_argument when the other one keeps other numbers of values, or has the same seed
  void merge(const quantile_sketch& other) {
    if (other.kept() != kept())
      detail::throw_invalid_argument("quantile_sketch: runs of " + std::to_string(other.kept()) + " and " +
                                     std::to_string(kept()) + " numbers cannot be merged");
    if (other.seed_ == seed_ && !other.runs_.empty() && !runs_.empty())
      detail::throw_invalid_argument("quantile_sketch: both have seed " + std::to_string(seed_) +
                                     ", and would err alike");
    const std::vector<std::uint64_t> loose = other.buffer_;  // may be our own
    present_ += other.present_ - other.buffer_.size();
    missing_ += other.missing_;
    extremes_.merge(other.extremes_);
    runs_.merge(other.runs_);
    for (std::uint64_t key : loose) observe_key(key);
  }
  /// Nothing, as a new one with this seed.
  void reset(std::uint64_t seed) { *this = quantile_sketch(seed, kept()); }

  std::uint64_t present() const noexcept { return present_; }
  std::uint64_t missing() const noexcept { return missing_; }
  std::uint64_t seed() const noexcept { return seed_; }
  std::size_t kept() const noexcept { return runs_.kept(); }
  /// Exact.
  const leeway::extremes& extremes() const noexcept { return extremes_; }
  std::size_t size_bytes() const noexcept {
    return sizeof *this + buffer_.capacity() * sizeof(std::uint64_t) + runs_.size_bytes();
  }

  /** By how much the rank of any number is off at most, as a share of all present records: for all numbers at once with
      probability `1 - error`. 0 while every number is still there. Source: Azuma's inequality, over all gaps. */
  double rank_error(double error = 0.01) const noexcept {
    if (present_ == 0) return 0.0;
    const auto n = static_cast<double>(present_);
    return (std::min)(1.0, runs_.records_off(n, error) / n);
  }

  /// What is kept, in order, each number once: the records add up to `present()`. O(kept log). Allocates.
  std::vector<weighted_number> items() const {
    std::vector<weighted_number> all;
    for (std::uint64_t key : buffer_) all.push_back({key, 1, 1});
    runs_.append_to(all);
    put_together(all);
    return all;
  }

  /// The smallest kept number with at least this share of the present records at or below it; the exact extremes for 0
  /// and 1. @throws std::invalid_argument without records, or unless 0 <= share <= 1
  T quantile(double share) const { return quantiles(std::span<const double>(&share, 1)).front(); }
  /// Several at once, in any order.
  std::vector<T> quantiles(std::span<const double> shares) const;
  /// Share of the present records at or below a number; 0 without records.
  double share_at_or_below(T value) const noexcept {
    if (present_ == 0) return 0.0;
    const std::uint64_t key = order_key(value);
    if (key >= extremes_.highest()) return 1.0;
    std::uint64_t below = runs_.records_at_or_below(key);
    for (std::uint64_t one : buffer_) below += one <= key ? 1U : 0U;
    return static_cast<double>(below) / static_cast<double>(present_);
  }

  /** Keeps fewer numbers, at most three times `kept()` and one of each weight below theirs: for less memory, and fewer
      bytes where the sketch is sent or stored. What that can have shifted is in `rank_error` from then on, usually some
      hundredths of it. Nothing happens where no more are kept. Meant for the end of a stream or a shard: after every
      few records it would cost more, as `rank_error` says. O(kept); allocates. */
  void compress() { runs_.compress(buffer_); }

  /// Everything; `compress()` first for few bytes.
  std::vector<std::byte> save() const;
  /// @throws bad_state naming the offset
  static quantile_sketch load(std::span<const std::byte> bytes);

 private:
  static std::size_t checked(std::size_t kept) {
    if (kept < 8 || kept > std::size_t{1} << 20)
      detail::throw_invalid_argument("quantile_sketch: kept = " + std::to_string(kept) +
                                     " is not within 8 and 1048576");
    return kept;
  }
  void observe_key(std::uint64_t key) {
    if (buffer_.size() >= runs_.capacity()) runs_.take(buffer_);
    buffer_.push_back(key);
    ++present_;
    extremes_.observe(key);
  }

  /// No more values than there is room for.
  void append(std::span<const T> values) {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + values.size());
    detail::key_block added{buffer_.data() + before};
    std::size_t first = 0;
    if constexpr (std::floating_point<T>) {
      const detail::instruction_set set = detail::best_instruction_set();
      for (; values.size() - first >= detail::key_block::size; first += detail::key_block::size) {
        detail::key_block block{added.keys};
        detail::run_kernel<detail::key_kernel<T>>(set, values.data() + first, &block);
        if (block.all_there)
          added.join(block);
        else
          append_present(values.subspan(first, detail::key_block::size), added);
      }
    }
    append_present(values.subspan(first), added);
    const auto present = static_cast<std::size_t>(added.keys - buffer_.data()) - before;
    buffer_.resize(before + present);
    missing_ += values.size() - present;
    if (present == 0) return;
    present_ += present;
    extremes_.observe(added.lowest);
    extremes_.observe(added.highest);
  }
  /// Without a branch on what is there.
  static void append_present(std::span<const T> values, detail::key_block& added) noexcept {
    std::uint64_t* end = added.keys;
    std::uint64_t lowest = added.lowest;
    std::uint64_t highest = added.highest;
    for (T value : values) {
      bool there = true;
      if constexpr (std::floating_point<T>) there = !detail::is_nan(value);
      const std::uint64_t key = order_key(value);
      *end = key;
      end += there ? 1 : 0;
      lowest = there && key < lowest ? key : lowest;
      highest = there && key > highest ? key : highest;
    }
    added = {end, lowest, highest};
  }

  /// Added to the type in the bytes; it was 0 while they held words instead of distances.
  static constexpr std::uint8_t layout = 16;

  std::uint64_t seed_;
  std::uint64_t present_ = 0;
  std::uint64_t missing_ = 0;
  leeway::extremes extremes_;
  std::vector<std::uint64_t> buffer_;
  detail::halving_runs runs_;
};

template <number T>
std::vector<T> quantile_sketch<T>::quantiles(std::span<const double> shares) const {
  const std::vector<weighted_number> all = items();
  if (all.empty()) detail::throw_invalid_argument("quantile_sketch: no quantiles without records");
  std::vector<std::uint64_t> cumulated;
  std::uint64_t below = 0;
  for (const weighted_number& one : all) cumulated.push_back(below += one.records);
  std::vector<T> result;
  for (double share : shares) {
    if (!(share >= 0.0 && share <= 1.0))
      detail::throw_invalid_argument("quantile_sketch: a share of " + detail::exact_text(share) + ", wanted 0 to 1");
    // A product that is a whole number but for its rounding is that number.
    const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(present_) * (1.0 - 0x1p-52)));
    std::uint64_t key = extremes_.lowest();
    if (rank >= present_)
      key = extremes_.highest();
    else if (rank > 0)
      key =
          all[static_cast<std::size_t>(std::lower_bound(cumulated.begin(), cumulated.end(), rank) - cumulated.begin())]
              .key;
    result.push_back(from_order_key<T>(key));
  }
  return result;
}

template <number T>
std::vector<std::byte> quantile_sketch<T>::save() const {
  byte_writer out;
  out.put(static_cast<std::uint8_t>(layout + static_cast<std::uint8_t>(value_type_of<T>)));
  for (std::uint64_t word : {seed_, runs_.coins(), static_cast<std::uint64_t>(kept()), present_, missing_})
    out.put(word);
  runs_.save_steps(out);
  extremes_.save(out);
  std::vector<std::uint64_t> sorted = buffer_;  // their order means nothing
  std::sort(sorted.begin(), sorted.end());
  detail::put_sorted(out, sorted, extremes_.lowest());
  runs_.save_levels(out, extremes_.lowest());
  return frame(state_kind::quantile_sketch, out);
}

template <number T>
quantile_sketch<T> quantile_sketch<T>::load(std::span<const std::byte> bytes) {
  byte_reader in = unframe(state_kind::quantile_sketch, bytes);
  const auto type = in.take<std::uint8_t>();
  if (type < layout) in.fail("a sketch in a layout that is no longer read");
  if (type != layout + static_cast<std::uint8_t>(value_type_of<T>))
    in.fail("a sketch of values of type " + std::to_string(type - layout));
  const auto seed = in.take<std::uint64_t>();
  const auto coins = in.take<std::uint64_t>();
  const auto kept = in.take<std::uint64_t>();
  if (kept < 8 || kept > std::uint64_t{1} << 20) in.fail("runs of " + std::to_string(kept) + " numbers");
  quantile_sketch loaded(seed, static_cast<std::size_t>(kept));
  loaded.runs_ = detail::halving_runs(coins, static_cast<std::size_t>(kept));
  loaded.present_ = in.take<std::uint64_t>();
  loaded.missing_ = in.take<std::uint64_t>();
  loaded.runs_.load_steps(in);
  loaded.extremes_ = leeway::extremes::load(in);
  if (loaded.extremes_.empty() != (loaded.present_ == 0)) in.fail("extremes without records, or the reverse");
  const std::uint64_t lowest = loaded.extremes_.lowest();
  const std::uint64_t highest = loaded.extremes_.highest();
  if constexpr (std::floating_point<T>)
    if (loaded.present_ > 0 && (lowest < order_key(-std::numeric_limits<T>::infinity()) ||
                                highest > order_key(std::numeric_limits<T>::infinity())))
      in.fail("extremes beyond infinity");
  loaded.buffer_ = detail::take_sorted(in, lowest, highest, loaded.runs_.capacity());
  loaded.runs_.load_levels(in, lowest, highest);
  if (loaded.present_ > most_records || loaded.missing_ > most_records - loaded.present_)
    in.fail("more than " + std::to_string(most_records) + " records");
  if (const std::uint64_t records = loaded.buffer_.size() + loaded.runs_.records(); records != loaded.present_)
    in.fail("numbers of " + std::to_string(records) + " records, wanted " + std::to_string(loaded.present_));
  if (in.remaining() > 0) in.fail(std::to_string(in.remaining()) + " bytes too many");
  return loaded;
}

}  // namespace leeway

#endif
