// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_MODEL_MONITOR_SKETCH_HPP
#define LEEWAY_INTEROP_MODEL_MONITOR_SKETCH_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leeway::model_monitor {

/** The quantile sketch of a numeric column of a `statistics.json`: a number of level h stands for 2^h records. Levels
    are *compacted* when they are full: sorted, and every other number goes up a level. Source: Karnin, Lang and Liberty
    (2016), as Deequ has it, where nothing is random. */
struct kll_sketch {
  double k = 2048.0;  ///< how many numbers level 0 is made for
  double c = 0.64;    ///< by how much each next level is smaller
  std::vector<std::vector<double>> levels{};

  std::vector<std::uint64_t> sizes() const {
    std::vector<std::uint64_t> result;
    for (const std::vector<double>& level : levels) result.push_back(level.size());
    return result;
  }
};

/// More levels would stand for more records than can be counted.
inline constexpr std::size_t most_levels = 52;

/// How many numbers fill a level; at least 2, and even.
inline std::uint64_t capacity(double k, double c, std::size_t level) noexcept {
  return 2 * (static_cast<std::uint64_t>(std::ceil(k * std::pow(c, static_cast<double>(level)) / 2.0)) + 1);
}

/// The records that numbers on levels stand for; 0 where these are more than 2^52.
inline std::uint64_t records_of(std::span<const std::uint64_t> sizes) noexcept {
  constexpr std::uint64_t most = std::uint64_t{1} << 52;
  std::uint64_t records = 0;
  for (std::size_t level = sizes.size(); level-- > 0;) {
    if (records > most / 2 || sizes[level] > most) return 0;
    records = 2 * records + sizes[level];
  }
  return records <= most ? records : 0;
}

/// Levels, and how often each was compacted.
struct level_history {
  std::vector<std::uint64_t> sizes{};
  std::vector<std::uint64_t> compactions{};
};

/** What `records` numbers in one stream leave: it does not depend on the numbers. Empty beyond some 10^9 records.
    O(records / k). */
inline level_history history_of_one_stream(double k, double c, std::uint64_t records) {
  constexpr std::uint64_t most_compactions = 4'000'000;
  level_history past{{0}, {0}};
  std::uint64_t stored = 0;
  std::uint64_t room = capacity(k, c, 0);
  if (records / room > most_compactions / 4) return {};
  for (std::uint64_t done = 0; records > 0;) {
    const std::uint64_t more = records < room + 1 - stored ? records : room + 1 - stored;
    past.sizes[0] += more;
    stored += more;
    records -= more;
    if (stored <= room) break;
    if (++done > most_compactions) return {};
    std::size_t full = 0;
    while (past.sizes[full] < capacity(k, c, full)) ++full;
    if (full + 1 == past.sizes.size()) {
      past.sizes.push_back(0);
      past.compactions.push_back(0);
      room += capacity(k, c, full + 1);
    }
    const std::uint64_t pairs = past.sizes[full] / 2;
    past.sizes[full] %= 2;
    past.sizes[full + 1] += pairs;
    ++past.compactions[full];
    stored -= pairs;
  }
  return past;
}

/// How often each level was compacted, at most, whatever was merged with what: a full level holds its capacity, and all
/// that has gone up a level can be counted from above. Where less than that has gone up, the levels are not what they
/// should be, and as much is taken to have gone up two by two.
inline std::vector<std::uint64_t> most_compactions(double k, double c, std::span<const std::uint64_t> sizes) {
  std::vector<std::uint64_t> result(sizes.size());
  std::uint64_t arrived = 0;  // at the level above
  for (std::size_t level = sizes.size(); level-- > 0;) {
    const std::uint64_t full = capacity(k, c, level);
    result[level] = 2 * arrived >= full ? 2 * arrived / full : arrived;
    arrived = sizes[level] + 2 * arrived;
  }
  return result;
}

/// How far the sketch's ranks may be off.
struct rank_certainty {
  std::uint64_t records = 0;  ///< at most so many, at every number; 0: the sketch holds all numbers
  bool one_stream = true;     ///< its levels are those of one stream; else it was put together from parts
};

/** How far ranks may be off, for certain. A compaction of level h shifts a rank by 0 or 2^h records: up where it keeps
    the first of each pair, down where the second. In one stream a level keeps the first, the second twice, the first
    twice and so on, so of c compactions at most (c + 1) / 2 shift the same way. In sketches of parts that were merged
    all of them may. O(records / k). */
inline rank_certainty certainty_of(double k, double c, std::span<const std::uint64_t> sizes) {
  const level_history alone = history_of_one_stream(k, c, records_of(sizes));
  rank_certainty result;
  result.one_stream = std::vector<std::uint64_t>(sizes.begin(), sizes.end()) == alone.sizes;
  const std::vector<std::uint64_t> compactions = result.one_stream ? alone.compactions : most_compactions(k, c, sizes);
  for (std::size_t level = 0; level < compactions.size(); ++level) {
    const std::uint64_t one_way = result.one_stream ? (compactions[level] + 1) / 2 : compactions[level];
    result.records += one_way << level;
  }
  return result;
}

}  // namespace leeway::model_monitor

#endif
