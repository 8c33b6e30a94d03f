// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_OWN_WINDOWS_HPP
#define LEEWAY_BASELINE_OWN_WINDOWS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway {

/// How far a window moved, as a share of rows: as it looked, and surely (one-sided 95 %).
struct own_effect {
  double value = 0.0;
  double sure = 0.0;
};

/// What one window of a baseline showed against the others, a question each.
struct own_effects {
  own_effect distribution{};
  own_effect missing{};
  own_effect unseen{};
  own_effect spike{};
};

/** What the baseline's own windows showed of one feature: counts over at most 32 coarse cells, and the effects. What a
    calm window looks like is the only honest tolerance. At most 328 bytes a window, in memory and in a state. */
class own_windows {
 public:
  static constexpr std::size_t most_coarse_cells = 32;

  own_windows() = default;
  /// For rows of so many coarse cells, with one more for missing values.
  /// @throws std::invalid_argument for more than `most_coarse_cells`, which no reader would take
  explicit own_windows(std::size_t coarse_cells) : width_(coarse_cells + 1) {
    if (coarse_cells > most_coarse_cells)
      detail::throw_invalid_argument("own_windows: " + std::to_string(coarse_cells) + " coarse cells, at most " +
                                     std::to_string(most_coarse_cells));
  }

  std::size_t size() const noexcept { return effects_.size(); }
  std::size_t coarse_cells() const noexcept { return width_ - 1; }
  /// Coarse counts of a window; the last one: missing.
  std::span<const std::uint64_t> counts(std::size_t window) const noexcept {
    return {counts_.data() + window * width_, width_};
  }
  std::span<const own_effects> effects() const noexcept { return {effects_.data(), effects_.size()}; }
  /// `visit(one, others)` for each window: coarse counts of its present records, and of those of all others together.
  /// O(windows x cells).
  template <class Visit>
  void against_others(Visit&& visit) const {
    const std::size_t cells = coarse_cells();
    std::vector<std::uint64_t> all(cells);
    for (std::size_t w = 0; w < size(); ++w)
      for (std::size_t k = 0; k < cells; ++k) all[k] += counts(w)[k];
    std::vector<std::uint64_t> others(cells);
    for (std::size_t w = 0; w < size(); ++w) {
      const std::span<const std::uint64_t> one = counts(w).first(cells);
      for (std::size_t k = 0; k < cells; ++k) others[k] = all[k] - one[k];
      visit(one, std::span<const std::uint64_t>(others));
    }
  }
  /// The upper median of the windows' records, missing ones included; 0 without windows. O(windows).
  std::uint64_t typical_records() const {
    std::vector<std::uint64_t> sizes;
    for (std::size_t w = 0; w < size(); ++w) {
      sizes.push_back(0);
      for (std::uint64_t count : counts(w)) sizes.back() += count;
    }
    if (sizes.empty()) return 0;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
  }

  /// @throws std::invalid_argument for a row of another width
  void add(std::span<const std::uint64_t> counts, const own_effects& effects) {
    if (counts.size() != width_)
      detail::throw_invalid_argument("own_windows: a row of " + std::to_string(counts.size()) + " counts, wanted " +
                                     std::to_string(width_));
    counts_.insert(counts_.end(), counts.begin(), counts.end());
    effects_.push_back(effects);
  }

  void save(byte_writer& out) const {
    out.put(static_cast<std::uint32_t>(coarse_cells()));
    out.put(static_cast<std::uint64_t>(size()));
    for (std::uint64_t count : counts_) out.put(count);
    for (const own_effects& one : effects_)
      for (const own_effect& effect : {one.distribution, one.missing, one.unseen, one.spike}) {
        out.put_real(effect.value);
        out.put_real(effect.sure);
      }
  }
  static own_windows load(byte_reader& in) {
    const std::size_t cells = in.take<std::uint32_t>();
    if (cells > most_coarse_cells)
      in.fail(std::to_string(cells) + " coarse cells, at most " + std::to_string(most_coarse_cells));
    own_windows loaded(cells);
    const std::size_t windows = in.take_count((loaded.width_ + 8) * sizeof(std::uint64_t));
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < windows * loaded.width_; ++i) loaded.counts_.push_back(take_records(in, sum));
    for (std::size_t i = 0; i < windows; ++i) {
      own_effects one;
      for (own_effect* effect : {&one.distribution, &one.missing, &one.unseen, &one.spike})
        *effect = {take_share(in), take_share(in)};
      loaded.effects_.push_back(one);
    }
    return loaded;
  }

 private:
  static std::uint64_t take_records(byte_reader& in, std::uint64_t& sum) {
    const auto records = in.take<std::uint64_t>();
    if (records > most_records - sum) in.fail("a count of " + std::to_string(records) + " is too large");
    sum += records;
    return records;
  }
  static double take_share(byte_reader& in) {
    const double share = in.take_real();
    if (detail::is_nan(share) || share < 0.0 || share > 1.0) in.fail("an effect that is no share of rows");
    return share;
  }

  std::size_t width_ = 1;
  std::vector<std::uint64_t> counts_;  // a row a window
  std::vector<own_effects> effects_;
};

}  // namespace leeway

#endif
