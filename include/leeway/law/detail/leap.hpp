// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_LEAP_HPP
#define LEEWAY_LAW_DETAIL_LEAP_HPP

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <leeway/law/detail/wide.hpp>

namespace leeway::detail {

/// How many of `size` records drawn one by one are of the shorter sample, as far as that is not negligible.
struct leap {
  static constexpr std::size_t most_terms = 96;

  std::uint64_t size = 0;
  std::size_t count = 0;  ///< of the terms; 0: more would be needed than there are places
  double excess = 0.0;    ///< what the rounded terms add up to, less 1
  std::array<double, most_terms> terms{};

  void be_of(std::uint64_t steps, double share, double negligible) noexcept {
    size = steps;
    count = 0;
    const auto records = static_cast<double>(steps);
    const double odds = share / (1.0 - share);
    double term = std::exp(records * std::log1p(-share));
    double sum = 0.0;
    for (std::size_t d = 0; d < most_terms; ++d) {
      terms[d] = term;
      sum += term;
      const auto taken = static_cast<double>(d);
      term *= odds * (records - taken) / (taken + 1.0);
      if (d < steps && !(term < negligible && taken > records * share)) continue;
      count = d + 1;
      share_out(sum);
      return;
    }
  }

 private:
  /// What is left of the sum's error is the same in every leap and would add up, so it is known exactly.
  void share_out(double sum) noexcept {
    double high = -1.0;
    double low = 0.0;
    for (std::size_t d = 0; d < count; ++d) {
      terms[d] /= sum;
      const double next = high + terms[d];
      low += std::fabs(high) >= terms[d] ? (high - next) + terms[d] : (terms[d] - next) + high;
      high = next;
    }
    excess = high + low;
  }
};

/// The times t = (first + k step) / divisor, k = 0, 1, ..., rounded down.
class even_times {
 public:
  even_times(wide_unsigned first, std::uint64_t step, std::uint64_t divisor) noexcept
      : at_(static_cast<std::uint64_t>(first / divisor)),
        rest_(static_cast<std::uint64_t>(first % divisor)),
        whole_(step / divisor),
        part_(step % divisor),
        divisor_(divisor) {}

  std::uint64_t at() const noexcept { return at_; }
  void next() noexcept {
    at_ += whole_;
    rest_ += part_;
    if (rest_ < divisor_) return;
    rest_ -= divisor_;
    ++at_;
  }

 private:
  std::uint64_t at_;
  std::uint64_t rest_;
  std::uint64_t whole_;
  std::uint64_t part_;
  std::uint64_t divisor_;
};

}  // namespace leeway::detail

#endif
