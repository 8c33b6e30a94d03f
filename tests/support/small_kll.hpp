// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_SMALL_KLL_HPP
#define LEEWAY_TESTS_SUPPORT_SMALL_KLL_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <utility>
#include <vector>

/// The sketch of Model Monitor's files, number by number as its description has it: slow and plain.
class small_kll {
 public:
  explicit small_kll(double k = 2048.0, double c = 0.64) : k_(k), c_(c), levels_(1), offsets_(1), compactions_(1) {}

  void observe(double x) {
    levels_[0].push_back(x);
    if (stored() > room()) condense();
  }
  void merge(const small_kll& other) {
    while (levels_.size() < other.levels_.size()) add_level();
    for (std::size_t h = 0; h < other.levels_.size(); ++h)
      levels_[h].insert(levels_[h].end(), other.levels_[h].begin(), other.levels_[h].end());
    while (stored() >= room()) condense();
  }

  const std::vector<std::vector<double>>& levels() const { return levels_; }
  const std::vector<std::uint64_t>& compactions() const { return compactions_; }
  /// Records at or below x, as the sketch has them.
  std::uint64_t rank(double x) const {
    std::uint64_t records = 0;
    for (std::size_t h = 0; h < levels_.size(); ++h)
      for (double stored : levels_[h]) records += stored <= x ? std::uint64_t{1} << h : 0U;
    return records;
  }

 private:
  std::size_t capacity(std::size_t h) const {
    double size = k_;
    for (std::size_t i = 0; i < h; ++i) size *= c_;
    return 2 * (static_cast<std::size_t>(std::ceil(size / 2.0)) + 1);
  }
  std::size_t room() const {
    std::size_t sum = 0;
    for (std::size_t h = 0; h < levels_.size(); ++h) sum += capacity(h);
    return sum;
  }
  std::size_t stored() const {
    std::size_t sum = 0;
    for (const auto& level : levels_) sum += level.size();
    return sum;
  }
  void add_level() {
    levels_.emplace_back();
    offsets_.push_back(0);
    compactions_.push_back(0);
  }
  void condense() {
    for (std::size_t h = 0; h < levels_.size(); ++h) {
      if (levels_[h].size() < capacity(h)) continue;
      if (h + 1 == levels_.size()) add_level();
      std::vector<double> all = std::move(levels_[h]);
      levels_[h].clear();
      if (all.size() % 2 == 1) {
        levels_[h].push_back(all.back());
        all.pop_back();
      }
      if (compactions_[h] % 2 == 1) offsets_[h] = 1 - offsets_[h];
      std::sort(all.begin(), all.end());
      for (std::size_t i = offsets_[h]; i < all.size(); i += 2) levels_[h + 1].push_back(all[i]);
      ++compactions_[h];
      return;
    }
  }

  double k_;
  double c_;
  std::vector<std::vector<double>> levels_;
  std::vector<std::size_t> offsets_;
  std::vector<std::uint64_t> compactions_;
};

#endif
