// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_FETCH_CELLS_HPP
#define LEEWAY_MONITOR_DETAIL_FETCH_CELLS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/cells/detail/edge_grid.hpp>
#include <leeway/cells/detail/offset_scale.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace leeway::detail {

/// The buckets of some values, of which NaN has any: good enough to ask memory for.
template <std::floating_point Real>
struct bucket_kernel {
  using word = typename offset_scale<Real>::unsigned_bits;
  using signed_word = typename offset_scale<Real>::signed_bits;

  /// A multiple of `lanes` values; the rest is left out.
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, std::size_t size, const offset_scale<Real>* scale,
                                                word* buckets) noexcept {
    using reals = typename vector_of<Real, Bytes>::type;
    using words = typename vector_of<word, Bytes>::type;
    using signed_words = typename vector_of<signed_word, Bytes>::type;
    constexpr std::size_t lanes = Bytes / sizeof(Real);
    const reals lowest = scale->lowest - reals{};
    const reals highest = scale->highest - reals{};
    const reals centre = scale->centre - reals{};
    const reals offset = scale->offset - reals{};
    const words start = __builtin_bit_cast(words, offset);
    const words first = scale->first + words{};
    for (std::size_t i = 0; i + lanes <= size; i += lanes) {
      reals x;
      __builtin_memcpy(&x, values + i, Bytes);
      x = x > lowest ? x : lowest;  // NaN becomes the lowest
      x = highest < x ? highest : x;
      const words difference = __builtin_bit_cast(words, x - centre);
      const words away = difference & ~offset_scale<Real>::sign;
      const words steps = __builtin_bit_cast(words, __builtin_bit_cast(reals, away) + offset) - start;
      const words below = words(signed_words(difference) >> (8 * sizeof(word) - 1));
      const words bucket = ((steps ^ below) - (below + first)) >> scale->shift;
      __builtin_memcpy(buckets + i, &bucket, Bytes);
    }
  }
};

/// Asks memory for all that counting some values will need: their entries of the table, then, when these have come,
/// edges and counters. A column that has left the cache is then waited for once and not value by value.
template <std::floating_point Real>
void fetch_cells(const numeric_cells& cells, std::span<const Real> values, const column_statistics& into) noexcept {
  constexpr std::size_t most = 128;
  constexpr std::size_t few_cells = 64;  // in so few cache lines that asking first gains nothing
  using word = typename offset_scale<Real>::unsigned_bits;
  if (cells.size() <= few_cells || cells.grid().steps() == 0 || values.size() > most) return;
  const std::size_t whole = values.size() / 16 * 16;
  const offset_scale<Real> scale = cells.grid().template scale<Real>();
  alignas(64) word buckets[most];
  run_kernel<bucket_kernel<Real>>(best_instruction_set(), values.data(), whole, &scale, buckets);
  const auto* table = reinterpret_cast<const unsigned char*>(cells.grid().table());
  for (std::size_t i = 0; i < whole; ++i) __builtin_prefetch(table + sizeof(std::uint16_t) * buckets[i]);
  for (std::size_t i = 0; i < whole; ++i) into.fetch(cells.fetch_edges(buckets[i]));
}

}  // namespace leeway::detail

#endif
