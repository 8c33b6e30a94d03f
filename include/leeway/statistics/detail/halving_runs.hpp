// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_HALVING_RUNS_HPP
#define LEEWAY_STATISTICS_DETAIL_HALVING_RUNS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/base/random.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/detail/packed_keys.hpp>
#include <leeway/statistics/detail/sort_keys.hpp>
#include <leeway/statistics/weighted_number.hpp>

namespace leeway::detail {

/** Sorted runs of keys: a key of level i stands for 2^i records. A level that has twice `kept` keys is halved: every
    other key goes up a level. By how much all such steps can have shifted ranks is added up.

    Of every two steps of a level only the first tosses a coin, the second keeps what the first would have left out.
    Where a rank is odd in both they err by opposite amounts, so that both together are off by no more than one of them.
    What a level gets does not depend on its own coins; so, level by level, such pairs are differences of a martingale.
 */
class halving_runs {
 public:
  static constexpr std::size_t thinning = 8;

  halving_runs(std::uint64_t coins, std::size_t kept) noexcept : coins_(coins), kept_(kept) {}

  static constexpr std::uint64_t weight_of(std::size_t level) noexcept { return std::uint64_t{1} << level; }
  std::size_t kept() const noexcept { return kept_; }
  /// So many keys make a run that `take` keeps.
  std::size_t capacity() const noexcept { return thinning * kept_; }
  bool empty() const noexcept { return levels_.empty(); }
  std::uint64_t coins() const noexcept { return coins_; }
  std::size_t size_bytes() const noexcept {
    std::size_t bytes = spare_.capacity() * sizeof(std::uint64_t) + levels_.capacity() * sizeof(level);
    for (const level& one : levels_) bytes += one.keys.capacity() * sizeof(std::uint64_t);
    return bytes;
  }

  /// Makes a run of `capacity()` keys and clears them. Whatever needs memory comes first: nothing is lost where there
  /// is none.
  void take(std::vector<std::uint64_t>& keys) {
    std::vector<std::uint64_t> run(kept_);
    make_room(thinned + 1, kept_);
    key_sorter::select(keys, spare_, place(thinning_place_, thinning, 1), thinning, run);
    keys.clear();
    carry(std::move(run), thinned);
  }

  /// Halves `keys`, which are in no run, and the lowest levels, whether they are full or not, until at most three times
  /// `kept` keys are left, and one of each level below. Gives memory back.
  void compress(std::vector<std::uint64_t>& keys) {
    std::size_t left = keys.size();
    for (const level& one : levels_) left += one.keys.size();
    if (left <= most_kept()) return;
    make_room(0, 0);
    key_sorter::sort(keys, std::span(spare_).first(keys.size()));
    for (std::size_t i = 0; left > most_kept(); ++i) {
      if (levels_.size() < i + 2) levels_.resize(i + 2);
      std::vector<std::uint64_t>& run = i == 0 ? keys : levels_[i].keys;
      left -= (run.size() + 1) / 2;
      move_up(run, i);
    }
    keys.shrink_to_fit();
    std::vector<std::uint64_t>().swap(spare_);
  }

  /// Of as many kept keys.
  void merge(const halving_runs& other) {
    std::vector<level> added = other.levels_;  // may be our own
    make_room(added.size(), 0);
    coins_ = combine_hash(coins_, combine_hash(other.coins_, other.steps_));
    variance_ += other.variance_;
    most_ += other.most_;
    if (thinning_place_ == 0) thinning_place_ = other.thinning_place_;
    for (std::size_t i = 0; i < added.size(); ++i) {
      if (levels_[i].place == 0) levels_[i].place = added[i].place;
      if (added[i].keys.empty()) continue;
      make_room(i + 1, added[i].keys.size());
      carry(std::move(added[i].keys), i);
    }
  }

