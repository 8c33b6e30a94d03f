// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_OWN_LIMITS_HPP
#define LEEWAY_MONITOR_OWN_LIMITS_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/own_limit.hpp>
#include <leeway/baseline/own_windows.hpp>
#include <leeway/cells/concept.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/drift/any_test.hpp>
#include <leeway/drift/own_dependence.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/total_variation_statistic.hpp>

namespace leeway {
namespace detail {

/// The effect of one question; writable where `effects` is.
template <class Effects>
auto& effect_on(Effects& effects, question asked) noexcept {
  switch (asked) {
    case question::missing:
      return effects.missing;
    case question::unseen:
      return effects.unseen;
    case question::spike:
      return effects.spike;
    default:
      return effects.distribution;
  }
}

}  // namespace detail

/** How far the baseline's own windows moved, a question each: what raises the tolerances of a feature.

  A window is measured like them, by what surely moved: one more calm window lies above the limit as rarely as
  `own_limit::exceeded` says, whatever goes on inside windows. A window of more than twice their size shows what theirs
  were too small to be sure of. It is measured by how far they seemed to move, less what chance adds: of the square of a
  move chance has the part that independent rows would show. How often that is exceeded is not known. O(windows x
  cells). */
class own_limits {
 public:
  own_limits() = default;
  template <cells C>
  own_limits(const feature_baseline<C>& feature, test_kind deciding) : typical_(feature.own().typical_records()) {
    const own_windows& own = feature.own();
    const double moved = beyond_chance(own_dependence(own).value / feature.design_effect());
    const double missing = beyond_chance(own_missing_dependence(own).value / feature.design_effect());
    set(question::distribution, distribution_effects<C>(own, effect_of(deciding)), moved);
    set(question::missing, effects_of(own, question::missing), missing);
    set(question::unseen, effects_of(own, question::unseen), 1.0);
    set(question::spike, effects_of(own, question::spike), moved);
  }

  /// For a window of so many records, missing ones included. No effect where there are too few own windows.
  own_limit of(question asked, std::uint64_t records) const noexcept {
    const limits& both = limits_[static_cast<std::size_t>(asked)];
    return records > 2 * typical_ ? both.of_larger : both.of_alike;
  }

 private:
  struct limits {
    own_limit of_alike{};
    own_limit of_larger{};
  };

  /// The part of a move that is not chance, where windows vary so many times more than their rows explain; all of it
  /// where that is not known.
  static double beyond_chance(double varied) noexcept {
    if (detail::is_nan(varied)) return 1.0;
    return varied > 1.0 ? std::sqrt(1.0 - 1.0 / varied) : 0.0;
  }

  void set(question asked, const std::vector<own_effect>& effects, double beyond_chance) {
    std::vector<double> values;
    std::vector<double> sure;
    for (const own_effect& one : effects) {
      values.push_back(beyond_chance * one.value);
      sure.push_back(one.sure);
    }
    limits& both = limits_[static_cast<std::size_t>(asked)];
    both.of_alike = limit_of(std::move(sure));
    const own_limit seemed = limit_of(std::move(values));
    both.of_larger = seemed.effect > both.of_alike.effect ? seemed : both.of_alike;
    both.of_larger.exceeded = no_value;
  }

  static std::vector<own_effect> effects_of(const own_windows& own, question asked) {
    std::vector<own_effect> result;
    for (const own_effects& one : own.effects()) result.push_back(detail::effect_on(one, asked));
    return result;
  }

  template <cells C>
  static std::vector<own_effect> distribution_effects(const own_windows& own, effect_kind kind) {
    constexpr bool judged_by_gap = std::same_as<C, numeric_cells>;
    if (kind == effect_kind::rise) return effects_of(own, question::spike);
    if (judged_by_gap && kind == effect_kind::total_variation) return moved_shares(own);
    return effects_of(own, question::distribution);
  }

  /// From the coarse counts: the windows were judged by their gap, which is less.
  static std::vector<own_effect> moved_shares(const own_windows& own) {
    std::vector<own_effect> result;
    own.against_others([&](std::span<const std::uint64_t> one, std::span<const std::uint64_t> others) {
      const share_of_rows moved = total_variation_moved(others, one);
      const bool none = detail::is_nan(moved.value);  // no record on a side
      result.push_back(none ? own_effect{} : own_effect{moved.value, moved.lower_bound});
    });
    return result;
  }

  std::uint64_t typical_ = 0;
  std::array<limits, 4> limits_{};
};

/// The tolerance that both the wish and the own windows allow: beyond the limit is a warning, and drift as much further
/// as the wish has it.
inline tolerance raised(tolerance wanted, const own_limit& own) noexcept {
  if (!(own.effect > wanted.warning)) return wanted;
  const double drift = (std::max)(wanted.drift, own.effect + (wanted.drift - wanted.warning));
  return {(std::min)(1.0, own.effect), (std::min)(1.0, drift)};
}

}  // namespace leeway

#endif
