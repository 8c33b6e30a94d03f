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
#include <utility>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/detail/sort_keys.hpp>
#include <leeway/statistics/extremes.hpp>

namespace leeway {

/// A value that stands for `weight` records at most as large as itself and larger than the value before.
struct weighted_key {
  std::uint64_t key = 0;
  std::uint64_t weight = 0;
};

/** Quantiles of more numbers than fit in memory, mergeable, with a certificate of its own error.

  Numbers are collected in a buffer. A full one is sorted, and every eighth of it is kept, from a random place on; two
  such runs of the same weight become one by keeping every other number of both. Each of these steps leaves ranks right
  on average and off by at most half of the new weight (all but the first: by less than a whole one); the sketch adds up
  what they can have done, whatever the order of merging, so that `rank_error` needs no table.

  A function of the values, their order, the seed and the merges alone. Sketches that are to be merged need different
  seeds, since equal ones would err alike. `observe` is amortised O(log kept), allocates when a level is used for the
  first time and throws only std::bad_alloc. One writer at a time. Sources: Karnin, Lang and Liberty (2016); Agarwal et
  al. (2013), random halving; Azuma (1967). */
template <number T = double>
class quantile_sketch {
 public:
  static constexpr std::size_t default_kept = 1024;

  /// `kept`: numbers of a run; errors are about 0.7 / kept of all records (one standard deviation).
  /// @throws std::invalid_argument unless 8 <= kept <= 2^20
  explicit quantile_sketch(std::uint64_t seed = 0, std::size_t kept = default_kept)
      : seed_(seed), coins_(seed), kept_(checked(kept)) {}

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
      if (buffer_.size() >= capacity()) empty_buffer();
      const std::size_t some = (std::min)(values.size(), capacity() - buffer_.size());
      append(values.first(some));
      values = values.subspan(some);
    }
  }
  void observe_missing(std::uint64_t records = 1) noexcept { missing_ += records; }

  /// @throws std::invalid_argument when the other one keeps other numbers of values, or has the same seed
  void merge(const quantile_sketch& other) {
    if (other.kept_ != kept_)
      detail::throw_invalid_argument("quantile_sketch: runs of " + std::to_string(other.kept_) + " and " +
                                     std::to_string(kept_) + " numbers cannot be merged");
    if (other.seed_ == seed_ && !other.levels_.empty() && !levels_.empty())
      detail::throw_invalid_argument("quantile_sketch: both have seed " + std::to_string(seed_) +
                                     ", and would err alike");
    const std::vector<std::uint64_t> loose = other.buffer_;  // may be our own
    std::vector<std::vector<std::uint64_t>> runs = other.levels_;
    make_room(runs.size());
    coins_ = combine_hash(coins_, combine_hash(other.coins_, other.steps_));
    missing_ += other.missing_;
    extremes_.merge(other.extremes_);
    variance_ += other.variance_;
    most_ += other.most_;
    for (std::size_t level = 0; level < runs.size(); ++level) {
      if (runs[level].empty()) continue;
      present_ += weight_of(level) * kept_;
      make_room(level + 1);
      carry(std::move(runs[level]), level);
    }
    for (std::uint64_t key : loose) observe_key(key);
  }
  /// Nothing, as a new one with this seed.
  void reset(std::uint64_t seed) { *this = quantile_sketch(seed, kept_); }

  std::uint64_t present() const noexcept { return present_; }
  std::uint64_t missing() const noexcept { return missing_; }
  std::uint64_t seed() const noexcept { return seed_; }
  std::size_t kept() const noexcept { return kept_; }
  /// Exact.
  const leeway::extremes& extremes() const noexcept { return extremes_; }
  std::size_t size_bytes() const noexcept {
    std::size_t words = buffer_.capacity() + spare_.capacity();
    for (const std::vector<std::uint64_t>& level : levels_) words += level.capacity();
    return sizeof *this + words * sizeof(std::uint64_t);
  }

  /** By how much the rank of any number is off at most, as a share of all present records: for all numbers at once with
      probability `1 - error`. 0 while every number is still there. Source: Azuma's inequality, over all gaps. */
  double rank_error(double error = 0.01) const noexcept {
    if (present_ == 0 || !(most_ > 0.0)) return 0.0;
    const auto n = static_cast<double>(present_);
    const double likely = std::sqrt(2.0 * variance_ * std::log(2.0 * (n + 1.0) / error));
    return (std::min)({1.0, most_ / n, likely / n});
  }

  /// What is kept, in order: the weights add up to `present()`. O(kept log). Allocates.
  std::vector<weighted_key> items() const {
    std::vector<weighted_key> all;
    for (std::uint64_t key : buffer_) all.push_back({key, 1});
    for (std::size_t level = 0; level < levels_.size(); ++level)
      for (std::uint64_t key : levels_[level]) all.push_back({key, weight_of(level)});
    std::sort(all.begin(), all.end(), [](const weighted_key& a, const weighted_key& b) { return a.key < b.key; });
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
    std::uint64_t below = 0;
    for (std::uint64_t one : buffer_) below += one <= key ? 1U : 0U;
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      const std::vector<std::uint64_t>& run = levels_[level];
      below +=
          weight_of(level) * static_cast<std::uint64_t>(std::upper_bound(run.begin(), run.end(), key) - run.begin());
    }
    return static_cast<double>(below) / static_cast<double>(present_);
  }

  std::vector<std::byte> save() const;
  /// @throws bad_state naming the offset
  static quantile_sketch load(std::span<const std::byte> bytes);

 private:
  static constexpr std::size_t thinning = 8;

  static std::size_t checked(std::size_t kept) {
    if (kept < 8 || kept > std::size_t{1} << 20)
      detail::throw_invalid_argument("quantile_sketch: kept = " + std::to_string(kept) +
                                     " is not within 8 and 1048576");
    return kept;
  }
  static constexpr std::uint64_t weight_of(std::size_t level) noexcept { return std::uint64_t{thinning} << level; }

  std::size_t capacity() const noexcept { return thinning * kept_; }

  void observe_key(std::uint64_t key) {
    if (buffer_.size() >= capacity()) empty_buffer();
    buffer_.push_back(key);
    ++present_;
    extremes_.observe(key);
  }

  /// No more values than there is room for.
  void append(std::span<const T> values) {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + values.size());
    std::uint64_t* end = buffer_.data() + before;
    std::uint64_t lowest = ~std::uint64_t{0};
    std::uint64_t highest = 0;
    for (T value : values) {
      bool there = true;
      if constexpr (std::floating_point<T>) there = !detail::is_nan(value);
      const std::uint64_t key = order_key(value);
      *end = key;
      end += there ? 1 : 0;
      lowest = there && key < lowest ? key : lowest;
      highest = there && key > highest ? key : highest;
    }
    const auto added = static_cast<std::size_t>(end - buffer_.data()) - before;
    missing_ += values.size() - added;
    if (added == 0) return buffer_.resize(before);
    present_ += added;
    extremes_.observe(lowest);
    extremes_.observe(highest);
    buffer_.resize(before + added);
  }

  /// A coin for each step, named by its number.
  std::uint64_t chance(std::uint64_t bound) noexcept { return random_stream(coins_, steps_++).below(bound); }

  void note_step(std::uint64_t new_weight, std::uint64_t off_by) noexcept {
    const auto weight = static_cast<double>(new_weight);
    variance_ += weight * weight / 4.0;
    most_ += static_cast<double>(off_by);
  }

  /// Whatever needs memory comes first: nothing is lost where there is none.
  void empty_buffer() {
    std::vector<std::uint64_t> run(kept_);
    make_room(1);
    detail::key_sorter::sort(buffer_, spare_);
    std::size_t place = chance(thinning);
    for (std::uint64_t& key : run) {
      key = buffer_[place];
      place += thinning;
    }
    buffer_.clear();
    note_step(thinning, thinning - 1);
    carry(std::move(run), 0);
  }

  /// For runs of the first `levels`, wherever they are carried to.
  void make_room(std::size_t levels) {
    spare_.resize(capacity());
    if (levels_.size() < levels) levels_.resize(levels);
    if (levels > 0 && !levels_.back().empty()) levels_.emplace_back();
  }

  void carry(std::vector<std::uint64_t> run, std::size_t level) noexcept {
    for (; !levels_[level].empty(); ++level) {
      halve(run, levels_[level]);
      levels_[level] = {};
      note_step(weight_of(level + 1), weight_of(level));
    }
    levels_[level].swap(run);
  }

  /// Every other number of both, which are of the same length, into the first. Without a branch on the numbers.
  void halve(std::vector<std::uint64_t>& a, std::span<const std::uint64_t> b) noexcept {
    const std::size_t size = a.size();
    std::size_t i = 0;
    std::size_t j = 0;
    std::size_t merged = 0;
    for (; i < size && j < size; ++merged) {
      const bool first = a[i] <= b[j];
      spare_[merged] = first ? a[i] : b[j];
      i += first ? 1U : 0U;
      j += first ? 0U : 1U;
    }
    while (i < size) spare_[merged++] = a[i++];
    while (j < size) spare_[merged++] = b[j++];
    std::size_t place = chance(2);
    for (std::uint64_t& key : a) {
      key = spare_[place];
      place += 2;
    }
  }

  static bool is_key(std::uint64_t key, const leeway::extremes& range) noexcept {
    if constexpr (std::floating_point<T>)
      if (key < order_key(-std::numeric_limits<T>::infinity()) || key > order_key(std::numeric_limits<T>::infinity()))
        return false;
    return key >= range.lowest() && key <= range.highest();
  }

  std::uint64_t seed_;
  std::uint64_t coins_;  // names the stream of coins; other sketches merged are in it
  std::size_t kept_;
  std::uint64_t present_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t steps_ = 0;
  double variance_ = 0.0;
  double most_ = 0.0;
  leeway::extremes extremes_;
  std::vector<std::uint64_t> buffer_;
  std::vector<std::uint64_t> spare_;
  std::vector<std::vector<std::uint64_t>> levels_;
};

