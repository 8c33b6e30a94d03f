// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BENCHMARKS_TEXTS_HPP
#define LEEWAY_BENCHMARKS_TEXTS_HPP

#include "support.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/hash.hpp>

namespace bench {

inline constexpr std::size_t column_size = 1'000'000;

/// Distinct texts of 10 to 15 bytes, and a column of them: each record has bytes of its own, one behind the other.
struct texts {
  std::vector<std::string> distinct;
  std::vector<std::uint64_t> counts;  ///< how often each of them stands in the column
  std::string bytes;
  std::vector<std::string_view> column;
  std::vector<std::string_view> past;  ///< each once, then the column: what the baseline has seen

  texts(std::size_t categories, bool skewed) : counts(categories) {
    leeway::random_stream random(categories);
    for (std::size_t i = 0; i < categories; ++i) {
      std::string text = std::to_string(i * 7919 + 1000);  // four digits and more, no two alike
      text.resize(10 + random.below(6), ' ');
      for (char& c : text) c = c == ' ' ? static_cast<char>('a' + random.below(26)) : c;
      distinct.push_back(text);
    }
    std::vector<std::size_t> which(column_size);
    for (std::size_t& one : which) {
      const double share = random.uniform();
      one = random.below(categories);
      if (skewed) one = static_cast<std::size_t>(std::pow(static_cast<double>(categories), share) - 0.5) % categories;
      bytes += distinct[one];
      ++counts[one];
    }
    std::size_t at = 0;
    for (std::size_t one : which) {
      column.emplace_back(bytes.data() + at, distinct[one].size());
      at += distinct[one].size();
    }
    past.assign(distinct.begin(), distinct.end());
    past.insert(past.end(), column.begin(), column.end());
  }
  texts(const texts&) = delete;
};

inline const texts& text_column(std::size_t categories, bool skewed) {
  static std::map<std::pair<std::size_t, bool>, texts> all;
  return all.try_emplace({categories, skewed}, categories, skewed).first->second;
}

/// As the benchmarks call it.
inline std::string name_of(std::size_t categories, bool skewed) {
  return std::to_string(categories) + (skewed ? " skewed" : " uniform");
}

/// The limit of what reads texts: their hashes, by leeway's own function.
inline void hash_texts(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = text_column(categories, skewed);
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (std::string_view text : in.column) sum += leeway::hash(text);
    benchmark::DoNotOptimize(sum);
  }
  done(state, column_size);
}

}  // namespace bench

#endif
