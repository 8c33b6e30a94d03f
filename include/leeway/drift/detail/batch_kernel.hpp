// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_BATCH_KERNEL_HPP
#define LEEWAY_DRIFT_DETAIL_BATCH_KERNEL_HPP

#include <cstddef>
#include <cstdint>
#include <numbers>

#include <leeway/base/detail/instruction_sets.hpp>

/// Statistics of many features at once, one a lane. Shares p = a / n and q = b / m are never formed: in x = a m and
/// y = b n they have a common denominator, and below 2^53 both products are exact.
namespace leeway::detail {

/// What a kernel reads: two tables of counts cell by cell, totals of each feature, a number of its own; and writes.
struct batch_task {
  const double* a;
  const double* b;
  const double* n;
  const double* m;
  std::size_t cells;
  std::size_t stride;
  double option;
  double* out;
};

/// Vectors go in and out by reference: by value they would follow the calling convention of an instruction set.
template <std::size_t Bytes>
struct batch_lanes {
  using reals = typename vector_of<double, Bytes>::type;
  using words = typename vector_of<std::int64_t, Bytes>::type;

  /// log(y / x) of normal positive numbers: 2 atanh((y - x) / (y + x)) after x was scaled by the power of two that
  /// brings it within a factor sqrt(2) of y. Relative error 1e-15 if `difference` is y - x with as little, which counts
  /// where they are nearly equal.
  [[gnu::always_inline]] static inline void log_ratio(const reals& y, const reals& x, const reals& difference,
                                                      reals& log) noexcept {
    words exponent = (__builtin_bit_cast(words, y) >> 52) - (__builtin_bit_cast(words, x) >> 52);
    reals scaled = __builtin_bit_cast(reals, __builtin_bit_cast(words, x) + (exponent << 52));
    const auto above = y > scaled * std::numbers::sqrt2;
    scaled = above ? scaled * 2.0 : scaled;
    const auto below = y * std::numbers::sqrt2 < scaled;
    scaled = below ? scaled * 0.5 : scaled;
    exponent += words(below) - words(above);
    // To doubles; instruction sets before AVX-512 have no such conversion.
    constexpr double shift = 0x1.8p52;
    const reals powers = __builtin_bit_cast(reals, exponent + __builtin_bit_cast(std::int64_t, shift)) - shift;
    // s is at most 0.172: the terms left out are below 1e-18.
    const reals s = (exponent == 0 ? difference : y - scaled) / (y + scaled);
    const reals z = s * s;
    reals sum = reals{} + 1.0 / 23.0;
#pragma GCC unroll 10
    for (int odd = 21; odd > 1; odd -= 2) sum = sum * z + 1.0 / odd;
    log = 2.0 * (s + s * (z * sum)) + powers * std::numbers::ln2;
  }
};

/// `Statistic::prepared<Bytes>` takes the features' totals once, then `add`s cell after cell, and `end`s.
template <class Statistic>
struct batch_kernel {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const batch_task* given) noexcept {
    using reals = typename vector_of<double, Bytes>::type;
    const batch_task task = *given;
    for (std::size_t feature = 0; feature < task.stride; feature += Bytes / sizeof(double)) {
      reals a;
      reals b;
      __builtin_memcpy(&a, task.n + feature, Bytes);
      __builtin_memcpy(&b, task.m + feature, Bytes);
      typename Statistic::template prepared<Bytes> statistic(a, b, task);
      reals sum{};
      for (std::size_t cell = 0; cell < task.cells; ++cell) {
        __builtin_memcpy(&a, task.a + cell * task.stride + feature, Bytes);
        __builtin_memcpy(&b, task.b + cell * task.stride + feature, Bytes);
        statistic.add(a, b, sum);
      }
      statistic.end(sum);
      __builtin_memcpy(task.out + feature, &sum, Bytes);
    }
  }
};

/// What statistics of a m and b n have in common.
template <std::size_t Bytes>
struct batch_totals {
  using reals = typename vector_of<double, Bytes>::type;
  [[gnu::always_inline]] batch_totals(const reals& all_a, const reals& all_b, const batch_task&) noexcept
      : n(all_a), m(all_b) {}
  [[gnu::always_inline]] void end(reals& sum) const noexcept { sum /= n * m; }
  reals n;
  reals m;
};

