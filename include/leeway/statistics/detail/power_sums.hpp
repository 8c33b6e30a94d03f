// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_POWER_SUMS_HPP
#define LEEWAY_STATISTICS_DETAIL_POWER_SUMS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>

namespace leeway::detail {

/// Sums over the finite ones of some values, of powers of their distance from a pivot.
struct power_sums {
  std::uint64_t finite = 0;
  double pivot = 0.0;
  double first = 0.0;
  double second = 0.0;
  double third = 0.0;
  double fourth = 0.0;
};

/// The same in eight lanes, whatever the instruction set, added up in one order: every form gives the same bits.
struct lane_sums {
  static constexpr std::size_t lanes = 8;
  double pivot = 0.0;
  std::int64_t finite[lanes] = {};
  double first[lanes] = {};
  double second[lanes] = {};
  double third[lanes] = {};
  double fourth[lanes] = {};

  power_sums total() const noexcept {
    power_sums all;
    all.pivot = pivot;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      all.finite += static_cast<std::uint64_t>(finite[lane]);
      all.first += first[lane];
      all.second += second[lane];
      all.third += third[lane];
      all.fourth += fourth[lane];
    }
    return all;
  }
};

/// Adds a block of values to lanes of sums. Floats are widened before anything is added.
template <std::floating_point Real>
struct power_sums_kernel {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, std::size_t size, lane_sums* sums) noexcept {
    using reals = typename vector_of<double, Bytes>::type;
    using words = typename vector_of<std::int64_t, Bytes>::type;
    using narrow = typename vector_of<Real, Bytes * sizeof(Real) / sizeof(double)>::type;
    constexpr std::size_t width = Bytes / sizeof(double);
    constexpr std::size_t parts = lane_sums::lanes / width;
    constexpr std::int64_t magnitude = ~(std::int64_t{1} << 63);
    constexpr std::int64_t infinity = 0x7ff0'0000'0000'0000;

    const reals pivot = sums->pivot - reals{};
    words finite[parts];
    reals first[parts], second[parts], third[parts], fourth[parts];
    __builtin_memcpy(finite, sums->finite, sizeof(finite));
    __builtin_memcpy(first, sums->first, sizeof(first));
    __builtin_memcpy(second, sums->second, sizeof(second));
    __builtin_memcpy(third, sums->third, sizeof(third));
    __builtin_memcpy(fourth, sums->fourth, sizeof(fourth));
    std::size_t i = 0;
    for (; i + lane_sums::lanes <= size; i += lane_sums::lanes) {
#pragma GCC unroll 8
      for (std::size_t part = 0; part < parts; ++part) {
        narrow x;
        __builtin_memcpy(&x, values + i + part * width, sizeof(x));
        const reals value = __builtin_convertvector(x, reals);
        const words is_finite = (__builtin_bit_cast(words, value) & magnitude) < infinity;
        // By bits, so that what is not finite takes no part in any operation
        // whose result counts.
        const reals away = __builtin_bit_cast(reals, __builtin_bit_cast(words, value - pivot) & is_finite);
        reals square = away * away;
        round_now<double, Bytes>(square);
        reals cube = square * away;
        round_now<double, Bytes>(cube);
        reals fourth_power = square * square;
        round_now<double, Bytes>(fourth_power);
        finite[part] -= is_finite;
        first[part] += away;
        second[part] += square;
        third[part] += cube;
        fourth[part] += fourth_power;
      }
    }
    __builtin_memcpy(sums->finite, finite, sizeof(finite));
    __builtin_memcpy(sums->first, first, sizeof(first));
    __builtin_memcpy(sums->second, second, sizeof(second));
    __builtin_memcpy(sums->third, third, sizeof(third));
    __builtin_memcpy(sums->fourth, fourth, sizeof(fourth));
    for (std::size_t lane = 0; i < size; ++i, ++lane) add(static_cast<double>(values[i]), lane, *sums);
  }

 private:
  static void add(double value, std::size_t lane, lane_sums& sums) noexcept {
    if (!is_finite(value)) return;
    const double away = value - sums.pivot;
    const double square = rounded(away * away);
    ++sums.finite[lane];
    sums.first[lane] += away;
    sums.second[lane] += square;
    sums.third[lane] += rounded(square * away);
    sums.fourth[lane] += rounded(square * square);
  }
  static double rounded(double product) noexcept {
    vector_of<double, 8>::type lane = {product};
    round_now<double, 8>(lane);
    return lane[0];
  }
};

}  // namespace leeway::detail

#endif
