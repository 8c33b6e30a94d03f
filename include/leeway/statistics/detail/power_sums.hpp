// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_POWER_SUMS_HPP
#define LEEWAY_STATISTICS_DETAIL_POWER_SUMS_HPP

#include <cstddef>
#include <cstdint>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>

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

/// The same in sixteen lanes, whatever the instruction set, added up in one order: every form gives the same bits.
struct lane_sums {
  static constexpr std::size_t lanes = 16;
  std::uint64_t finite = 0;
  double pivot = 0.0;
  bool careful = false;  ///< something was not finite: look at every value from now on
  double first[lanes];
  double second[lanes];
  double third[lanes];
  double fourth[lanes];

  lane_sums() noexcept : first{}, second{}, third{}, fourth{} {}
  /// The lanes are still to be filled.
  explicit lane_sums(double about) noexcept : pivot(about) {}

  power_sums total() const noexcept {
    power_sums all;
    all.finite = finite;
    all.pivot = pivot;
    all.first = sum(first);
    all.second = sum(second);
    all.third = sum(third);
    all.fourth = sum(fourth);
    return all;
  }

 private:
  static double sum(const double (&of)[lanes]) noexcept {
    using pair = vector_of<double, 16>::type;
    pair sums[lanes / 2];
    __builtin_memcpy(sums, of, sizeof(sums));
    sums[0] = ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    return sums[0][0] + sums[0][1];
  }
};

/// One vector of lanes: its sums stay in registers.
template <std::size_t Bytes>
struct vector_sums {
  using reals = typename vector_of<double, Bytes>::type;
  using words = typename vector_of<std::int64_t, Bytes>::type;
  static constexpr std::size_t width = Bytes / sizeof(double);
  static constexpr std::int64_t magnitude = ~(std::int64_t{1} << 63);
  static constexpr std::int64_t infinity = 0x7ff0'0000'0000'0000;

  reals first, second, third, fourth;

  [[gnu::always_inline]] inline void load(const lane_sums& from, std::size_t lane) noexcept {
    __builtin_memcpy(&first, from.first + lane, Bytes);
    __builtin_memcpy(&second, from.second + lane, Bytes);
    __builtin_memcpy(&third, from.third + lane, Bytes);
    __builtin_memcpy(&fourth, from.fourth + lane, Bytes);
  }
  [[gnu::always_inline]] inline void store(lane_sums& to, std::size_t lane) const noexcept {
    __builtin_memcpy(to.first + lane, &first, Bytes);
    __builtin_memcpy(to.second + lane, &second, Bytes);
    __builtin_memcpy(to.third + lane, &third, Bytes);
    __builtin_memcpy(to.fourth + lane, &fourth, Bytes);
  }
  /// What is not finite, or has no finite fourth power, stays in the sums.
  [[gnu::always_inline]] inline bool are_finite() const noexcept {
    const words over = (__builtin_bit_cast(words, fourth) & magnitude) >= infinity;
    std::int64_t any = 0;
    for (std::size_t lane = 0; lane < width; ++lane) any |= over[lane];
    return any == 0;
  }
  [[gnu::always_inline]] inline void add(const reals& value, const reals& pivot, words& finite) noexcept {
    const words is_finite = (__builtin_bit_cast(words, value) & magnitude) < infinity;
    // By bits, so that what is not finite takes no part in any operation whose result counts.
    add(__builtin_bit_cast(reals, __builtin_bit_cast(words, value - pivot) & is_finite));
    finite -= is_finite;
  }
  [[gnu::always_inline]] inline void add(const reals& away) noexcept {
    reals square = away * away;
    round_now<double, Bytes>(square);
    reals cube = square * away;
    round_now<double, Bytes>(cube);
    reals fourth_power = square * square;
    round_now<double, Bytes>(fourth_power);
    first += away;
    second += square;
    third += cube;
    fourth += fourth_power;
  }
};

/** Adds a block of values to lanes of sums. Floats are widened, and integers become doubles, before
    anything is added.

  Most blocks are finite, and then no value needs to be looked at: all are added, and where a sum shows that one was not
  finite, the block is added once more, with care. */
template <vector_number Number>
struct power_sums_kernel {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Number* values, std::size_t size, lane_sums* sums) noexcept {
    // Two vectors at a time, so that no addition waits for the one before it and nothing leaves the registers.
    constexpr std::size_t at_once = 2 * vector_sums<Bytes>::width;
    const std::size_t whole = size / lane_sums::lanes * lane_sums::lanes;
    for (std::size_t lane = 0; lane < lane_sums::lanes; lane += at_once) {
      if (!sums->careful && add<Bytes, false>(values + lane, whole, lane, *sums)) continue;
      sums->careful = true;
      add<Bytes, true>(values + lane, whole, lane, *sums);
    }
    for (std::size_t i = whole; i < size; ++i) add(static_cast<double>(values[i]), i - whole, *sums);
  }

 private:
  /// Gives false, and leaves the sums as they were, where a value was not finite and no care was taken.
  template <std::size_t Bytes, bool Careful>
  [[gnu::always_inline]] static inline bool add(const Number* values, std::size_t size, std::size_t lane,
                                                lane_sums& sums) noexcept {
    using vectors = vector_sums<Bytes>;
    using reals = typename vectors::reals;
    const reals pivot = sums.pivot - reals{};
    typename vectors::words finite{};
    vectors a, b;
    a.load(sums, lane);
    b.load(sums, lane + vectors::width);
    for (std::size_t i = 0; i < size; i += lane_sums::lanes) {
      for (std::size_t byte = 0; byte < 2 * vectors::width * sizeof(Number); byte += 64)
        __builtin_prefetch(reinterpret_cast<const unsigned char*>(values + i) + byte + 4096);
      reals x, y;
      load_doubles<Bytes>(values + i, x);
      load_doubles<Bytes>(values + i + vectors::width, y);
      if constexpr (Careful) {
        a.add(x, pivot, finite);
        b.add(y, pivot, finite);
      } else {
        a.add(x - pivot);
        b.add(y - pivot);
      }
    }
    if (!Careful && !(a.are_finite() && b.are_finite())) return false;
    a.store(sums, lane);
    b.store(sums, lane + vectors::width);
    if (!Careful)
      sums.finite += size / lane_sums::lanes * 2 * vectors::width;
    else
      for (std::size_t i = 0; i < vectors::width; ++i) sums.finite += static_cast<std::uint64_t>(finite[i]);
    return true;
  }

  static void add(double value, std::size_t lane, lane_sums& sums) noexcept {
    if (!is_finite(value)) return;
    const double away = value - sums.pivot;
    const double square = rounded(away * away);
    ++sums.finite;
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

/// The sums of one short block, about the pivot that they hold: its lanes begin at nothing.
template <vector_number Number>
struct block_sums_kernel {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Number* values, std::size_t size, power_sums* sums) noexcept {
    lane_sums lanes(sums->pivot);
    // By vectors: GCC 12 makes a string instruction of so many zeros, which takes as long as adding up 128 values.
    const vector_sums<Bytes> nothing{};
    for (std::size_t lane = 0; lane < lane_sums::lanes; lane += nothing.width) nothing.store(lanes, lane);
    power_sums_kernel<Number>::template run<Bytes>(values, size, &lanes);
    *sums = lanes.total();
  }
};

}  // namespace leeway::detail

#endif