/// Pearson's X2 = sum (a m - b n)^2 / (a + b) / (n m).
struct batched_chi_squared {
  template <std::size_t Bytes>
  struct prepared : batch_totals<Bytes> {
    using reals = typename vector_of<double, Bytes>::type;
    using batch_totals<Bytes>::batch_totals;
    [[gnu::always_inline]] void add(const reals& a, const reals& b, reals& sum) const noexcept {
      const reals difference = a * this->m - b * this->n;
      const reals both = a + b;
      sum += difference * difference / (both > 0.0 ? both : 1.0 - reals{});
    }
  };
};

struct batched_l_infinity {
  template <std::size_t Bytes>
  struct prepared : batch_totals<Bytes> {
    using reals = typename vector_of<double, Bytes>::type;
    using batch_totals<Bytes>::batch_totals;
    [[gnu::always_inline]] void add(const reals& a, const reals& b, reals& largest) const noexcept {
      const reals difference = a * this->m - b * this->n;
      const reals size = difference < 0.0 ? -difference : difference;
      largest = size > largest ? size : largest;
    }
  };
};

/// `option`: what is added to each count; a total grows by it once for each cell.
struct batched_population_stability {
  template <std::size_t Bytes>
  struct prepared : batch_totals<Bytes> {
    using reals = typename vector_of<double, Bytes>::type;
    [[gnu::always_inline]] prepared(const reals& all_a, const reals& all_b, const batch_task& task) noexcept
        : batch_totals<Bytes>(all_a + task.option * static_cast<double>(task.cells),
                              all_b + task.option * static_cast<double>(task.cells), task),
          more(task.option) {}
    [[gnu::always_inline]] void add(const reals& a, const reals& b, reals& sum) noexcept {
      const reals x = (a + more) * this->m;
      const reals y = (b + more) * this->n;
      const reals difference = y - x;
      reals log;
      batch_lanes<Bytes>::log_ratio(y, x, difference, log);
      const reals term = difference * log - lost;  // what additions lose is taken along (Kahan 1965)
      const reals grown = sum + term;
      lost = (grown - sum) - term;
      sum = grown;
    }
    double more;
    reals lost{};
  };
};

/// The Jensen-Shannon divergence in bits. With t = (x - y) / (x + y) a cell adds (x + y) / 4 times
/// (1 + t) log(1 + t) + (1 - t) log(1 - t) = 2 t atanh(t) + log(1 - t^2).
struct batched_jensen_shannon {
  template <std::size_t Bytes>
  struct prepared : batch_totals<Bytes> {
    using reals = typename vector_of<double, Bytes>::type;
    using batch_totals<Bytes>::batch_totals;
    [[gnu::always_inline]] void add(const reals& a, const reals& b, reals& sum) const noexcept {
      const reals one = 1.0 - reals{};
      const reals x = a * this->m;
      const reals y = b * this->n;
      const auto shared = x * y > 0.0;
      const reals some_x = shared ? x : one;
      const reals some_y = shared ? y : one;
      const reals half = 0.5 * (some_x + some_y);
      const reals t = 0.5 * (some_x - some_y) / half;
      const reals t2 = t * t;
      reals log;
      reals log_middle;
      batch_lanes<Bytes>::log_ratio(some_x, some_y, some_x - some_y, log);
      batch_lanes<Bytes>::log_ratio((some_x / half) * (some_y / half), one, -t2, log_middle);  // of 1 - t^2
      // The difference of nearly equal logarithms loses everything; its series does not.
      const reals near = t2 * (1.0 + t2 * (1.0 / 6 + t2 * (1.0 / 15 + t2 * (1.0 / 28 + t2 * (1.0 / 45 + t2 / 66.0)))));
      const reals term = t2 < 0.0025 ? near : t * log + log_middle;
      sum += (x + y) * (shared ? term : 2.0 * std::numbers::ln2 - reals{});
    }
    [[gnu::always_inline]] void end(reals& sum) const noexcept { sum /= this->n * this->m * (4.0 * std::numbers::ln2); }
  };
};

}  // namespace leeway::detail

#endif
