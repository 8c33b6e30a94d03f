// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_DRAW_HPP
#define LEEWAY_TESTS_CALIBRATION_DRAW_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "calibration/laws.hpp"
#include "support/features.hpp"

/// Baselines and windows drawn from laws: as records that are learned and counted, or, where they are many, straight as
/// counts of the same law.
namespace calibration {

inline constexpr std::uint64_t records_up_to = 99'999;

namespace detail {

/// A value, and how many records hold it.
struct value_count {
  double value;
  std::uint64_t records;
};

/// Counts a value so many times, by doubling.
inline void observe_repeated(leeway::column_statistics& all, const leeway::numeric_cells& cells, value_count one) {
  leeway::column_statistics power(cells.size());
  power.observe(cells, one.value);
  for (; one.records > 0; one.records /= 2) {
    if (one.records % 2 == 1) all += power;
    const leeway::column_statistics twin = power;
    power += twin;
  }
}

inline leeway::numeric_feature feature_of(leeway::numeric_cells cells, const std::vector<value_count>& drawn) {
  leeway::feature_parts<leeway::numeric_cells> parts;
  parts.name = "value";
  parts.statistics = leeway::column_statistics(cells.size());
  for (const value_count& one : drawn) observe_repeated(parts.statistics, cells, one);
  parts.rarity = leeway::detail::rarity_of(cells, parts.statistics.counts());
  parts.cells = std::move(cells);
  return leeway::numeric_feature(std::move(parts));
}

inline leeway::numeric_feature learn_numbers(random_stream& random, const numeric_law& law, std::uint64_t n) {
  std::vector<double> records(n);
  for (double& x : records) x = law.record(random);
  return leeway::learn(std::span<const double>(records));
}

/// Listed values: how often each is drawn is multinomial.
inline leeway::numeric_feature draw_values(random_stream& random, const numeric_law& law, std::uint64_t n) {
  const samples::cell_counts counts = samples::draw(random, n, law.shares);
  std::vector<value_count> drawn;
  std::vector<std::uint64_t> keys;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    drawn.push_back({law.values[k], counts[k]});
    keys.insert(keys.end(), counts[k], leeway::order_key(law.values[k]));
  }
  return feature_of(leeway::equal_mass{}.learn({leeway::value_type::float64, keys}), drawn);
}

/** Continuous values: the order statistics at which cells end have gaps that are Dirichlet with the differences of
   their ranks as weights (Wilks 1941). Zeros are an atom below them. Inside a cell only the first and the last record
   are known; the others stand at its middle, which touches nothing but moments. */
inline leeway::numeric_feature draw_order_statistics(random_stream& random, const numeric_law& law, std::uint64_t n) {
  constexpr std::size_t bins = 1024;
  const std::uint64_t zeros = leeway::law::binomial_variate(random, n, law.zeros);
  std::vector<std::uint64_t> ranks{1};
  for (std::size_t j = 1; j < bins; ++j)
    if (const std::uint64_t rank = leeway::equal_mass::rank(j, n, bins); rank > zeros) ranks.push_back(rank - zeros);
  ranks.insert(ranks.end(), {n - zeros, n - zeros + 1});
  std::vector<double> sums;
  double sum = 0.0;
  std::uint64_t before = 0;
  for (std::uint64_t rank : ranks) {
    sum += rank > before ? leeway::law::gamma_variate(random, static_cast<double>(rank - before)) : 0.0;
    sums.push_back(sum);
    before = rank;
  }
  const std::size_t highest = ranks.size() - 2;
  std::vector<double> values;  // the lowest, the edges, the highest
  for (std::size_t i = 0; i <= highest; ++i) values.push_back(law.quantile(sums[i] / sum));

  std::vector<std::uint64_t> keys;
  std::vector<value_count> drawn{{0.0, zeros}, {values[0], 1}};
  if (zeros > 0) leeway::detail::push_atom(keys, leeway::value_type::float64, leeway::order_key(0.0));
  for (std::size_t i = 1; i <= highest; ++i) {
    if (i < highest) leeway::detail::push_edge(keys, leeway::order_key(values[i]));
    if (ranks[i] == ranks[i - 1]) continue;
    drawn.push_back({(values[i - 1] + values[i]) / 2.0, ranks[i] - ranks[i - 1] - 1});
    drawn.push_back({values[i], 1});
  }
  return feature_of(leeway::numeric_cells(leeway::value_type::float64, std::move(keys), true), drawn);
}

/// Given the edges the counts of a continuous law are multinomial.
inline leeway::counts draw_cells(random_stream& random, const numeric_law& law, const leeway::numeric_cells& cells,
                                 std::uint64_t m) {
  // The end just below the atom at zero is -0.0.
  const auto share_up_to = [&](double x) {
    return std::signbit(x) && law.zeros > 0.0 ? 0.0 : law.zeros + (1.0 - law.zeros) * law.cdf(x);
  };
  samples::shares shares;
  double before = 0.0;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const double sum = cell + 1 < cells.size() ? share_up_to(cells.upper(cell)) : 1.0;
    shares.push_back(sum - before);
    before = sum;
  }
  return features::row(samples::draw(random, m, shares), cells.size());
}

