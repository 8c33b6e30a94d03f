// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_RARITY_HPP
#define LEEWAY_BASELINE_RARITY_HPP

#include <cstdint>

namespace leeway {

/// How many values the baseline holds once and twice: what a fresh sample would show that the baseline has not.
struct rarity {
  std::uint64_t seen_once = 0;
  std::uint64_t seen_twice = 0;

  void count(std::uint64_t times) noexcept {
    if (times == 1) ++seen_once;
    if (times == 2) ++seen_twice;
  }
  friend bool operator==(const rarity&, const rarity&) = default;
};

}  // namespace leeway

#endif
