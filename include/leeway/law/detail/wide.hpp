// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_WIDE_HPP
#define LEEWAY_LAW_DETAIL_WIDE_HPP

#include <cstdint>

namespace leeway::detail {

__extension__ typedef unsigned __int128 wide_unsigned;
__extension__ typedef __int128 wide_signed;

constexpr wide_unsigned wide_product(std::uint64_t a, std::uint64_t b) noexcept {
  return static_cast<wide_unsigned>(a) * b;
}

/// a*b - c*d without rounding; the factors are counts (below 2^63).
constexpr wide_signed wide_determinant(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) noexcept {
  return static_cast<wide_signed>(wide_product(a, b)) - static_cast<wide_signed>(wide_product(c, d));
}

}  // namespace leeway::detail

#endif
