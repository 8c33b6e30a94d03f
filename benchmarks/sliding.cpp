// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// What a record costs while a window slides over a column, with its KS distance and PSI: the same at any length of the
// window. `leeway` slides by panes and asks when one ends. `each_record` has both after every record, kept current by
// whatever is cheapest; `asked_each_record` by asking after every record. `recounted` counts the window anew.
#include "support.hpp"

#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/window/sliding.hpp>

#include <algorithm>
#include <vector>

namespace {

constexpr std::size_t panes = 50;

const std::vector<double>& records() {
  static const std::vector<double>& all = bench::live<double>("normal", 1'000'000);
  return all;
}

/// A whole number of panes, and enough of them for the clock.
std::size_t records_of_a_round(std::size_t window) {
  const std::size_t pane = window / panes;
  return pane >= 10'000 ? pane : 10'000 / pane * pane;
}

/// Asks what everybody asks.
double ask(const leeway::counts& past, const leeway::counts& now) {
  return leeway::kolmogorov_smirnov_distance(past.cells(), now.cells()) +
         leeway::population_stability_index(past.cells(), now.cells());
}

void by_panes(benchmark::State& state, std::size_t bins, std::size_t window) {
  const leeway::numeric_feature& past = bench::past<double>("normal", bins);
  const leeway::baseline table({}, past.counts().present(), {past});
  const leeway::sliding policy(window, panes);
  const std::vector<double>& live = records();
  leeway::sliding_panes slide = policy.sums(table);
  leeway::window pane(table);
  std::int64_t ended = 0;
  std::size_t at = 0;
  const auto feed = [&](std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      pane.column(0).observe(past.cells(), live[at]);
      at = at + 1 < live.size() ? at + 1 : 0;
      pane.add_rows(1);
      if (!policy.closes(pane.rows())) continue;
      double found = ask(past.counts(), slide.absorb(ended++, pane).columns()[0].counts());
      benchmark::DoNotOptimize(found);
      pane.reset();
    }
  };
  feed(window);
  const std::size_t size = records_of_a_round(window);
  for (auto _ : state) feed(size);
  bench::done(state, size);
}

/// Keeps the cells of the last records, and both statistics as of the last one.
class current {
 public:
  current(const leeway::numeric_feature& past, std::size_t window)
      : past_(past),
        n_(past.counts().present()),
        ring_(window),
        live_(past.cells().size()),
        terms_(past.cells().size()) {
    while (leaves_ < past.cells().size()) leaves_ *= 2;
    nodes_.resize(2 * leaves_);
    for (std::size_t i = 0; i < window; ++i) live_.add(cell_of(i), 1), ring_[i] = narrow(cell_of(i));
    for (std::size_t cell = 0; cell < live_.size(); ++cell) change(cell, 0);
  }

  double observe(double x) noexcept {
    const std::size_t entering = past_.cells().index(x);
    const std::size_t leaving = ring_[at_];
    ring_[at_] = narrow(entering);
    at_ = at_ + 1 < ring_.size() ? at_ + 1 : 0;
    change(entering, 1);
    change(leaving, -1);
    const double both = static_cast<double>(n_) * static_cast<double>(ring_.size());
    return static_cast<double>((std::max)(nodes_[1].highest, -nodes_[1].lowest)) / both + stability_;
  }

 private:
  /// Of the cumulated differences of some neighbouring cells.
  struct node {
    std::int64_t sum = 0;
    std::int64_t highest = 0;
    std::int64_t lowest = 0;
  };

  static std::uint16_t narrow(std::size_t cell) noexcept { return static_cast<std::uint16_t>(cell); }
  std::size_t cell_of(std::size_t i) const { return past_.cells().index(records()[i % records().size()]); }