template <number T>
std::vector<T> quantile_sketch<T>::quantiles(std::span<const double> shares) const {
  const std::vector<weighted_key> all = items();
  if (all.empty()) detail::throw_invalid_argument("quantile_sketch: no quantiles without records");
  std::vector<std::uint64_t> cumulated;
  std::uint64_t below = 0;
  for (const weighted_key& one : all) cumulated.push_back(below += one.weight);
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
  out.put(static_cast<std::uint8_t>(value_type_of<T>));
  for (std::uint64_t word : {seed_, coins_, static_cast<std::uint64_t>(kept_), present_, missing_, steps_})
    out.put(word);
  out.put_real(variance_);
  out.put_real(most_);
  extremes_.save(out);
  out.put_words(buffer_);
  out.put(static_cast<std::uint64_t>(levels_.size()));
  for (const std::vector<std::uint64_t>& level : levels_) out.put_words(level);
  return frame(state_kind::quantile_sketch, out);
}

template <number T>
quantile_sketch<T> quantile_sketch<T>::load(std::span<const std::byte> bytes) {
  byte_reader in = unframe(state_kind::quantile_sketch, bytes);
  if (const auto type = in.take<std::uint8_t>(); type != static_cast<std::uint8_t>(value_type_of<T>))
    in.fail("a sketch of values of type " + std::to_string(type));
  const auto seed = in.take<std::uint64_t>();
  const auto coins = in.take<std::uint64_t>();
  const auto kept = in.take<std::uint64_t>();
  if (kept < 8 || kept > std::uint64_t{1} << 20) in.fail("runs of " + std::to_string(kept) + " numbers");
  quantile_sketch loaded(seed, static_cast<std::size_t>(kept));
  loaded.coins_ = coins;
  loaded.present_ = in.take<std::uint64_t>();
  loaded.missing_ = in.take<std::uint64_t>();
  loaded.steps_ = in.take<std::uint64_t>();
  loaded.variance_ = in.take_real();
  loaded.most_ = in.take_real();
  if (!(loaded.variance_ >= 0.0 && loaded.most_ >= 0.0)) in.fail("an error that is no number from 0 on");
  loaded.extremes_ = leeway::extremes::load(in);
  const std::vector<std::uint64_t> buffer = in.take_words();
  if (buffer.size() > thinning * kept) in.fail("a buffer of " + std::to_string(buffer.size()) + " numbers");
  const auto is_wrong = [&](std::uint64_t key) { return !is_key(key, loaded.extremes_); };
  if (std::any_of(buffer.begin(), buffer.end(), is_wrong)) in.fail("a number beyond the extremes");
  loaded.buffer_ = buffer;
  const auto levels = in.take<std::uint64_t>();
  if (levels > 40) in.fail(std::to_string(levels) + " levels");
  std::uint64_t records = buffer.size();
  for (std::size_t level = 0; level < levels; ++level) {
    loaded.levels_.push_back(in.take_words());
    const std::vector<std::uint64_t>& run = loaded.levels_.back();
    if (!run.empty() && run.size() != kept) in.fail("a run of " + std::to_string(run.size()) + " numbers");
    if (!std::is_sorted(run.begin(), run.end())) in.fail("a run that is not in order");
    if (!run.empty() && (is_wrong(run.front()) || is_wrong(run.back()))) in.fail("a number beyond the extremes");
    records += weight_of(level) * run.size();
  }
  if (records > buffer.size() && !(loaded.variance_ > 0.0 && loaded.most_ > 0.0)) in.fail("runs without an error");
  if (loaded.present_ > most_records || loaded.missing_ > most_records - loaded.present_)
    in.fail("more than " + std::to_string(most_records) + " records");
  if (records != loaded.present_)
    in.fail("numbers of " + std::to_string(records) + " records, wanted " + std::to_string(loaded.present_));
  if (loaded.extremes_.empty() != (loaded.present_ == 0)) in.fail("extremes without records, or the reverse");
  if (in.remaining() > 0) in.fail(std::to_string(in.remaining()) + " bytes too many");
  return loaded;
}

}  // namespace leeway

#endif
