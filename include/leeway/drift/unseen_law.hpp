// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_UNSEEN_LAW_HPP
#define LEEWAY_DRIFT_UNSEEN_LAW_HPP

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/law/beta_binomial.hpp>

namespace leeway {

/// So many of n records of numbers may hold a value of their own.
constexpr std::uint64_t most_alone(std::uint64_t n) noexcept { return n / 10; }

namespace detail {

/// How many records of a window hold a value that the baseline has not, when nothing has changed: n and m are the
/// present records of both, `seen` are the baseline's values seen once and twice.
struct unseen_law {
  double known = 1.0;    ///< values of the baseline, and one that it may have missed
  bool numbers = false;  ///< which are asked only if few of them stand alone

  template <cells C>
  static unseen_law of(const feature_baseline<C>& feature) noexcept {
    return {known_values(feature), std::same_as<C, numeric_cells>};
  }

  /// Whether the question is asked because few values stand alone.
  bool choice(const rarity& seen, std::uint64_t n) const noexcept { return numbers && seen.seen_once <= most_alone(n); }

  /// The larger of two explanations without a change. Many rare values; or one or two values like the known ones that
  /// the baseline missed, any of them: all their records, by the law of one or two cells.
  double log_p(const rarity& seen, std::uint64_t unseen, std::uint64_t n, std::uint64_t m) const noexcept {
    const auto size = static_cast<double>(n);
    const double one = std::log(known) + law::beta_binomial_upper(unseen, m, 1.0, size).log_p;
    const double two = std::log(known * (known + 1.0) / 2.0) + law::beta_binomial_upper(unseen, m, 2.0, size).log_p;
    return (std::min)(0.0, (std::max)({log_p_of_rare(seen, unseen, n, m), one, two}));
  }

 private:
  /// Many rare values. Numbers are asked only when few of them stand alone, and a baseline in which few happen to do so
  /// expects too few new ones: theirs is the p-value given that. How many records stand alone in the baseline or are
  /// unseen in the window is known; which of them are the baseline's is left to chance, but for that choice.
  double log_p_of_rare(const rarity& seen, std::uint64_t unseen, std::uint64_t n, std::uint64_t m) const noexcept {
    const double precision = precision_of(seen);
    const std::uint64_t once = (std::min)(seen.seen_once, n - 1);
    const double log_p = log_p_of_mass(once, precision, unseen, n, m);
    const std::uint64_t most = most_alone(n);
    if (!choice(seen, n) || once + unseen <= most) return log_p;
    return log_p - log_p_of_mass(most, precision, once + unseen - most, n, m);
  }

  /// The unseen mass is a beta variable with the mean of Good's estimate, one record more.
  static double log_p_of_mass(std::uint64_t once, double precision, std::uint64_t unseen, std::uint64_t n,
                              std::uint64_t m) noexcept {
    const double alpha = (static_cast<double>(once) + 1.0) * precision;
    return law::beta_binomial_upper(unseen, m, alpha, static_cast<double>(n - once) * precision).log_p;
  }

  /// What is left of it because the values seen twice add to the variance as well.
  static double precision_of(const rarity& seen) noexcept {
    const double alone = static_cast<double>(seen.seen_once) + 1.0;
    return alone / (alone + 2.0 * static_cast<double>(seen.seen_twice));
  }

  template <cells C>
  static double known_values(const feature_baseline<C>& feature) noexcept {
    std::size_t known = 1;
    for (std::uint64_t count : feature.counts().cells()) known += count > 0 ? 1U : 0U;
    if constexpr (std::same_as<C, category_cells>)
      known += feature.cells().known_categories() - feature.cells().names().size();
    return static_cast<double>(known);
  }
};

}  // namespace detail
}  // namespace leeway

#endif
