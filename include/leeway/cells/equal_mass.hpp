// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_EQUAL_MASS_HPP
#define LEEWAY_CELLS_EQUAL_MASS_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/cells/binning.hpp>

namespace leeway {

/** Cells of equal baseline mass: the default.

  K = min(bins, n + 1) cells end at the baseline's order statistics of rank round(j (n + 1) / K), half to even, so that
  the counts of a window of continuous values follow a known law whatever their distribution. A value that takes more
  than one of these ranks becomes an atom. Where the baseline has few distinct values (at most K / 2) each of them is an
  atom and nothing is lost. Source: Wilks (1941), Tukey (1947), statistically equivalent blocks. */
class equal_mass {
 public:
  /// @throws std::invalid_argument unless 2 <= bins <= 2^20
  explicit equal_mass(std::size_t bins = 1024) : bins_(bins) {
    if (bins < 2 || bins > std::size_t{1} << 20)
      detail::throw_invalid_argument("equal_mass: bins = " + std::to_string(bins) + " is not within 2 and 1048576");
  }

  std::size_t bins() const noexcept { return bins_; }

  numeric_cells learn(sorted_sample sample) const {
    const std::vector<std::uint64_t> values = detail::distinct(sample.keys);
    const std::size_t size = sample.keys.size();
    if (values.size() <= (size + 1 < bins_ ? size + 1 : bins_) / 2)
      return {sample.type, detail::atoms(sample.type, values), true};
    return {sample.type, rank_edges(sample), true};
  }

  /// round(j (n + 1) / K), half to even; in whole numbers, so the same everywhere.
  static std::size_t rank(std::size_t j, std::size_t size, std::size_t bins) noexcept {
    const std::size_t product = j * (size + 1);
    const std::size_t quotient = product / bins;
    const std::size_t twice_remainder = 2 * (product % bins);
    const bool up = twice_remainder > bins || (twice_remainder == bins && quotient % 2 == 1);
    return quotient + (up ? 1 : 0);
  }

 private:
  std::vector<std::uint64_t> rank_edges(sorted_sample sample) const {
    const std::size_t size = sample.keys.size();
    const std::size_t bins = size + 1 < bins_ ? size + 1 : bins_;
    std::vector<std::uint64_t> keys;
    for (std::size_t j = 1; j < bins;) {
      const std::uint64_t key = sample.keys[rank(j, size, bins) - 1];
      std::size_t next = j + 1;
      while (next < bins && sample.keys[rank(next, size, bins) - 1] == key) ++next;
      next - j > 1 ? detail::push_atom(keys, sample.type, key) : detail::push_edge(keys, key);
      j = next;
    }
    return keys;
  }

  std::size_t bins_;
};

}  // namespace leeway

#endif
