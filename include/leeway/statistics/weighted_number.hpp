// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_WEIGHTED_NUMBER_HPP
#define LEEWAY_STATISTICS_WEIGHTED_NUMBER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leeway {

/// A number that a sketch holds: how often, and how many records it stands for.
struct weighted_number {
  std::uint64_t key = 0;  ///< order key
  std::uint64_t stored = 0;
  std::uint64_t records = 0;
};

/// Sorted, and each number once. O(n log n).
inline void put_together(std::vector<weighted_number>& numbers) {
  std::sort(numbers.begin(), numbers.end(),
            [](const weighted_number& a, const weighted_number& b) { return a.key < b.key; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (numbers[i].key == numbers[last].key) {
      numbers[last].stored += numbers[i].stored;
      numbers[last].records += numbers[i].records;
    } else {
      numbers[++last] = numbers[i];
    }
  }
  if (!numbers.empty()) numbers.resize(last + 1);
}

}  // namespace leeway

#endif
