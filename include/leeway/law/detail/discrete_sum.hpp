// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_DISCRETE_SUM_HPP
#define LEEWAY_LAW_DETAIL_DISCRETE_SUM_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/smooth_sum.hpp>
#include <leeway/law/tail.hpp>

/// Sums of point probabilities of laws on the integers whose ratio of neighbours crosses 1 at most once: from the
/// largest term of the range outwards, until what is left cannot matter. O(standard deviation) terms, or fewer.
namespace leeway::detail {

inline double log_add(double x, double y) noexcept {
  const double large = (std::max)(x, y);
  const double small = (std::min)(x, y);
  return small <= minus_infinity ? large : large + std::log1p(std::exp(small - large));
}

/// What a geometric series with this term and ratio still holds is below half a unit in the last place of the sum.
inline bool is_negligible(double term, double ratio, double sum) noexcept {
  return term <= 5e-17 * sum * (1.0 - ratio);
}

/// How many terms are added before a law that can do it (`log_point_at(real)`) goes on with an integral.
inline constexpr std::uint64_t many_terms = 32768;

template <class Law>
inline constexpr bool is_smooth_law = requires(const Law& law, double x) {
  law.log_point_at(x);
};

/// Terms from `first` up to `last`, of a law that does not grow there, in units of the first one.
template <class Law>
double sum_upwards(const Law& law, std::uint64_t first, std::uint64_t last) noexcept {
  const bool smooth = is_smooth_law<Law> && last - first > 2 * many_terms;
  const std::uint64_t stop = smooth ? first + many_terms : last;
  double sum = 1.0;
  double term = 1.0;
  for (std::uint64_t k = first; k < stop; ++k) {
    const double ratio = law.step(k);
    term *= ratio;
    sum += term;
    if (is_negligible(term, ratio, sum)) return sum;
  }
  if constexpr (is_smooth_law<Law>) {
    const double unit = law.log_point(first);
    if (smooth) sum += smooth_rest(law, static_cast<double>(stop), static_cast<double>(last), unit, sum);
  }
  return sum;
}

template <class Law>
double sum_downwards(const Law& law, std::uint64_t first, std::uint64_t last) noexcept {
  const bool smooth = is_smooth_law<Law> && last - first > 2 * many_terms;
  const std::uint64_t stop = smooth ? last - many_terms : first;
  double sum = 1.0;
  double term = 1.0;
  for (std::uint64_t k = last; k > stop; --k) {
    const double ratio = 1.0 / law.step(k - 1);
    term *= ratio;
    sum += term;
    if (is_negligible(term, ratio, sum)) return sum;
  }
  if constexpr (is_smooth_law<Law>) {
    const double unit = law.log_point(last);
    if (smooth) sum += smooth_rest(law, static_cast<double>(stop), static_cast<double>(first), unit, sum);
  }
  return sum;
}

/// The first k in [first, last) whose successor is no longer on the same side (growing or not); `last` if none.
template <class Law>
std::uint64_t turning_point(const Law& law, std::uint64_t first, std::uint64_t last, bool growing) noexcept {
  while (first < last) {
    const std::uint64_t middle = first + (last - first) / 2;
    if ((law.step(middle) > 1.0) == growing) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

/**
 * log P(first <= X <= last) of a law with `log_point(k)` and `step(k)` = P(k+1) / P(k), within its support.
 */
template <class Law>
double log_sum(const Law& law, std::uint64_t first, std::uint64_t last) noexcept {
  if (first > last) return minus_infinity;
  if (first == last) return law.log_point(first);
  const bool grows_first = law.step(first) > 1.0;
  const bool grows_last = law.step(last - 1) > 1.0;
  if (!grows_first && !grows_last) return law.log_point(first) + std::log(sum_upwards(law, first, last));
  if (grows_first && grows_last) return law.log_point(last) + std::log(sum_downwards(law, first, last));
  const std::uint64_t turn = turning_point(law, first, last, grows_first);
  if (grows_first) {
    const double both = sum_downwards(law, first, turn) + (sum_upwards(law, turn, last) - 1.0);
    return law.log_point(turn) + std::log(both);
  }
  const double left = law.log_point(first) + std::log(sum_upwards(law, first, turn));
  if (turn == last) return left;
  return log_add(left, law.log_point(last) + std::log(sum_downwards(law, turn + 1, last)));
}

/// The side beyond `mean` is summed itself, the other from its complement; a large sum is put right by its small rest.
template <class Law>
law::tail upper_tail(const Law& law, std::uint64_t k, std::uint64_t lowest, std::uint64_t highest) noexcept {
  if (k <= lowest) return law::sure;
  if (k > highest) return law::impossible;
  const bool direct = static_cast<double>(k) > law.mean();
  const double first = direct ? log_sum(law, k, highest) : log_sum(law, lowest, k - 1);
  if (first <= -log_two) return direct ? law::from_log(first) : law::from_complement(std::exp(first));
  const double other = direct ? log_sum(law, lowest, k - 1) : log_sum(law, k, highest);
  return direct ? law::from_complement(std::exp(other)) : law::from_log(other);
}

template <class Law>
law::tail lower_tail(const Law& law, std::uint64_t k, std::uint64_t lowest, std::uint64_t highest) noexcept {
  if (k >= highest) return law::sure;
  if (k < lowest) return law::impossible;
  const bool direct = static_cast<double>(k) < law.mean();
  const double first = direct ? log_sum(law, lowest, k) : log_sum(law, k + 1, highest);
  if (first <= -log_two) return direct ? law::from_log(first) : law::from_complement(std::exp(first));
  const double other = direct ? log_sum(law, k + 1, highest) : log_sum(law, lowest, k);
  return direct ? law::from_complement(std::exp(other)) : law::from_log(other);
}

}  // namespace leeway::detail

#endif
