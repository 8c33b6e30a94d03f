// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_OFFSET_SCALE_HPP
#define LEEWAY_CELLS_DETAIL_OFFSET_SCALE_HPP

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace leeway::detail {

/** A map of the real line to buckets that never decreases: linear within `offset` of the centre, logarithmic beyond it.

  The position of x is the distance of |x - centre| + offset from offset, counted in representable numbers, with the
  sign of x - centre. Each step is one correctly rounded operation, so the same number has the same bucket in every
  translation unit; which bucket it is does not matter as long as the order is kept. The offset is far from the
  subnormal numbers, so that their being taken for zero changes nothing. */
template <std::floating_point Real>
struct offset_scale {
  using unsigned_bits = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
  using signed_bits = std::make_signed_t<unsigned_bits>;
  static constexpr unsigned_bits sign = unsigned_bits{1} << (8 * sizeof(Real) - 1);
  static constexpr Real least_offset = sizeof(Real) == 8 ? static_cast<Real>(0x1p-900) : static_cast<Real>(0x1p-90);

  Real lowest;   ///< finite; what lies below shares its bucket
  Real highest;  ///< finite; what lies above shares its bucket
  Real centre;
  Real offset;              ///< at least `least_offset`
  unsigned_bits first = 0;  ///< the position of `lowest`
  std::uint8_t shift = 0;   ///< a bucket has 2^shift positions

  /// Modulo 2^bits, but its distance from `first` is exact. `x` is not NaN.
  constexpr unsigned_bits position(Real x) const noexcept {
    x = x < lowest ? lowest : x;
    x = highest < x ? highest : x;
    const auto difference = std::bit_cast<unsigned_bits>(static_cast<Real>(x - centre));
    const Real away = std::bit_cast<Real>(static_cast<unsigned_bits>(difference & ~sign));
    const unsigned_bits steps =
        std::bit_cast<unsigned_bits>(static_cast<Real>(away + offset)) - std::bit_cast<unsigned_bits>(offset);
    const auto negative = static_cast<unsigned_bits>(static_cast<signed_bits>(difference) >> (8 * sizeof(Real) - 1));
    return (steps ^ negative) - negative;
  }

  constexpr std::size_t bucket(Real x) const noexcept { return (position(x) - first) >> shift; }
};

}  // namespace leeway::detail

#endif
