// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_NULL_TABLES_HPP
#define LEEWAY_LAW_NULL_TABLES_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/base/shared.hpp>
#include <leeway/law/monte_carlo.hpp>

namespace leeway::law {

/// What a simulation is known by: equal keys give equal draws.
struct null_key {
  enum class kind : std::uint8_t {
    urn,   ///< `urn_law` of the weights
    split  ///< `split_law` of the weights, which are pooled counts
  };

  kind law = kind::urn;
  std::span<const std::uint64_t> weights{};
  std::uint64_t m = 0;
  std::uint64_t seed = 0;
};

/**
 * Remembers one simulation: the first windows that were drawn, and for each statistic the values of the first draws,
 * both in the order of the draws. What is remembered is what would be drawn again, so nothing depends on it but the
 * time.
 */
class null_table {
 public:
  /// Allocates what it ever holds: some `draws * (4 * min(cells, 16) + 8 * most_statistics)` bytes, touched as they
  /// fill.
  null_table(std::size_t cells, std::size_t draws) : draws_(draws) {
    weights_.reserve(cells);
    rows_.reserve(draws * (std::min)(cells, std::size_t{16}));
    for (sequence& one : statistics_) one.values.reserve(draws);
  }

  /// The values of one statistic.
  struct sequence {
    std::string_view name{};
    std::vector<double> values{};
  };

  bool fits(const null_key& key) const noexcept { return key.weights.size() <= weights_.capacity(); }
  bool holds(const null_key& key) const noexcept {
    return key.law == law_ && key.m == m_ && key.seed == seed_ && std::ranges::equal(key.weights, weights_);
  }
  /// Forgets all and begins another simulation, whose key must fit.
  void begin(const null_key& key) noexcept {
    law_ = key.law;
    m_ = key.m;
    seed_ = key.seed;
    weights_.assign(key.weights.begin(), key.weights.end());
    rows_.clear();
    for (sequence& one : statistics_) {
      one.name = {};
      one.values.clear();
    }
  }

  /// Null when there are too many statistics already.
  sequence* values_of(std::string_view name) noexcept {
    for (sequence& one : statistics_) {
      if (one.name.empty()) one.name = name;
      if (one.name == name) return &one;
    }
    return nullptr;
  }

  /// Draw number `draw` once more; false when it is not remembered.
  bool repeat(std::uint64_t draw, std::span<std::uint64_t> row) const noexcept {
    if (draw >= rows_.size() / row.size()) return false;
    const std::uint32_t* kept = rows_.data() + draw * row.size();
    std::copy(kept, kept + row.size(), row.begin());
    return true;
  }
  /// Remembers the draw if it comes next and there is room.
  void remember(std::uint64_t draw, std::span<const std::uint64_t> row) noexcept {
    if (draw != rows_.size() / row.size() || rows_.capacity() - rows_.size() < row.size() || m_ > UINT32_MAX) return;
    for (const std::uint64_t count : row) rows_.push_back(static_cast<std::uint32_t>(count));
  }
  void remember(std::uint64_t draw, double value, sequence& values) const noexcept {
    if (draw == values.values.size() && draw < draws_) values.values.push_back(value);
  }

  std::uint64_t last_asked = 0;  ///< for the owner of several

 private:
  static constexpr std::size_t most_statistics = 8;

  null_key::kind law_ = null_key::kind::urn;
  std::uint64_t m_ = 0;
  std::uint64_t seed_ = 0;
  std::size_t draws_;
  std::vector<std::uint64_t> weights_;
  std::vector<std::uint32_t> rows_;
  sequence statistics_[most_statistics];
};

/**
 * A handle to simulations that bound tests share: columns without missing values have the same weights and the same m,
 * and all statistics of a column the same draws. Copies share. All memory is reserved at construction: looking
 * something up allocates nothing. For one thread. Without any (the default) each test draws for itself; the p-values
 * are the same bit for bit.
 */
class null_tables {
 public:
  null_tables() = default;
  /// @param urns how many urns are remembered; beside them the last re-assignment of pooled records
  /// @param most_cells laws with more are not remembered
  /// @param draws how many; further draws are drawn again
  explicit null_tables(std::size_t urns, std::size_t most_cells = 16, std::size_t draws = 10'000) {
    memory reserved;
    reserved.tables.reserve(urns + 1);
    for (std::size_t i = 0; i <= urns; ++i) reserved.tables.emplace_back(most_cells, draws);
    memory_ = leeway::detail::shared<memory>(std::move(reserved));
  }

  /// The table of this simulation, the one asked least recently made anew for it if need be; null when there is none.
  null_table* find(const null_key& key) const noexcept {
    if (!memory_ || key.weights.empty()) return nullptr;
    const std::span<null_table> all(memory_->tables);
    const std::span<null_table> candidates = key.law == null_key::kind::split ? all.first(1) : all.subspan(1);
    null_table* oldest = nullptr;
    for (null_table& one : candidates) {
      if (one.holds(key)) return asked(one);
      if (oldest == nullptr || one.last_asked < oldest->last_asked) oldest = &one;
    }
    if (oldest == nullptr || !oldest->fits(key)) return nullptr;
    oldest->begin(key);
    return asked(*oldest);
  }

 private:
  struct memory {
    mutable std::vector<null_table> tables;  // a memo: what it holds changes no result
    mutable std::uint64_t clock = 0;
  };

  null_table* asked(null_table& one) const noexcept {
    one.last_asked = ++memory_->clock;
    return &one;
  }

  leeway::detail::shared<memory> memory_;
};

/**
 * P(T >= observed) by simulation, see `monte_carlo_in_order`, where draw r of the law that `key` names comes from
 * random_stream(key.seed, r): `law.draw(random, row)` draws a window into `row`, `statistic()` is T of what is there.
 * With a table what it remembers is not drawn again. `name` names the statistic, which must depend on the key and the
 * row alone; of one without a name the values are not remembered.
 */
template <class Law, class Statistic>
monte_carlo_tail monte_carlo(null_table* table, std::string_view name, const null_key& key,
                             std::span<std::uint64_t> row, Law& law, Statistic&& statistic, double observed,
                             std::uint64_t most_draws, std::uint64_t stop_at) {
  null_table::sequence* known = table != nullptr && !name.empty() ? table->values_of(name) : nullptr;
  const auto statistic_of = [&](std::uint64_t number) {
    if (known != nullptr && number < known->values.size()) return known->values[number];
    if (table == nullptr || !table->repeat(number, row)) {
      random_stream random(key.seed, number);
      law.draw(random, row);
      if (table != nullptr) table->remember(number, row);
    }
    const double value = statistic();
    if (known != nullptr) table->remember(number, value, *known);
    return value;
  };
  return monte_carlo_in_order(statistic_of, observed, most_draws, stop_at);
}

}  // namespace leeway::law

#endif
