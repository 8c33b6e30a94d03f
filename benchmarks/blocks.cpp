// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// A table whose rows lie side by side, larger than any cache: as a block of rows, and column by column.
#include "support.hpp"

#include <leeway/monitor/table_monitor.hpp>

namespace {

constexpr std::size_t width = 64;

template <class Real>
struct wide_table {
  std::vector<std::string> names;
  leeway::baseline past;
  std::vector<leeway::column> columns;  // without rows
};

template <class Real>
const wide_table<Real>& table_of(std::size_t bins) {
  static std::map<std::size_t, wide_table<Real>> all;
  if (const auto found = all.find(bins); found != all.end()) return found->second;
  std::vector<std::string> names;
  std::vector<leeway::any_feature> features;
  for (std::size_t f = 0; f < width; ++f) {
    names.push_back("column " + std::to_string(f));
    const std::vector<Real> learned = bench::values<Real>(f % 3 == 0 ? "lognormal2" : "normal", 20'000, f + 1);
    features.emplace_back(leeway::learn(std::span<const Real>(learned), leeway::equal_mass(bins), names.back()));
  }
  wide_table<Real>& made =
      all.emplace(bins, wide_table<Real>{names, leeway::baseline({}, 20'000, features), {}}).first->second;
  for (const std::string& name : made.names) made.columns.push_back({name, std::span<const Real>()});
  return made;
}

template <class Real>
std::size_t rows() {
  const bool quick = std::getenv("LEEWAY_BENCHMARK_QUICK") != nullptr;
  return (quick ? std::size_t{16} : std::size_t{320}) * (std::size_t{1} << 20) / (width * sizeof(Real));
}

/// Column f of a row is of the law that its baseline is of.
template <class Real>
const std::vector<Real>& live() {
  static const std::vector<Real> all = [] {
    leeway::random_stream random(7);
    std::vector<Real> values(rows<Real>() * width);
    const std::size_t drawn = std::min<std::size_t>(values.size(), 20'000 * width);
    for (std::size_t i = 0; i < drawn; ++i)
      values[i] = static_cast<Real>(bench::draw(random, i % width % 3 == 0 ? "lognormal2" : "normal"));
    for (std::size_t i = drawn; i < values.size(); ++i) values[i] = values[i - drawn];
    return values;
  }();
  return all;
}

template <class Real>
void by_block(benchmark::State& state, std::size_t bins) {
  const wide_table<Real>& at = table_of<Real>(bins);
  leeway::table_monitor monitor(at.past, at.columns);
  for (auto _ : state) monitor.observe(leeway::row_block<Real>(live<Real>(), width));
  bench::done(state, live<Real>().size());
}

/// For each column a pass over all rows, one value at a time.
template <class Real>
void by_strides(benchmark::State& state, std::size_t bins) {
  const wide_table<Real>& at = table_of<Real>(bins);
  leeway::window into(at.past);
  const std::vector<Real>& values = live<Real>();
  for (auto _ : state)
    for (std::size_t f = 0; f < width; ++f) {
      const auto& cells = std::get<leeway::numeric_feature>(at.past.features()[f]).cells();
      for (std::size_t i = f; i < values.size(); i += width) into.column(f).observe(cells, values[i]);
    }
  bench::done(state, values.size());
}

template <class Real>
void add_all() {
  const char* type = bench::type_name<Real>();
  const std::size_t size = rows<Real>() * width;
  bench::add("limit_of_block", "sum", type, "64 columns", size,
             [](benchmark::State& state) { bench::sum_of_bytes(state, live<Real>()); });
  for (std::size_t bins : {std::size_t{20}, std::size_t{1024}}) {
    const std::string kernel = "block" + std::to_string(bins);
    bench::add(kernel, "leeway", type, "64 columns", size,
               [=](benchmark::State& state) { by_block<Real>(state, bins); });
    bench::add(kernel, "strided", type, "64 columns", size,
               [=](benchmark::State& state) { by_strides<Real>(state, bins); });
  }
}

}  // namespace

int main(int count, char** arguments) {
  add_all<double>();
  add_all<float>();
  return bench::run_added(count, arguments);
}
