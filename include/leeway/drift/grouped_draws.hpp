// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_GROUPED_DRAWS_HPP
#define LEEWAY_DRIFT_GROUPED_DRAWS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/drift/coarse_cells.hpp>
#include <leeway/drift/null_law.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/monte_carlo.hpp>
#include <leeway/law/null_tables.hpp>

namespace leeway {

/** Monte Carlo p-values of statistics of groups of cells. Draws come from the urn of the baseline's order statistics,
  or from re-assigned records; with cells by the ranks of repeated values from both, and the larger p-value counts.
  Allocates when constructed only. */
class grouped_draws {
 public:
  /// `tables`: of draws that several share; none: all are its own.
  grouped_draws(std::size_t most_cells, law::null_tables tables)
      : tables_(std::move(tables)),
        draw_a_(most_cells),
        draw_b_(most_cells),
        weights_(most_cells),
        urn_(most_cells),
        split_(most_cells) {}

  /// How often `evidence(row, row)`, the statistic of that name, would be as large as it is for the last fill.
  template <class Evidence>
  double p_value(const coarse_cells& cells, std::string_view name, const monte_carlo_effort& effort,
                 const Evidence& evidence) noexcept {
    const double observed = evidence(cells.baseline(), cells.window());
    if (cells.urn()) return from_urn(cells, name, effort, evidence, observed);
    const double split = from_split(cells, name, effort, evidence, observed);
    return cells.repeated_ranks() ? (std::max)(split, from_urn(cells, name, effort, evidence, observed)) : split;
  }

 private:
  template <class Evidence>
  double from_urn(const coarse_cells& cells, std::string_view name, const monte_carlo_effort& effort,
                  const Evidence& evidence, double observed) noexcept {
    const auto a = cells.baseline();
    const std::span<std::uint64_t> weights(weights_.data(), a.size());
    const std::span<std::uint64_t> drawn(draw_b_.data(), a.size());
    std::copy(a.begin(), a.end(), weights.begin());
    ++weights.back();
    const law::null_key key{law::null_key::kind::urn, weights, detail::total(cells.window()), effort.seed};
    urn_.assign(weights, key.m);
    return p_of(
        observed, name, key, drawn, urn_, [&] { return evidence(a, drawn); }, effort);
  }

  template <class Evidence>
  double from_split(const coarse_cells& cells, std::string_view name, const monte_carlo_effort& effort,
                    const Evidence& evidence, double observed) noexcept {
    const std::size_t size = cells.size();
    const std::span<std::uint64_t> weights(weights_.data(), size);
    const std::span<std::uint64_t> drawn_a(draw_a_.data(), size);
    const std::span<std::uint64_t> drawn_b(draw_b_.data(), size);
    for (std::size_t k = 0; k < size; ++k) weights[k] = cells.baseline()[k] + cells.window()[k];
    const law::null_key key{law::null_key::kind::split, weights, detail::total(cells.window()), effort.seed};
    split_.assign(weights, key.m);
    const auto statistic = [&] {
      for (std::size_t k = 0; k < size; ++k) drawn_a[k] = weights[k] - drawn_b[k];
      return evidence(drawn_a, drawn_b);
    };
    return p_of(observed, name, key, drawn_b, split_, statistic, effort);
  }

  template <class Law, class Statistic>
  double p_of(double observed, std::string_view name, const law::null_key& key, std::span<std::uint64_t> drawn,
              Law& source, const Statistic& statistic, const monte_carlo_effort& effort) const noexcept {
    return law::monte_carlo(tables_.find(key), name, key, drawn, source, statistic, observed, effort.most_draws,
                            effort.enough_exceedances)
        .p;
  }

  law::null_tables tables_;
  std::vector<std::uint64_t> draw_a_;
  std::vector<std::uint64_t> draw_b_;
  std::vector<std::uint64_t> weights_;
  law::urn_law urn_;
  law::split_law split_;
};

}  // namespace leeway

#endif
