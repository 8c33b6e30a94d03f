// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_COLUMN_PARTS_HPP
#define LEEWAY_STATISTICS_DETAIL_COLUMN_PARTS_HPP

#include <cstdint>

#include <leeway/statistics/detail/running_moments.hpp>
#include <leeway/statistics/extremes.hpp>

namespace leeway::detail {

/// What is kept of a column, to be added to: counters of the cells and of missing values, and what is beside them.
struct column_parts {
  std::uint64_t* counts;
  leeway::extremes& extremes;
  running_moments& moments;
  std::uint64_t& infinite;
};

}  // namespace leeway::detail

#endif