  void change(std::size_t cell, int by) noexcept {
    live_.data()[cell] += static_cast<std::uint64_t>(std::int64_t{by});
    const auto m = static_cast<std::uint64_t>(ring_.size());
    const leeway::zero_policy zero;
    const double term = leeway::detail::population_stability_term(
        leeway::detail::cell_share(past_.counts()[cell], n_, live_.size(), zero),
        leeway::detail::cell_share(live_[cell], m, live_.size(), zero));
    stability_ += term - terms_[cell];
    terms_[cell] = term;
    const auto gap = static_cast<std::int64_t>(past_.counts()[cell] * m) - static_cast<std::int64_t>(live_[cell] * n_);
    std::size_t place = leaves_ + cell;
    nodes_[place] = {gap, gap, gap};
    for (place /= 2; place > 0; place /= 2) {
      const node& left = nodes_[2 * place];
      const node& right = nodes_[2 * place + 1];
      nodes_[place] = {left.sum + right.sum, (std::max)(left.highest, left.sum + right.highest),
                       (std::min)(left.lowest, left.sum + right.lowest)};
    }
  }

  const leeway::numeric_feature& past_;
  std::uint64_t n_;
  std::vector<std::uint16_t> ring_;
  leeway::counts live_;
  std::vector<double> terms_;
  double stability_ = 0.0;
  std::size_t leaves_ = 1;
  std::vector<node> nodes_{};
  std::size_t at_ = 0;
};

void each_record(benchmark::State& state, std::size_t bins, std::size_t window) {
  current now(bench::past<double>("normal", bins), window);
  const std::vector<double>& live = records();
  std::size_t at = 0;
  const std::size_t size = 10'000;
  for (auto _ : state)
    for (std::size_t i = 0; i < size; ++i) {
      double found = now.observe(live[at]);
      benchmark::DoNotOptimize(found);
      at = at + 1 < live.size() ? at + 1 : 0;
    }
  bench::done(state, size);
}

void asked_each_record(benchmark::State& state, std::size_t bins, std::size_t window) {
  const leeway::numeric_feature& past = bench::past<double>("normal", bins);
  leeway::counts live(past.cells().size());
  std::vector<std::uint16_t> ring(window);
  std::size_t at = 0;
  const auto enter = [&] {
    const std::size_t cell = past.cells().index(records()[at % records().size()]);
    live.add(cell);
    ring[at % window] = static_cast<std::uint16_t>(cell);
    ++at;
  };
  while (at < window) enter();
  const std::size_t size = 1'000;
  for (auto _ : state)
    for (std::size_t i = 0; i < size; ++i) {
      live.add(ring[at % window], ~std::uint64_t{0});  // one less
      enter();
      double found = ask(past.counts(), live);
      benchmark::DoNotOptimize(found);
    }
  bench::done(state, size);
}

void recounted(benchmark::State& state, std::size_t bins, std::size_t window) {
  const leeway::numeric_feature& past = bench::past<double>("normal", bins);
  const std::size_t pane = window / panes;
  std::size_t at = 0;
  for (auto _ : state) {
    leeway::column_statistics live(past.cells().size());
    live.observe(past.cells(), std::span(records()).subspan(at, window));
    at = at + pane + window <= records().size() ? at + pane : 0;
    double found = ask(past.counts(), live.counts());
    benchmark::DoNotOptimize(found);
  }
  bench::done(state, pane);
}

void add_all() {
  for (const std::size_t bins : {std::size_t{20}, std::size_t{1024}})
    for (const std::size_t window : {std::size_t{1'000}, std::size_t{100'000}, std::size_t{10'000'000}}) {
      const std::string name = "sliding" + std::to_string(bins);
      const auto add = [&](const char* who, auto run) {
        bench::add(name, who, "double", "normal", window, [=](benchmark::State& state) { run(state, bins, window); });
      };
      add("leeway", by_panes);
      add("each_record", each_record);
      add("asked_each_record", asked_each_record);
      if (window < 1'000'000) add("recounted", recounted);
    }
}

}  // namespace

int main(int count, char** arguments) {
  add_all();
  return bench::run_added(count, arguments);
}
