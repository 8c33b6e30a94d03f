// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_SHARE_CHANGE_HPP
#define LEEWAY_DRIFT_SHARE_CHANGE_HPP

#include <cmath>
#include <cstdint>

#include <leeway/base/interval.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/binomial.hpp>

namespace leeway::detail {

/// b/m - a/n, each side of the interval left with probability `error`: the limits of the two shares put together as in
/// Newcombe (1998), but Clopper and Pearson's, because the score limits are too narrow for small counts and small
/// errors.
inline double share_change_lower(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m,
                                 double error) noexcept {
  const double then = share(a, n);
  const double now = share(b, m);
  const double down = now - law::clopper_pearson_lower(b, m, error);
  const double then_up = law::clopper_pearson_upper(a, n, error) - then;
  return now - then - std::sqrt(down * down + then_up * then_up);
}
inline double share_change_upper(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m,
                                 double error) noexcept {
  const double then = share(a, n);
  const double now = share(b, m);
  const double up = law::clopper_pearson_upper(b, m, error) - now;
  const double then_down = then - law::clopper_pearson_lower(a, n, error);
  return now - then + std::sqrt(up * up + then_down * then_down);
}
inline interval share_change_interval(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m,
                                      double error) noexcept {
  return {share_change_lower(a, n, b, m, error), share_change_upper(a, n, b, m, error)};
}

}  // namespace leeway::detail

#endif
