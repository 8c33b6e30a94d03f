// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_MANN_WHITNEY_HPP
#define LEEWAY_DRIFT_MANN_WHITNEY_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/ordered_test.hpp>
#include <leeway/drift/rank_statistics.hpp>
#include <leeway/law/mann_whitney.hpp>
#include <leeway/law/normal.hpp>

namespace leeway {
namespace detail {

struct mann_whitney_policy {
  static constexpr std::string_view name = "mann_whitney";
  static constexpr std::uint64_t limit_from = 50;
  static constexpr double largest_share = 0.3;  // beyond it ranks are skewed, and the normal law too small far out
  static constexpr std::size_t most_groups = 128;
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return mann_whitney_u(a, b); }
  double effect(row a, row b) const noexcept { return probability_of_superiority(a, b).value; }
  interval effect_interval(row a, row b) const noexcept { return probability_of_superiority(a, b).between; }
  /// |U - nm/2|, in whole and half numbers.
  double evidence(row a, row b) const noexcept {
    const auto all = static_cast<wide_count>(total(a)) * total(b);
    const wide_count off = twice_pairs_above(a, b) - all;
    return 0.5 * static_cast<double>(off < 0 ? -off : off);
  }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::mann_whitney_normal(evidence, 0.0, law::mann_whitney_variance(a, b));
  }
  /// Known where no place holds records of both sides: ties within a side do not count.
  law::tail exact(row a, row b) const noexcept {
    for (std::size_t k = 0; k < a.size(); ++k)
      if (a[k] > 0 && b[k] > 0) return {};
    const std::uint64_t n = total(a);
    const std::uint64_t m = total(b);
    if (n >= law::mann_whitney_exact_below || m >= law::mann_whitney_exact_below) return {};
    return law::mann_whitney_exact(static_cast<std::uint64_t>(twice_pairs_above(a, b) / 2), n, m);
  }
  /// A gap of D above 1/2 leaves a probability of superiority of at least D or at most 1 - D; a smaller one may leave
  /// 1/2. The deviation of U/(nm) is at most that of a share of the smaller side.
  double least_change(double log_significance, double, row a, row b) const noexcept {
    constexpr double quantile_80 = 0.8416212335729143;
    const std::uint64_t n = total(a);
    const std::uint64_t m = total(b);
    const double pairs = static_cast<double>(n) * static_cast<double>(m);
    const double critical =
        -law::normal_quantile(0.5 * std::exp(log_significance)) * std::sqrt(law::mann_whitney_variance(n, m)) + 0.5;
    return 0.5 + critical / pairs + 0.5 * quantile_80 / std::sqrt(static_cast<double>((std::min)(n, m)));
  }
};

}  // namespace detail

/** Mann-Whitney test for numeric features: is a record of the window more often the larger, or the smaller, than by
  chance?

  Statistic U, from the middles of the cells; effect U/(nm), the probability that a record of the window is the larger.
  p-value: exact where the cells show the whole order and nm < 600; the normal law with continuity and the variance
  given the ties from 50 records a side while no value holds more than 30 % of all records; else Monte Carlo, see
  `bound_ordered_test`. Changes that leave U/(nm) at 1/2, of spread alone for one, are not seen by it. Sources: Mann and
  Whitney (1947), DeLong, DeLong and Clarke-Pearson (1988). */
class mann_whitney {
 public:
  static constexpr std::string_view name = detail::mann_whitney_policy::name;

  explicit mann_whitney(ordered_options options = {}) : options_(options) {}

  bound_ordered_test<detail::mann_whitney_policy> bind(const numeric_feature& feature) const {
    return {{}, feature, options_};
  }

 private:
  ordered_options options_;
};

}  // namespace leeway

#endif
