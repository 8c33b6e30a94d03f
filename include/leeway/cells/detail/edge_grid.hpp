// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_EDGE_GRID_HPP
#define LEEWAY_CELLS_DETAIL_EDGE_GRID_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/cells/detail/offset_scale.hpp>

namespace leeway::detail {

/** A look-up table that brings a number within a few edges of its place.

  Each bucket of the scale knows how many edges lie in the buckets before it; no bucket holds more than 2^steps - 1 of
  them, so that as many comparisons as `steps` end the search, whatever the number. One more bucket is for missing
  values. Made of the edges, kept beside them, and never saved. */
class edge_grid {
 public:
  static constexpr std::size_t most_steps = 4;
  /// So many keys that no number exceeds must stand behind the edges: a search may read them.
  static constexpr std::size_t keys_behind = std::size_t{1} << most_steps;
  static constexpr std::size_t most_buckets = 8192;
  static constexpr std::size_t most_edges = 32'000;

  /// No table: the edges are to be searched.
  edge_grid() = default;

  /// `ends`: the edges as bits of doubles, not decreasing, infinite ones included; numbers of type Real.
  /// A bucket has 2^shift positions.
  template <std::floating_point Real>
  edge_grid(offset_scale<Real> scale, std::span<const std::uint64_t> ends, std::size_t steps, std::uint8_t shift)
      : shift_(shift), steps_(static_cast<std::uint8_t>(steps)) {
    scale.shift = shift;
    first_ = scale.first = scale.position(scale.lowest);
    const Real reals[] = {scale.lowest, scale.highest, scale.centre, scale.offset};
    for (std::size_t i = 0; i < 4; ++i)
      numbers_[i] = std::bit_cast<typename offset_scale<Real>::unsigned_bits>(reals[i]);
    missing_ = scale.bucket(scale.highest) + 1;
    table_ = std::vector<std::uint64_t>(missing_ / per_word + 1);
    std::size_t passed = 0;
    for (std::size_t bucket = 0; bucket < missing_; ++bucket) {
      while (passed < ends.size() && scale.bucket(static_cast<Real>(std::bit_cast<double>(ends[passed]))) < bucket)
        ++passed;
      put(bucket, passed);
    }
    put(missing_, ends.size() + 1);
  }

  /// How many comparisons end a search; 0 where there is no table.
  std::size_t steps() const noexcept { return steps_; }
  /// The bucket of missing values, behind all others.
  std::size_t missing() const noexcept { return missing_; }
  /// How many edges lie in the buckets before this one: of missing values, the number of cells.
  std::size_t before(std::size_t bucket) const noexcept { return before(table_.data(), bucket); }
  /// As above, of a table that a kernel keeps at hand.
  const std::uint64_t* table() const noexcept { return table_.data(); }
  static std::size_t before(const std::uint64_t* table, std::size_t bucket) noexcept {
    std::uint16_t edges;
    __builtin_memcpy(&edges, reinterpret_cast<const unsigned char*>(table) + sizeof(edges) * bucket, sizeof(edges));
    return edges;
  }

  template <std::floating_point Real>
  offset_scale<Real> scale() const noexcept {
    return {real<Real>(0),
            real<Real>(1),
            real<Real>(2),
            real<Real>(3),
            static_cast<typename offset_scale<Real>::unsigned_bits>(first_),
            shift_};
  }

  /// Number of edges below `key`, the order key of `x`. `keys`: the edges, and `keys_behind` more.
  template <std::floating_point Real>
  std::size_t find(const std::uint64_t* keys, Real x, std::uint64_t key) const noexcept {
    std::size_t place = before(scale<Real>().bucket(x));
    if (steps_ == 1) return place + static_cast<std::size_t>(keys[place] < key);
    for (std::size_t step = std::size_t{1} << (steps_ - 1); step > 0; step /= 2)
      place += step * static_cast<std::size_t>(keys[place + step - 1] < key);
    return place;
  }

 private:
  static constexpr std::size_t per_word = sizeof(std::uint64_t) / sizeof(std::uint16_t);

  void put(std::size_t bucket, std::size_t edges) noexcept {
    const auto narrow = static_cast<std::uint16_t>(edges);
    __builtin_memcpy(reinterpret_cast<unsigned char*>(table_.data()) + sizeof(narrow) * bucket, &narrow,
                     sizeof(narrow));
  }
  template <std::floating_point Real>
  Real real(std::size_t i) const noexcept {
    return std::bit_cast<Real>(static_cast<typename offset_scale<Real>::unsigned_bits>(numbers_[i]));
  }

  std::uint64_t numbers_[4] = {};  // of the scale, as bits: doubles, or floats where the values are floats
  std::uint64_t first_ = 0;
  std::size_t missing_ = 0;
  std::uint8_t shift_ = 0;
  std::uint8_t steps_ = 0;
  std::vector<std::uint64_t> table_;  // four entries a word: one more kind of vector would cost compile time
};

}  // namespace leeway::detail

#endif
