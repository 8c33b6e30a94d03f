// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ORDERED_STATISTIC_HPP
#define LEEWAY_DRIFT_ORDERED_STATISTIC_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/law/tail.hpp>

namespace leeway {

/** What `bound_ordered_test` asks of a statistic. A row holds counts over the steps of `ordered_cells`: row[2k] inside
  cell k and row[2k + 1] at its upper end; neither row is empty. A statistic that needs to know where the cells lie is
  constructed from the feature. All functions are `noexcept` and allocate nothing.

  `name`: of the test.
  `limit_from`: records on the smaller side from which the limit law may be used, and
  `largest_share`: no step may hold more than this share of all records, unless they are of one side inside a cell. The
    limit law must keep its size wherever both admit it.
  `most_groups`: draws look at no more groups of cells than this.
  `value(a, b)`: the number shown.
  `effect(a, b)`, `effect_interval(a, b)`: the size of the change in the test's own unit, with 95 % interval.
  `evidence(a, b)`: what is compared with the null law; larger is more.
  `tail(evidence, a, b)`: its limit law.
  `least_change(log_significance, widest, a, b)`: the D from which the limit law is significant with 80 % power,
  whatever the shape of the change, as long as no step holds more than the share `widest` of all records, as above; 1
  when there is no such D.

  Optional: `exact(a, b)`, the exact tail, without value where there is none; `limit_error(a, b)`, how much larger than
  the limit law's the p-value may have to be, relative; `value_interval(a, b)`, which holds the value of the raw
  records; `limit_holds(a, b)`, false where the limit law would not keep its size for this baseline at these sizes;
  `uses_places`, true for a statistic that looks at where the cells lie, of which the urn knows nothing. */
template <class S>
concept ordered_statistic = std::movable<S> && requires(const S s, std::span<const std::uint64_t> row, double x) {
  { S::name } -> std::convertible_to<std::string_view>;
  { S::limit_from } -> std::convertible_to<std::uint64_t>;
  { S::largest_share } -> std::convertible_to<double>;
  { S::most_groups } -> std::convertible_to<std::size_t>;
  { s.value(row, row) }
  noexcept->std::same_as<double>;
  { s.effect(row, row) }
  noexcept->std::same_as<double>;
  { s.effect_interval(row, row) }
  noexcept->std::same_as<interval>;
  { s.evidence(row, row) }
  noexcept->std::same_as<double>;
  { s.tail(x, row, row) }
  noexcept->std::same_as<law::tail>;
  { s.least_change(x, x, row, row) }
  noexcept->std::same_as<double>;
};

}  // namespace leeway

#endif
