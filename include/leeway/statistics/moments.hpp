// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_MOMENTS_HPP
#define LEEWAY_STATISTICS_MOMENTS_HPP

#include <cmath>
#include <cstdint>
#include <limits>

#include <leeway/base/bytes.hpp>
#include <leeway/base/interval.hpp>
#include <leeway/statistics/detail/power_sums.hpp>

namespace leeway {

/** Mean, variance, skewness and kurtosis of finite values, in centred sums that merge.

  Never decides a verdict: sums of floating-point numbers depend on their order in the last places.
  Source: Pebay (2008), Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
  statistical moments, SAND2008-6212, equations 2.1 and 3.1. */
class moments {
 public:
  /// O(1), allocation-free. `x` is finite.
  void observe(double x) noexcept {
    const auto before = static_cast<double>(count_);
    if (count_++ == 0) {  // below, an infinite square would be multiplied by 0
      mean_ = x;
      return;
    }
    const auto n = static_cast<double>(count_);
    const double delta = x - mean_;
    const double step = delta / n;
    const double square = step * step;
    const double term = delta * step * before;
    mean_ += step;
    m4_ += term * square * (n * n - 3.0 * n + 3.0) + 6.0 * square * m2_ - 4.0 * step * m3_;
    m3_ += term * step * (n - 2.0) - 3.0 * step * m2_;
    m2_ += term;
  }

  /// As if this had observed all that `other` observed, up to rounding.
  void merge(const moments& other) noexcept {
    if (other.count_ == 0) return;
    if (count_ == 0) {
      *this = other;
      return;
    }
    const auto a = static_cast<double>(count_);
    const auto b = static_cast<double>(other.count_);
    const double n = a + b;
    const double delta = other.mean_ - mean_;
    const double step = delta / n;
    const double product = a * b;
    m4_ += other.m4_ + delta * step * step * step * product * (a * a - product + b * b) +
           6.0 * step * step * (a * a * other.m2_ + b * b * m2_) + 4.0 * step * (a * other.m3_ - b * m3_);
    m3_ += other.m3_ + delta * step * step * product * (a - b) + 3.0 * step * (a * other.m2_ - b * m2_);
    m2_ += other.m2_ + delta * step * product;
    mean_ += step * b;
    count_ += other.count_;
  }
  /// As if this had observed a block of values, up to rounding. The sums are finite.
  void merge(const detail::power_sums& block) noexcept {
    if (block.finite == 0) return;
    const auto n = static_cast<double>(block.finite);
    const double shift = block.first / n;
    moments about_mean;
    about_mean.count_ = block.finite;
    about_mean.mean_ = block.pivot + shift;
    const double m2 = block.second - shift * block.first;
    about_mean.m2_ = m2 > 0.0 ? m2 : 0.0;
    about_mean.m3_ = block.third - shift * (3.0 * block.second - 2.0 * shift * block.first);
    const double m4 =
        block.fourth - shift * (4.0 * block.third - shift * (6.0 * block.second - 3.0 * shift * block.first));
    about_mean.m4_ = m4 > 0.0 ? m4 : 0.0;
    merge(about_mean);
  }
  void reset() noexcept { *this = moments{}; }

  std::uint64_t count() const noexcept { return count_; }
  double mean() const noexcept { return count_ > 0 ? mean_ : no_value; }
  /// Divisor n - 1; no value below two records.
  double variance() const noexcept { return count_ > 1 ? m2_ / static_cast<double>(count_ - 1) : no_value; }
  double standard_deviation() const noexcept { return std::sqrt(variance()); }
  /// Third standardised moment, divisor n; no value where nothing varies, or by less than 1e-77 or more than 1e77.
  double skewness() const noexcept {
    return has_shape() ? std::sqrt(static_cast<double>(count_)) * (m3_ / m2_) / std::sqrt(m2_) : no_value;
  }
  /// Fourth standardised moment less 3, divisor n; no value where `skewness` has none.
  double excess_kurtosis() const noexcept {
    return has_shape() ? static_cast<double>(count_) * (m4_ / m2_) / m2_ - 3.0 : no_value;
  }

  void save(byte_writer& out) const {
    out.put(count_);
    for (double sum : {mean_, m2_, m3_, m4_}) out.put_real(sum);
  }
  static moments load(byte_reader& in) {
    moments loaded;
    loaded.count_ = in.take<std::uint64_t>();
    for (double* sum : {&loaded.mean_, &loaded.m2_, &loaded.m3_, &loaded.m4_}) *sum = in.take_real();
    return loaded;
  }

 private:
  /// Values differ, and the sum of fourth powers is a number with all its digits: neither subnormal nor infinite.
  bool has_shape() const noexcept {
    return m4_ >= (std::numeric_limits<double>::min)() && m4_ <= (std::numeric_limits<double>::max)();
  }

  std::uint64_t count_ = 0;
  double mean_ = 0.0;
  double m2_ = 0.0;
  double m3_ = 0.0;
  double m4_ = 0.0;
};

}  // namespace leeway

#endif
