// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_DIFFERENCE_CELLS_HPP
#define LEEWAY_DRIFT_DETAIL_DIFFERENCE_CELLS_HPP

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/cells/detail/offset_scale.hpp>
#include <leeway/cells/detail/place_kernel.hpp>
#include <leeway/drift/detail/gap_search.hpp>
#include <leeway/drift/detail/value_places.hpp>
#include <leeway/drift/sorted_values.hpp>
#include <leeway/statistics/detail/sort_keys.hpp>

namespace leeway::detail {

/// The cells of a `difference_finder`, and its workspace.
template <std::floating_point Real>
class difference_cells {
 public:
  using key_type = typename sorted_values<Real>::key_type;

  explicit difference_cells(const sorted_values<Real>& baseline)
      : scale_(scale_of<Real>(baseline.keys(), most_cells(baseline.size()))),
        size_(scale_.bucket(scale_.highest) + 1),
        below_(size_ + 1),
        counts_(size_ + 1),
        wanted_(size_ + 1) {
    std::vector<heavy_value> heaviest(size_);
    for (std::size_t begin = 0; begin < baseline.size();) {
      const std::size_t end = not_above(baseline.keys(), baseline.keys()[begin], begin + 1, 0);
      const std::size_t cell = scale_.bucket(baseline[begin]);
      below_[cell + 1] += end - begin;
      if (end - begin > heaviest[cell].baseline) heaviest[cell] = {baseline.keys()[begin], end - begin, 0};
      begin = end;
    }
    bool heavy = false;
    for (std::size_t cell = 0; cell < size_; ++cell) {
      if (heaviest[cell].baseline < 2 || 2 * heaviest[cell].baseline < below_[cell + 1]) heaviest[cell] = {};
      heavy = heavy || heaviest[cell].baseline > 0;
      below_[cell + 1] += below_[cell];
    }
    if (heavy) heavy_.swap(heaviest);
  }

  /// Counts a window of fewer than 2^32 values in the cells. Gives the number of missing ones.
  std::uint64_t count(std::span<const Real> window) noexcept {
    std::fill(counts_.begin(), counts_.end(), 0U);
    for_each_block(window, [&](const Real*, const key_type* places, std::size_t size) {
      for (std::size_t i = 0; i < size; ++i) ++counts_[places[i]];
    });
    return counts_[size_];
  }

  /// The largest gap between the baseline and the window that was counted last, of m present values. No side is empty.
  template <class Whole>
  widest_gap<Whole> widest(const sorted_values<Real>& baseline, std::span<const Real> window, std::uint64_t m) {
    gap_search<Whole> search(baseline.size(), m);
    const std::span<const std::uint64_t> strangers = sorted_of_chosen(window, choose(search));
    std::size_t next = 0;
    for (const chosen& one : chosen_) {
      const std::size_t first = next;
      while (next < strangers.size() && cell_of(strangers[next]) == one.cell) ++next;
      heavy_value heavy = heavy_.empty() ? heavy_value{} : heavy_[one.cell];
      heavy.window = counts_[one.cell] - (next - first);
      const std::size_t a = below_[one.cell];
      search.merge(baseline.keys().subspan(a, below_[one.cell + 1] - a), strangers.subspan(first, next - first), a,
                   one.window_below, heavy);
    }
    return search.widest();
  }

 private:
  /// A cell that may hold the largest gap.
  struct chosen {
    std::size_t cell;
    std::uint64_t window_below;
  };

  static constexpr std::size_t block = 512;

  /// So many that a cell holds little beside the largest gap of chance, about 1 / sqrt(n); of few values fewer, because
  /// cells cost time as well.
  static std::size_t most_cells(std::size_t n) noexcept {
    const std::size_t fineness = n < 65'536 ? 256 : 1024;
    std::size_t cells = 256;
    while (cells < std::size_t{1} << 18 && cells * cells < fineness * n) cells *= 2;
    return cells;
  }

  template <class Use>
  void for_each_block(std::span<const Real> window, Use&& use) const noexcept {
    const instruction_set set = best_instruction_set();
    alignas(64) key_type places[block];
    for (std::size_t begin = 0; begin < window.size(); begin += block) {
      const std::size_t size = (std::min)(block, window.size() - begin);
      run_kernel<place_kernel<Real>>(set, window.data() + begin, size, &scale_, static_cast<key_type>(size_),
                                     static_cast<key_type*>(places));
      use(window.data() + begin, static_cast<const key_type*>(places), size);
    }
  }

  std::size_t cell_of(std::uint64_t key) const noexcept {
    return scale_.bucket(from_order_key<Real>(static_cast<key_type>(key)));
  }

  /// Gives how many values of the window lie in the chosen cells.
  template <class Whole>
  std::size_t choose(const gap_search<Whole>& search) {
    Whole best = 0;
    std::uint64_t b = 0;
    for (std::size_t cell = 0; cell < size_; ++cell) {
      b += counts_[cell];
      const Whole difference = search.difference(below_[cell + 1], b);
      best = (std::max)(best, difference < 0 ? -difference : difference);
    }
    chosen_.clear();
    b = 0;
    std::size_t values = 0;
    for (std::size_t cell = 0; cell < size_; ++cell) {
      const bool reaches =
          search.may_reach(best, below_[cell], b, below_[cell + 1] - below_[cell], std::uint64_t{counts_[cell]});
      wanted_[cell] = reaches ? 1 : 0;
      if (reaches) {
        chosen_.push_back({cell, b});
        values += counts_[cell];
      }
      b += counts_[cell];
    }
    return values;
  }

  /// The values in chosen cells but for the heavy ones, sorted; at most `most`.
  std::span<const std::uint64_t> sorted_of_chosen(std::span<const Real> window, std::size_t most) {
    if (kept_.size() <= most) kept_.resize(most + 1);
    std::uint64_t* const kept = kept_.data();
    std::size_t size = 0;
    if (most > 0)
      for_each_block(window, [&](const Real* values, const key_type* places, std::size_t length) {
        std::uint16_t found[block + 1];
        std::size_t wanted = 0;
        for (std::size_t i = 0; i < length; ++i) {
          found[wanted] = static_cast<std::uint16_t>(i);
          wanted += wanted_[places[i]];
        }
        for (std::size_t i = 0; i < wanted; ++i) {
          const std::uint64_t key = order_key(values[found[i]]);
          kept[size] = key;
          size += heavy_.empty() || heavy_[places[found[i]]].key != key ? 1U : 0U;
        }
      });
    if (scratch_.size() < size) scratch_.resize(size);
    key_sorter::sort({kept, size}, scratch_);
    return {kept, size};
  }

  offset_scale<Real> scale_;
  std::size_t size_;
  std::vector<std::uint64_t> below_;   // baseline values in the cells before
  std::vector<heavy_value> heavy_;     // of each cell; none where no value takes half of one
  std::vector<std::uint32_t> counts_;  // of the window; behind the cells: missing
  std::vector<std::uint8_t> wanted_;
  std::vector<chosen> chosen_;
  std::vector<std::uint64_t> kept_;
  std::vector<std::uint64_t> scratch_;
};

}  // namespace leeway::detail

#endif
