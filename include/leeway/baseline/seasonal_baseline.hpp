// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_SEASONAL_BASELINE_HPP
#define LEEWAY_BASELINE_SEASONAL_BASELINE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>

namespace leeway {

/// The past of one season: "13h", "Monday", or a value of a column.
struct season_baseline {
  std::string key{};
  baseline past;
};

/** A past for each season, all over the same cells: Mondays are compared with Mondays. Each season is a baseline of its
    own, with own windows where it has been given some; a live window is counted against that of its season.

  How one is made: `part_of(past, rows of that season)`, and an `own_window_collector` for each. Memory: that of as many
  baselines, cells included: with S seasons at most 16 S KiB a numeric feature of 1024 cells, in bytes as well; and what
  own windows take. */
class seasonal_baseline {
 public:
  /// `by`: "hour", "weekday", "month", or the name of a column.
  /// @throws std::invalid_argument when two seasons have one key or other features or cells
  seasonal_baseline(std::string by, std::vector<season_baseline> seasons)
      : by_(std::move(by)), seasons_(std::move(seasons)) {
    if (const std::string reason = unfit(seasons_); !reason.empty())
      detail::throw_invalid_argument("seasonal_baseline: " + reason);
  }

  std::string_view by() const noexcept { return by_; }
  /// In the order in which they were given.
  std::span<const season_baseline> seasons() const noexcept { return {seasons_.data(), seasons_.size()}; }
  /// The past of a season; null for one that there was none of. O(seasons).
  const baseline* find(std::string_view key) const noexcept {
    for (const season_baseline& one : seasons_)
      if (one.key == key) return &one.past;
    return nullptr;
  }

  std::vector<std::byte> save() const {
    byte_writer out;
    write_section(out, section_by, [&](byte_writer& to) { to.put_text(by_); });
    for (const season_baseline& one : seasons_)
      write_section(out, section_season, [&](byte_writer& to) {
        to.put_text(one.key);
        for (std::byte b : one.past.save()) to.put(static_cast<std::uint8_t>(b));
      });
    return frame(state_kind::seasons, out);
  }
  /// @throws bad_state naming the offset; within a season that of its own bytes
  static seasonal_baseline load(std::span<const std::byte> bytes) {
    byte_reader in = unframe(state_kind::seasons, bytes);
    std::string by;
    std::vector<season_baseline> seasons;
    bool by_read = false;
    read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
      if (tag == section_by) {
        by = section.take_text();
        by_read = true;
      }
      if (tag == section_season) {
        std::string key = section.take_text();
        seasons.push_back({std::move(key), baseline::load(bytes.subspan(section.offset(), section.remaining()))});
      }
    });
    if (!by_read) in.fail("no name of what makes the seasons");
    if (const std::string reason = unfit(seasons); !reason.empty()) in.fail(reason);
    return seasonal_baseline(std::move(by), std::move(seasons));
  }

 private:
  static constexpr std::uint32_t section_by = 1;
  static constexpr std::uint32_t section_season = 2;

  /// Why these are no seasons of one table; nothing when they are. O(seasons log seasons).
  static std::string unfit(std::span<const season_baseline> seasons) {
    std::vector<std::string_view> keys;
    for (const season_baseline& one : seasons) {
      keys.push_back(one.key);
      if (!alike(one.past, seasons.front().past))
        return "season \"" + one.key + "\" has other features or cells than \"" + seasons.front().key + '"';
    }
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    return twice == keys.end() ? std::string() : "two seasons are called \"" + std::string(*twice) + '"';
  }

  static bool alike(const baseline& a, const baseline& b) {
    return std::equal(a.features().begin(), a.features().end(), b.features().begin(), b.features().end(),
                      [](const any_feature& x, const any_feature& y) {
                        return x.index() == y.index() && name_of(x) == name_of(y) && same_cells(x, y);
                      });
  }
  static bool same_cells(const any_feature& x, const any_feature& y) {
    const auto* numeric = std::get_if<numeric_feature>(&x);
    if (numeric != nullptr) return numeric->cells() == std::get<numeric_feature>(y).cells();
    return std::get<category_feature>(x).cells() == std::get<category_feature>(y).cells();
  }

  std::string by_;
  std::vector<season_baseline> seasons_;
};

}  // namespace leeway

#endif
