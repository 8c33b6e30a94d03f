// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_INJECTOR_HPP
#define LEEWAY_MONITOR_INJECTOR_HPP

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/injection.hpp>
#include <leeway/monitor/value_steps.hpp>

namespace leeway {

/// The random numbers of one value: they depend on its place in the table and not on what was read before.
constexpr random_stream injection_stream(std::uint64_t seed, std::uint64_t row, std::uint64_t column) noexcept {
  return random_stream(seed + row, column);
}

/// Whether a change makes sense for a feature: numbers take all but newcomers, and need a spread for what is measured
/// in it; categories take missing values and newcomers. Nothing does for a column without values, or one that is not
/// tested.
inline bool applies(const injection& change, const any_feature& feature) noexcept {
  if (role_of(feature) != role::feature || statistics_of(feature).counts().present() == 0) return false;
  if (change.kind == injection_kind::missing) return true;
  if (type_of(feature) == value_type::text) return change.kind == injection_kind::newcomers;
  if (change.kind == injection_kind::newcomers) return false;
  const bool in_spread = change.kind == injection_kind::scale || change.in_deviations;
  const double spread = statistics_of(feature).moments().standard_deviation();
  return !in_spread || (spread > 0.0 && detail::is_finite(spread));
}

/** A change made ready for the numbers of a feature that it applies to. What is measured in means and deviations is
   measured in those of the baseline; moved values keep to the steps of a column that has few of them. */
class number_injector {
 public:
  number_injector(injection change, const numeric_feature& feature)
      : change_(std::move(change)), steps_(feature), mean_(feature.statistics().moments().mean()) {
    if (change_.in_deviations) change_.amount *= feature.statistics().moments().standard_deviation();
  }

  /// What a value becomes. NaN is no value, before and behind; infinite values are not moved. O(log values of the
  /// column).
  double operator()(double x, random_stream draw) const noexcept {
    if (detail::is_nan(x)) return x;
    if (change_.kind == injection_kind::missing) return draw.uniform() < change_.amount ? no_value : x;
    if (change_.kind == injection_kind::zero) return draw.uniform() < change_.amount ? 0.0 : x;
    if (!detail::is_finite(x)) return x;
    if (change_.kind == injection_kind::shift) return steps_.nearby(x + change_.amount, draw);
    return steps_.nearby(mean_ + change_.amount * (x - mean_), draw);
  }

 private:
  injection change_;
  value_steps steps_;
  double mean_;
};

/// A change made ready for the categories of a feature that it applies to.
class category_injector {
 public:
  category_injector(injection change, const category_feature& feature) : change_(std::move(change)) {
    while (feature.cells().index(newcomer_) != feature.cells().unseen()) newcomer_ += '*';
  }

  /// What a category becomes: a text without data is no value, before and behind.
  std::string_view operator()(std::string_view text, random_stream draw) const noexcept {
    if (text.data() == nullptr || !(draw.uniform() < change_.amount)) return text;
    return change_.kind == injection_kind::missing ? std::string_view() : std::string_view(newcomer_);
  }

 private:
  injection change_;
  std::string newcomer_ = "injected";
};

}  // namespace leeway

#endif