struct category_count {
  std::uint64_t category;
  std::uint64_t records;
};

inline std::string text_of(std::uint64_t category) { return 'v' + std::to_string(category); }

/// Counts of the categories that were drawn at all.
inline std::vector<category_count> draw_categories(random_stream& random, const category_law& law,
                                                   std::uint64_t records) {
  const std::uint64_t others = leeway::law::binomial_variate(random, records, law.beyond_share);
  const samples::cell_counts listed = samples::draw(random, records - others, law.shares);
  std::vector<category_count> result;
  for (std::size_t k = 0; k < listed.size(); ++k)
    if (listed[k] > 0) result.push_back({k, listed[k]});
  std::vector<std::uint64_t> drawn(others);
  for (std::uint64_t& category : drawn) category = law.beyond(random);
  std::sort(drawn.begin(), drawn.end());
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (i > 0 && drawn[i] == drawn[i - 1])
      ++result.back().records;
    else
      result.push_back({drawn[i], 1});
  return result;
}

inline leeway::category_feature learn_records(const std::vector<category_count>& drawn) {
  std::vector<std::string> texts;
  for (const category_count& one : drawn) texts.push_back(text_of(one.category));
  std::vector<std::string_view> records;
  for (std::size_t i = 0; i < drawn.size(); ++i) records.insert(records.end(), drawn[i].records, texts[i]);
  return leeway::learn(std::span<const std::string_view>(records));
}

/// The same without a look at each record.
inline leeway::category_feature learn_counts(std::vector<category_count> drawn) {
  std::stable_sort(drawn.begin(), drawn.end(), [](const auto& x, const auto& y) { return x.records > y.records; });
  leeway::feature_parts<leeway::category_cells> parts;
  parts.name = "value";
  std::vector<std::string> names;
  std::vector<std::uint64_t> rest;
  for (const category_count& one : drawn) {
    parts.rarity.count(one.records);
    if (names.size() < leeway::most_named_categories)
      names.push_back(text_of(one.category));
    else
      rest.push_back(leeway::hash(text_of(one.category)));
  }
  parts.cells = leeway::category_cells(std::move(names), std::move(rest));
  leeway::counts past(parts.cells.size());
  for (const category_count& one : drawn)
    past.add(parts.cells.index(std::string_view(text_of(one.category))), one.records);
  parts.statistics = leeway::column_statistics(std::move(past));
  return leeway::category_feature(std::move(parts));
}

}  // namespace detail

inline leeway::numeric_feature draw_past(random_stream& random, const numeric_law& law, std::uint64_t n) {
  if (n <= records_up_to) return detail::learn_numbers(random, law, n);
  return law.listed() ? detail::draw_values(random, law, n) : detail::draw_order_statistics(random, law, n);
}

inline leeway::counts draw_live(random_stream& random, const numeric_law& law, const leeway::numeric_cells& cells,
                                std::uint64_t m) {
  if (m > records_up_to && !law.listed()) return detail::draw_cells(random, law, cells, m);
  leeway::counts live(cells.size());
  if (m > records_up_to) {
    const samples::cell_counts drawn = samples::draw(random, m, law.shares);
    for (std::size_t k = 0; k < drawn.size(); ++k) live.add(cells.index(law.values[k]), drawn[k]);
  } else {
    for (std::uint64_t i = 0; i < m; ++i) live.add(cells.index(law.record(random)));
  }
  return live;
}

inline leeway::category_feature draw_past(random_stream& random, const category_law& law, std::uint64_t n) {
  const std::vector<detail::category_count> drawn = detail::draw_categories(random, law, n);
  return n <= records_up_to ? detail::learn_records(drawn) : detail::learn_counts(drawn);
}

inline leeway::counts draw_live(random_stream& random, const category_law& law, const leeway::category_cells& cells,
                                std::uint64_t m) {
  leeway::counts live(cells.size());
  for (const detail::category_count& one : detail::draw_categories(random, law, m))
    live.add(cells.index(std::string_view(detail::text_of(one.category))), one.records);
  return live;
}

}  // namespace calibration

#endif
