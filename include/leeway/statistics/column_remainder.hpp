// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_COLUMN_REMAINDER_HPP
#define LEEWAY_STATISTICS_COLUMN_REMAINDER_HPP

#include <cstdint>

#include <leeway/statistics/extremes.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway {

/// What is kept of a column but its counts: for people, but for `invalid`.
struct column_remainder {
  std::uint64_t invalid = 0;
  std::uint64_t infinite = 0;
  leeway::moments moments{};
  leeway::extremes extremes{};

  /// As if this had seen what `other` saw; moments up to rounding.
  void merge(const column_remainder& other) noexcept {
    invalid += other.invalid;
    infinite += other.infinite;
    moments.merge(other.moments);
    extremes.merge(other.extremes);
  }
};

}  // namespace leeway

#endif
