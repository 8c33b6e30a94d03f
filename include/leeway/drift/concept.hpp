// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_CONCEPT_HPP
#define LEEWAY_DRIFT_CONCEPT_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/contribution.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway {

/// All that a report says of one question.
struct full_answer {
  test_result result{};
  share_of_rows moved{};
  double smallest_effect = no_value;
  contribution largest_move{};  ///< nothing where there is no p-value, as with the contributions
  std::vector<contribution> contributions{};
};

/** A test that is ready to run. It compares two rows of counts over the cells it was bound to, whoever they belong to:
    baseline and window, or two windows.

  `bound(a, b)` finds statistic and p-value; `share_moved(a, b)` says how large the change is as a share of rows;
  `smallest_effect(a, b, log_significance, tolerance)` is the share that the verdict rule would call with 80 % power at
  these sizes. All three are `noexcept` and allocation-free. `contributions(a, b)` and `largest_move(a, b)` say what
  moved, for reports; they allocate. So that nothing is found twice a test may also have
  `answer(a, b, log_significance, tolerance)`, all of these at once, and `explain(a, b, contributions)`, the result and
  the contributions. */
template <class B>
concept bound_test = std::movable<B> &&
    requires(B bound, const B constant, const counts& a, const counts& b, double x) {
  { bound(a, b) }
  noexcept->std::same_as<test_result>;
  { bound.share_moved(a, b) }
  noexcept->std::same_as<share_of_rows>;
  { bound.smallest_effect(a, b, x, x) }
  noexcept->std::same_as<double>;
  { bound.contributions(a, b) } -> std::same_as<std::vector<contribution>>;
  { bound.largest_move(a, b) } -> std::same_as<contribution>;
};

/// A description of a test for features counted in cells of type C. Binding validates, allocates and may throw.
template <class T, class C>
concept test = std::copyable<T> && requires(const T t, const feature_baseline<C>& feature) {
  { T::name } -> std::convertible_to<std::string_view>;
  { t.bind(feature) } -> bound_test;
};

}  // namespace leeway

#endif
