// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// A column of texts on its way in: counted in the categories of a baseline, and learned as one; beside hash maps.
#include "texts.hpp"

#include <leeway/baseline/dictionary.hpp>
#include <leeway/baseline/learn.hpp>

#include <functional>
#include <unordered_map>

#ifdef LEEWAY_HAVE_FLAT_MAP
#include <boost/unordered/unordered_flat_map.hpp>
#endif
#ifdef LEEWAY_HAVE_ABSEIL
#include <absl/container/flat_hash_map.h>
#endif

namespace {

using bench::column_size;
using bench::texts;

/// `count_of(text)` is `times` the true one.
template <class Count>
void check(benchmark::State& state, const texts& in, std::int64_t times, Count&& count_of) {
  for (std::size_t i = 0; i < in.distinct.size(); ++i)
    if (count_of(in.distinct[i]) != in.counts[i] * static_cast<std::uint64_t>(times))
      return state.SkipWithError("wrong counts");
}

// ---- Counting: all categories are known ----------------------------------------------------------------------------

const leeway::category_feature& learned(std::size_t categories, bool skewed) {
  static std::map<std::pair<std::size_t, bool>, leeway::category_feature> all;
  const auto found = all.find({categories, skewed});
  if (found != all.end()) return found->second;
  return all.emplace(std::pair(categories, skewed), leeway::learn(bench::text_column(categories, skewed).past))
      .first->second;
}

/// Beyond 4096 categories the rest shares a cell: its count is that of all of them.
void check(benchmark::State& state, const texts& in, const leeway::category_cells& cells,
           const leeway::counts& counted) {
  std::vector<std::uint64_t> expected(cells.size() + 1);
  for (std::size_t i = 0; i < in.distinct.size(); ++i)
    expected[cells.index(std::string_view(in.distinct[i]))] +=
        in.counts[i] * static_cast<std::uint64_t>(state.iterations());
  for (std::size_t cell = 0; cell < expected.size(); ++cell)
    if (counted[cell] != expected[cell]) return state.SkipWithError("wrong counts");
}

void count_leeway(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  const leeway::category_cells& cells = learned(categories, skewed).cells();
  leeway::column_statistics seen(cells.size());
  for (auto _ : state) {
    seen.observe(cells, in.column);
    benchmark::ClobberMemory();
  }
  check(state, in, cells, seen.counts());
  bench::done(state, column_size);
}

void count_one_by_one(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  const leeway::category_cells& cells = learned(categories, skewed).cells();
  leeway::column_statistics seen(cells.size());
  for (auto _ : state) {
    for (std::string_view text : in.column) seen.observe(cells, text);
    benchmark::ClobberMemory();
  }
  check(state, in, cells, seen.counts());
  bench::done(state, column_size);
}

/// A map that knows all texts; `Key`: what it is searched with.
template <class Map, class Key>
void count_map(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  Map counts;
  for (const std::string& text : in.distinct) counts[typename Map::key_type(text)] = 0;
  for (auto _ : state) {
    for (std::string_view text : in.column) ++counts.find(Key(text.data(), text.size()))->second;
    benchmark::ClobberMemory();
  }
  check(state, in, state.iterations(),
        [&](const std::string& text) { return counts.find(Key(text.data(), text.size()))->second; });
  bench::done(state, column_size);
}

// ---- Learning: from nothing ----------------------------------------------------------------------------------------

void learn_leeway(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  for (auto _ : state) {
    leeway::dictionary words(column_size);
    words.observe_all(in.column);
    benchmark::DoNotOptimize(words);
  }
  leeway::dictionary words(column_size);
  words.observe_all(in.column);
  const auto parts = words.parts("text");
  check(state, in, 1, [&](const std::string& text) {
    const std::size_t cell = parts.cells.index(std::string_view(text));
    return cell < parts.cells.rest() ? parts.statistics.counts()[cell] : in.counts[&text - in.distinct.data()];
  });
  bench::done(state, column_size);
}

void learn_one_by_one(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  for (auto _ : state) {
    leeway::dictionary words(column_size);
    for (std::string_view text : in.column) words.observe(text);
    benchmark::DoNotOptimize(words);
  }
  bench::done(state, column_size);
}

template <class Map>
void learn_map(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  Map counts;
  for (auto _ : state) {
    counts = Map();
    for (std::string_view text : in.column) ++counts[typename Map::key_type(text)];
    benchmark::DoNotOptimize(counts);
  }
  check(state, in, 1, [&](const std::string& text) {
    const auto found = counts.find(text);
    return found == counts.end() ? 0 : found->second;
  });
  bench::done(state, column_size);
}

/// Searches of texts by views of them, which std::unordered_map does only when it is told so.
struct text_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
};

using view = std::string_view;
using std_map = std::unordered_map<std::string, std::uint64_t, text_hash, std::equal_to<>>;
using plain_std_map = std::unordered_map<std::string, std::uint64_t>;

void add_all() {
  for (std::size_t categories : {std::size_t{10}, std::size_t{1'000}, std::size_t{100'000}})
    for (bool skewed : {false, true}) {
      const std::string name = bench::name_of(categories, skewed);
      const auto add = [&](const char* kernel, const char* who, auto function) {
        bench::add(kernel, who, "text", name, column_size,
                   [=](benchmark::State& state) { function(state, categories, skewed); });
      };
      add("limit_of_text", "sum", bench::hash_texts);
      add("count_text", "leeway", count_leeway);
      add("count_text", "one_by_one", count_one_by_one);
      add("count_text", "std_map", count_map<plain_std_map, std::string>);
      add("count_text", "std_map_view", count_map<std_map, view>);
      add("learn_text", "leeway", learn_leeway);
      add("learn_text", "one_by_one", learn_one_by_one);
      add("learn_text", "std_map", learn_map<plain_std_map>);
#ifdef LEEWAY_HAVE_FLAT_MAP
      // Not owning its keys: they lie close together here, which is the best case.
      add("count_text", "boost_view", count_map<boost::unordered_flat_map<view, std::uint64_t>, view>);
      add("learn_text", "boost_view", learn_map<boost::unordered_flat_map<view, std::uint64_t>>);
      add("learn_text", "boost", learn_map<boost::unordered_flat_map<std::string, std::uint64_t>>);
#endif
#ifdef LEEWAY_HAVE_ABSEIL
      add("count_text", "abseil", count_map<absl::flat_hash_map<std::string, std::uint64_t>, absl::string_view>);
      add("learn_text", "abseil", learn_map<absl::flat_hash_map<std::string, std::uint64_t>>);
#endif
    }
}

}  // namespace

int main(int count, char** arguments) {
  add_all();
  return bench::run_added(count, arguments);
}