  std::uint64_t records() const noexcept {
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < levels_.size(); ++i) all += weight_of(i) * levels_[i].keys.size();
    return all;
  }
  std::uint64_t records_at_or_below(std::uint64_t key) const noexcept {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      const std::vector<std::uint64_t>& run = levels_[i].keys;
      below += weight_of(i) * static_cast<std::uint64_t>(std::upper_bound(run.begin(), run.end(), key) - run.begin());
    }
    return below;
  }
  void append_to(std::vector<weighted_number>& numbers) const {
    for (std::size_t i = 0; i < levels_.size(); ++i)
      for (std::uint64_t key : levels_[i].keys) numbers.push_back({key, 1, weight_of(i)});
  }

  /// So many records may every rank among n be off, with probability 1 - error. Azuma's inequality at every number, or
  /// at so many that few records lie between them; and what is certain.
  double records_off(double n, double error) const noexcept {
    if (!(most_ > 0.0)) return 0.0;
    const auto with_probability = [&](double places) {
      return std::sqrt(2.0 * variance_ * (std::max)(0.0, std::log(2.0 * places / error)));
    };
    const double gaps = 16.0 * static_cast<double>(kept_);  // below and at each number that ends one
    return (std::min)({most_, with_probability(n + 1.0), with_probability(2.0 * gaps) + n / gaps});
  }

  void save_steps(byte_writer& out) const {
    out.put(steps_);
    out.put_real(variance_);
    out.put_real(most_);
    out.put(thinning_place_);
  }
  void load_steps(byte_reader& in) {
    steps_ = in.take<std::uint64_t>();
    variance_ = in.take_real();
    most_ = in.take_real();
    if (!(variance_ >= 0.0 && most_ >= 0.0)) in.fail("an error that is no number from 0 on");
    thinning_place_ = taken_place(in, thinning);
  }
  /// No key is below `lowest`.
  void save_levels(byte_writer& out, std::uint64_t lowest) const {
    out.put(static_cast<std::uint8_t>(levels_.size()));
    for (const level& one : levels_) {
      out.put(one.place);
      put_sorted(out, one.keys, lowest);
    }
  }
  void load_levels(byte_reader& in, std::uint64_t lowest, std::uint64_t highest) {
    const auto levels = in.take<std::uint8_t>();
    if (levels > most_levels) in.fail(std::to_string(levels) + " levels");
    levels_.resize(levels);
    for (std::size_t i = 0; i < levels; ++i) {
      levels_[i].place = taken_place(in, 2);
      const std::uint64_t most = i == 0 ? 0 : most_records / weight_of(i);
      levels_[i].keys = take_sorted(in, lowest, highest, (std::min)(most_kept(), static_cast<std::size_t>(most)));
    }
    if (records() > 0 && !(variance_ > 0.0 && most_ > 0.0)) in.fail("runs without an error");
  }

 private:
  struct level {
    std::vector<std::uint64_t> keys{};
    std::uint8_t place = 0;  ///< of the next step, one up; 0 where a coin will tell
  };
  static constexpr std::size_t thinned = 3;  // the level of what `take` keeps
  static_assert(std::uint64_t{1} << thinned == thinning);
  static constexpr std::size_t most_levels = 54;

  std::size_t most_kept() const noexcept { return 3 * kept_; }

  /// Where a step that keeps every `of`-th key of a weight begins. Coins are named by their number.
  std::size_t place(std::uint8_t& next, std::size_t of, std::uint64_t weight) noexcept {
    if (next > 0) return std::exchange(next, std::uint8_t{0}) - std::size_t{1};
    const auto first = static_cast<std::size_t>(random_stream(coins_, steps_++).below(of));
    next = static_cast<std::uint8_t>(of - first);
    const double width = static_cast<double>(of) * static_cast<double>(weight);
    variance_ += width * width / 4.0;
    most_ += width - static_cast<double>(weight);
    return first;
  }
  static std::uint8_t taken_place(byte_reader& in, std::size_t of) {
    const auto next = in.take<std::uint8_t>();
    if (next > of) in.fail("a step from place " + std::to_string(next) + " on");
    return next;
  }

  /// For a run of `size` keys on one of the first `levels`, wherever it is carried to.
  void make_room(std::size_t levels, std::size_t size) {
    spare_.resize(capacity());
    if (levels_.size() < levels) levels_.resize(levels);
    if (levels > 0 && !levels_.back().keys.empty()) levels_.emplace_back();
    for (level& one : levels_)  // where two runs may stay together
      if (!one.keys.empty() && (size < kept_ || one.keys.size() < kept_)) one.keys.reserve(2 * kept_);
  }

  void carry(std::vector<std::uint64_t> run, std::size_t i) noexcept {
    for (; !levels_[i].keys.empty(); ++i) {
      std::vector<std::uint64_t>& there = levels_[i].keys;
      const std::size_t both = join(run, there);
      if (both < 2 * kept_) {
        there.assign(spare_.begin(), spare_.begin() + static_cast<std::ptrdiff_t>(both));
        return;
      }
      if (run.capacity() < there.capacity()) run.swap(there);
      there.clear();
      if (both % 2 != 0) there.push_back(spare_[both - 1]);
      run.resize(both / 2);
      std::size_t at = place(levels_[i].place, 2, weight_of(i));
      for (std::uint64_t& key : run) {
        key = spare_[at];
        at += 2;
      }
    }
    levels_[i].keys.swap(run);
  }

  /// All but the last of an odd number of keys; memory first.
  void move_up(std::vector<std::uint64_t>& run, std::size_t i) {
    const std::size_t half = run.size() / 2;
    if (half == 0) return;
    std::vector<std::uint64_t>& above = levels_[i + 1].keys;
    std::vector<std::uint64_t> merged(half + above.size());
    const std::size_t first = place(levels_[i].place, 2, weight_of(i));
    for (std::size_t k = 0; k < half; ++k) spare_[k] = run[2 * k + first];
    std::merge(spare_.begin(), spare_.begin() + static_cast<std::ptrdiff_t>(half), above.begin(), above.end(),
               merged.begin());
    above.swap(merged);
    run.erase(run.begin(), run.begin() + static_cast<std::ptrdiff_t>(2 * half));
    run.shrink_to_fit();
  }

  /// Both in order, to `spare_`. Runs of one length are merged from both ends at once, so that one end need not wait
  /// for the other, and without a branch on the keys.
  std::size_t join(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
    const std::size_t size = a.size();
    if (b.size() != size) {
      std::merge(a.begin(), a.end(), b.begin(), b.end(), spare_.begin());
      return size + b.size();
    }
    const std::uint64_t* a_low = a.data();
    const std::uint64_t* b_low = b.data();
    const std::uint64_t* a_high = a_low + size;
    const std::uint64_t* b_high = b_low + size;
    for (std::size_t i = 0; i < size; ++i) {
      const bool low_of_a = *a_low <= *b_low;
      spare_[i] = low_of_a ? *a_low : *b_low;
      a_low += low_of_a ? 1 : 0;
      b_low += low_of_a ? 0 : 1;
      const bool high_of_b = a_high[-1] <= b_high[-1];
      spare_[2 * size - 1 - i] = high_of_b ? b_high[-1] : a_high[-1];
      b_high -= high_of_b ? 1 : 0;
      a_high -= high_of_b ? 0 : 1;
    }
    return 2 * size;
  }

  std::uint64_t coins_;  // names the stream of coins; other runs merged are in it
  std::size_t kept_;
  std::uint64_t steps_ = 0;
  double variance_ = 0.0;
  double most_ = 0.0;
  std::uint8_t thinning_place_ = 0;  // as a level's
  std::vector<std::uint64_t> spare_;
  std::vector<level> levels_;
};

}  // namespace leeway::detail

#endif
