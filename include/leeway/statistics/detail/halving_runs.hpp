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
#include <leeway/statistics/detail/sort_keys.hpp>
#include <leeway/statistics/weighted_number.hpp>

namespace leeway::detail {

/** Sorted runs of `kept` keys: one of level i stands for 8 2^i records a key. Two of a level become one of the next by
    keeping every other key of both, and by how much all such steps can have shifted ranks is added up. */
class halving_runs {
 public:
  static constexpr std::size_t thinning = 8;

  halving_runs(std::uint64_t coins, std::size_t kept) noexcept : coins_(coins), kept_(kept) {}

  static constexpr std::uint64_t weight_of(std::size_t level) noexcept { return std::uint64_t{thinning} << level; }
  std::size_t kept() const noexcept { return kept_; }
  /// So many keys make a run of level 0.
  std::size_t capacity() const noexcept { return thinning * kept_; }
  bool empty() const noexcept { return levels_.empty(); }
  std::uint64_t coins() const noexcept { return coins_; }
  std::size_t size_bytes() const noexcept {
    std::size_t words = spare_.capacity();
    for (const std::vector<std::uint64_t>& level : levels_) words += level.capacity();
    return words * sizeof(std::uint64_t);
  }

  /// Makes a run of `capacity()` keys and clears them. Whatever needs memory comes first: nothing is lost where there
  /// is none.
  void take(std::vector<std::uint64_t>& keys) {
    std::vector<std::uint64_t> run(kept_);
    make_room(1);
    key_sorter::select(keys, spare_, chance(thinning), thinning, run);
    keys.clear();
    note_step(thinning, thinning - 1);
    carry(std::move(run), 0);
  }

  /// Of as many kept keys.
  void merge(const halving_runs& other) {
    std::vector<std::vector<std::uint64_t>> runs = other.levels_;  // may be our own
    make_room(runs.size());
    coins_ = combine_hash(coins_, combine_hash(other.coins_, other.steps_));
    variance_ += other.variance_;
    most_ += other.most_;
    for (std::size_t level = 0; level < runs.size(); ++level) {
      if (runs[level].empty()) continue;
      make_room(level + 1);
      carry(std::move(runs[level]), level);
    }
  }

  std::uint64_t records() const noexcept {
    std::uint64_t all = 0;
    for (std::size_t level = 0; level < levels_.size(); ++level) all += weight_of(level) * levels_[level].size();
    return all;
  }
  std::uint64_t records_at_or_below(std::uint64_t key) const noexcept {
    std::uint64_t below = 0;
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      const std::vector<std::uint64_t>& run = levels_[level];
      below +=
          weight_of(level) * static_cast<std::uint64_t>(std::upper_bound(run.begin(), run.end(), key) - run.begin());
    }
    return below;
  }
  void append_to(std::vector<weighted_number>& numbers) const {
    for (std::size_t level = 0; level < levels_.size(); ++level)
      for (std::uint64_t key : levels_[level]) numbers.push_back({key, 1, weight_of(level)});
  }

  /// So many records may every rank among n be off, with probability 1 - error. Azuma's inequality over all gaps, and
  /// what is certain.
  double records_off(double n, double error) const noexcept {
    if (!(most_ > 0.0)) return 0.0;
    return (std::min)(most_, std::sqrt(2.0 * variance_ * std::log(2.0 * (n + 1.0) / error)));
  }

  void save_steps(byte_writer& out) const {
    out.put(steps_);
    out.put_real(variance_);
    out.put_real(most_);
  }
  void load_steps(byte_reader& in) {
    steps_ = in.take<std::uint64_t>();
    variance_ = in.take_real();
    most_ = in.take_real();
    if (!(variance_ >= 0.0 && most_ >= 0.0)) in.fail("an error that is no number from 0 on");
  }
  void save_levels(byte_writer& out) const {
    out.put(static_cast<std::uint64_t>(levels_.size()));
    for (const std::vector<std::uint64_t>& level : levels_) out.put_words(level);
  }
  /// `is_wrong(key)`: no key that can be there.
  template <class IsWrong>
  void load_levels(byte_reader& in, IsWrong&& is_wrong) {
    const auto levels = in.take<std::uint64_t>();
    if (levels > most_levels) in.fail(std::to_string(levels) + " levels");
    for (std::size_t level = 0; level < levels; ++level) {
      levels_.push_back(in.take_words());
      const std::vector<std::uint64_t>& run = levels_.back();
      if (run.empty()) continue;
      if (run.size() != kept_) in.fail("a run of " + std::to_string(run.size()) + " numbers");
      if (!std::is_sorted(run.begin(), run.end())) in.fail("a run that is not in order");
      if (is_wrong(run.front()) || is_wrong(run.back())) in.fail("a number beyond the extremes");
    }
    if (records() > 0 && !(variance_ > 0.0 && most_ > 0.0)) in.fail("runs without an error");
  }

 private:
  static constexpr std::uint64_t most_levels = 40;

  /// A coin for each step, named by its number.
  std::uint64_t chance(std::uint64_t bound) noexcept { return random_stream(coins_, steps_++).below(bound); }

  void note_step(std::uint64_t new_weight, std::uint64_t off_by) noexcept {
    const auto weight = static_cast<double>(new_weight);
    variance_ += weight * weight / 4.0;
    most_ += static_cast<double>(off_by);
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

  /// Every other key of both, which are of the same length, into the first. Merged from both ends at once, so that one
  /// end need not wait for the other, and without a branch on the keys.
  void halve(std::vector<std::uint64_t>& a, std::span<const std::uint64_t> b) noexcept {
    const std::size_t size = a.size();
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
    std::size_t place = chance(2);
    for (std::uint64_t& key : a) {
      key = spare_[place];
      place += 2;
    }
  }

  std::uint64_t coins_;  // names the stream of coins; other runs merged are in it
  std::size_t kept_;
  std::uint64_t steps_ = 0;
  double variance_ = 0.0;
  double most_ = 0.0;
  std::vector<std::uint64_t> spare_;
  std::vector<std::vector<std::uint64_t>> levels_;
};

}  // namespace leeway::detail

#endif
