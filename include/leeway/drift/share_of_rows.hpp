// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_SHARE_OF_ROWS_HPP
#define LEEWAY_DRIFT_SHARE_OF_ROWS_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>

#include <leeway/base/detail/total.hpp>
#include <leeway/base/interval.hpp>

namespace leeway {

/// A change as a share of rows: the unit in which every question is judged.
struct share_of_rows {
  double value = no_value;
  interval between{};             ///< 95 %
  double lower_bound = no_value;  ///< one-sided 95 %: surely more than this
};

namespace detail {

/// n m / (n + m), the size of one sample that tells as much as the two.
inline double effective_size(std::uint64_t n, std::uint64_t m) noexcept {
  const auto a = static_cast<double>(n);
  const auto b = static_cast<double>(m);
  return a * (b / (a + b));
}

/// A number of records, below 2^63: so it is one instruction, of unsigned numbers without AVX-512 five and a branch.
inline double real_count(std::uint64_t count) noexcept { return static_cast<double>(static_cast<std::int64_t>(count)); }

inline double share(std::uint64_t count, std::uint64_t total) noexcept { return real_count(count) / real_count(total); }

/// Standard deviations of a share then and now.
struct share_deviations {
  double then = 0.0;
  double now = 0.0;

  double difference() const noexcept { return std::sqrt(then * then + now * now); }
};

inline share_deviations deviations_of(double then, std::uint64_t n, double now, std::uint64_t m) noexcept {
  return {std::sqrt(then * (1.0 - then) / static_cast<double>(n)),
          std::sqrt(now * (1.0 - now) / static_cast<double>(m))};
}

}  // namespace detail
}  // namespace leeway

#endif
