// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ORDERED_DRAWS_HPP
#define LEEWAY_DRIFT_ORDERED_DRAWS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/drift/null_law.hpp>
#include <leeway/drift/ordered_cells.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/monte_carlo.hpp>
#include <leeway/law/null_tables.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway {

/** Monte Carlo p-values of statistics of ordered cells. Draws come from the urn of the baseline's order statistics;
  from re-assigned records where cells are given or neither row is the baseline; where neither law is exact, with ranks
  of repeated values or on demand, from both, and the larger p-value counts. The statistic is evaluated on groups of
  cells, each standing where its last cell has its records. Allocates when constructed only. */
class ordered_draws {
 public:
  /// `tables`: of draws that several share; none: all are its own. `name`: of the statistic, if it is one of ranks.
  explicit ordered_draws(const ordered_cells& cells, law::null_tables tables = {}, std::string_view name = {})
      : tables_(std::move(tables)),
        name_(name),
        row_a_(cells.steps()),
        row_b_(cells.steps()),
        grouped_a_(cells.capacity()),
        grouped_b_(cells.capacity()),
        weights_(cells.capacity()),
        urn_(cells.capacity()),
        split_(cells.capacity()) {}

  /// How often `evidence(row, row)` would be as large as it is for a and b, which `cells` was filled with.
  template <class Evidence>
  double p_value(ordered_cells& cells, const counts& a, const counts& b, const monte_carlo_effort& effort,
                 const Evidence& evidence, bool from_both = false) noexcept {
    double p = 0.0;
    if (cells.urn() || cells.repeated_ranks()) {
      cells.group_for_urn();
      p = from_urn(cells, a, b, effort, evidence);
    }
    if (cells.urn() && !from_both) return p;
    cells.group_for_split(a, b);
    return (std::max)(p, from_split(cells, a, b, effort, evidence));
  }

 private:
  template <class Evidence>
  double from_urn(const ordered_cells& cells, const counts& a, const counts& b, const monte_carlo_effort& effort,
                  const Evidence& evidence) noexcept {
    group(cells, a, b);
    const double observed = evidence(row_a_, row_b_);
    const std::span<std::uint64_t> weights = first_of(weights_, cells);
    const std::span<std::uint64_t> drawn = first_of(grouped_b_, cells);
    std::ranges::copy(first_of(grouped_a_, cells), weights.begin());
    ++weights.back();
    urn_.assign(weights, detail::total(b.cells()));
    const auto statistic = [&] {
      cells.place(drawn, row_b_);
      return evidence(row_a_, row_b_);
    };
    return p_of(observed, {law::null_key::kind::urn, weights, detail::total(b.cells()), effort.seed}, cells, urn_,
                statistic, effort);
  }

  template <class Evidence>
  double from_split(const ordered_cells& cells, const counts& a, const counts& b, const monte_carlo_effort& effort,
                    const Evidence& evidence) noexcept {
    group(cells, a, b);
    const double observed = evidence(row_a_, row_b_);
    const std::span<std::uint64_t> pooled = first_of(weights_, cells);
    const std::span<std::uint64_t> drawn_a = first_of(grouped_a_, cells);
    const std::span<std::uint64_t> drawn_b = first_of(grouped_b_, cells);
    for (std::size_t k = 0; k < pooled.size(); ++k) pooled[k] = drawn_a[k] + drawn_b[k];
    split_.assign(pooled, detail::total(b.cells()));
    const auto statistic = [&] {
      for (std::size_t k = 0; k < pooled.size(); ++k) drawn_a[k] = pooled[k] - drawn_b[k];
      cells.place(drawn_a, row_a_);
      cells.place(drawn_b, row_b_);
      return evidence(row_a_, row_b_);
    };
    return p_of(observed, {law::null_key::kind::split, pooled, detail::total(b.cells()), effort.seed}, cells, split_,
                statistic, effort);
  }

  /// The draws are those that others with the same key have drawn. So are the values, if only the counts matter.
  template <class Law, class Statistic>
  double p_of(double observed, const law::null_key& key, const ordered_cells& cells, Law& source,
              const Statistic& statistic, const monte_carlo_effort& effort) noexcept {
    const std::string_view name = cells.groups_stand_inside() ? name_ : std::string_view();
    return law::monte_carlo(tables_.find(key), name, key, first_of(grouped_b_, cells), source, statistic, observed,
                            effort.most_draws, effort.enough_exceedances)
        .p;
  }

  static std::span<std::uint64_t> first_of(std::vector<std::uint64_t>& all, const ordered_cells& cells) noexcept {
    return {all.data(), cells.groups()};
  }

  /// Leaves the counts of the groups in `grouped_a_` and `grouped_b_`, and on their steps in the rows.
  void group(const ordered_cells& cells, const counts& a, const counts& b) noexcept {
    cells.sum(a, first_of(grouped_a_, cells));
    cells.sum(b, first_of(grouped_b_, cells));
    std::ranges::fill(row_a_, 0);
    std::ranges::fill(row_b_, 0);
    cells.place(first_of(grouped_a_, cells), row_a_);
    cells.place(first_of(grouped_b_, cells), row_b_);
  }

  law::null_tables tables_;
  std::string_view name_;
  std::vector<std::uint64_t> row_a_;
  std::vector<std::uint64_t> row_b_;
  std::vector<std::uint64_t> grouped_a_;
  std::vector<std::uint64_t> grouped_b_;
  std::vector<std::uint64_t> weights_;
  law::urn_law urn_;
  law::split_law split_;
};

}  // namespace leeway

#endif
