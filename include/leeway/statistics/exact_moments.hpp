// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_EXACT_MOMENTS_HPP
#define LEEWAY_STATISTICS_EXACT_MOMENTS_HPP

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/interval.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/detail/exact_sum.hpp>
#include <leeway/statistics/detail/wide_integer.hpp>

namespace leeway {

/** Mean and variance, with `Powers` = 4 also skewness and kurtosis, from sums of powers that are never rounded: the
    same values in any order, over any shards, merged in any way, give the same bits, and the mean and the variance are
    the doubles nearest to the true ones. For whoever compares runs bit for bit; `moments` is faster and smaller.

    `observe` is O(1), `noexcept` and allocation-free; a query is O(1) and takes microseconds. Never overflows. */
template <std::size_t Powers>
requires(Powers == 2 || Powers == 4) class basic_exact_moments {
 public:
  /// Infinite values and NaN are passed over. At most 2^52 values.
  void observe(double x) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const auto exponent = static_cast<std::size_t>((bits >> 52) & 0x7ff);
    if (exponent == 0x7ff) return;
    const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
    const std::uint64_t digits = exponent > 0 ? fraction | (std::uint64_t{1} << 52) : fraction;
    add(digits, exponent > 0 ? exponent - 1 : 0, (bits >> 63) != 0 ? -1 : 1);
  }
  /// As if one by one.
  template <std::floating_point Real>
  requires(sizeof(Real) <= sizeof(double)) void observe(std::span<const Real> values) noexcept {
    for (Real value : values) observe(static_cast<double>(value));
  }

  /// As if this had observed all that `other` observed, exactly.
  void merge(const basic_exact_moments& other) noexcept {
    if (waiting_ + other.waiting_ >= most_waiting) settle();
    waiting_ += other.waiting_ + 1;
    count_ += other.count_;
    first_.merge(other.first_);
    second_.merge(other.second_);
    if constexpr (Powers == 4) {
      third_.merge(other.third_);
      fourth_.merge(other.fourth_);
    }
  }
  void reset() noexcept { *this = {}; }

  std::uint64_t count() const noexcept { return count_; }
  /// Nearest to the true one, half to even.
  double mean() const noexcept {
    return count_ > 0 ? detail::rounded_quotient(first_.value(), lowest_exponent, count_) : no_value;
  }
  /// Divisor n - 1; no value below two records. Nearest to the true one, half to even; infinite beyond the doubles.
  double variance() const noexcept {
    if (count_ < 2) return no_value;
    return detail::rounded_quotient(second_about_mean(), 2 * lowest_exponent, count_, count_ - 1);
  }
  double standard_deviation() const noexcept { return std::sqrt(variance()); }
  /// Third standardised moment, divisor n, rounded four times; no value where nothing varies.
  double skewness() const noexcept requires(Powers == 4) {
    const wide second = second_about_mean();
    if (second.sign() == 0) return no_value;
    const wide sum = first_.value();
    const wide third = count_ * (count_ * third_.value() - 3 * (sum * second_.value())) + 2 * (sum * sum * sum);
    const detail::rounded_integer above(third, 0);
    const detail::rounded_integer below(second, 0);
    const bool odd = below.exponent % 2 != 0;
    const double base = odd ? 2.0 * below.digits : below.digits;
    const int exponent = odd ? below.exponent - 1 : below.exponent;
    return std::ldexp(above.digits / (base * std::sqrt(base)), above.exponent - exponent / 2 * 3);
  }
  /// Fourth standardised moment less 3, divisor n, rounded three times; no value where nothing varies.
  double excess_kurtosis() const noexcept requires(Powers == 4) {
    const wide second = second_about_mean();
    if (second.sign() == 0) return no_value;
    const wide sum = first_.value();
    const wide square = sum * sum;
    const wide fourth =
        count_ * (count_ * (count_ * fourth_.value() - 4 * (sum * third_.value())) + 6 * (square * second_.value())) -
        3 * (square * square);
    const detail::rounded_integer above(fourth - 3 * (second * second), 0);
    const detail::rounded_integer below(second * second, 0);
    return std::ldexp(above.digits / below.digits, above.exponent - below.exponent);
  }

  /// The same sums, whatever order they came in.
  friend bool operator==(const basic_exact_moments& a, const basic_exact_moments& b) { return a.save() == b.save(); }

  /// The same bytes for the same values in any order. Allocates.
  std::vector<std::byte> save() const {
    byte_writer out;
    out.put(static_cast<std::uint8_t>(Powers));
    out.put(count_);
    first_.save(out);
    second_.save(out);
    if constexpr (Powers == 4) {
      third_.save(out);
      fourth_.save(out);
    }
    return frame(state_kind::exact_moments, out);
  }
  /// @throws bad_state naming the offset
  static basic_exact_moments load(std::span<const std::byte> bytes) {
    byte_reader in = unframe(state_kind::exact_moments, bytes);
    if (const auto powers = in.take<std::uint8_t>(); powers != Powers)
      in.fail("sums of " + std::to_string(powers) + " powers, wanted " + std::to_string(Powers));
    basic_exact_moments loaded;
    loaded.count_ = in.take<std::uint64_t>();
    if (loaded.count_ > most_records) in.fail("a count of " + std::to_string(loaded.count_) + " is too large");
    loaded.first_ = detail::exact_sum<1>::load(in);
    loaded.second_ = detail::exact_sum<2>::load(in);
    if constexpr (Powers == 4) {
      loaded.third_ = detail::exact_sum<3>::load(in);
      loaded.fourth_ = detail::exact_sum<4>::load(in);
    }
    if (in.remaining() > 0) in.fail(std::to_string(in.remaining()) + " bytes too many");
    if (!loaded.possible()) in.fail("the sums contradict each other");
    return loaded;
  }

 private:
  __extension__ using product = unsigned __int128;
  using wide = detail::wide_integer;
  static constexpr int lowest_exponent = -1074;
  static constexpr std::uint64_t most_waiting = detail::exact_sum<1>::most_waiting;

  void add(std::uint64_t digits, std::size_t place, std::int64_t sign) noexcept {
    if (waiting_ >= most_waiting) settle();
    ++waiting_;
    ++count_;
    const product square = static_cast<product>(digits) * digits;
    const std::uint64_t powers[] = {static_cast<std::uint64_t>(square), static_cast<std::uint64_t>(square >> 64)};
    first_.add(&digits, place, sign);
    second_.add(powers, place, 1);
    if constexpr (Powers == 4) add_higher(digits, powers, place, sign);
  }
  void add_higher(std::uint64_t digits, const std::uint64_t* square, std::size_t place, std::int64_t sign) noexcept {
    const product low = static_cast<product>(square[0]) * digits;
    const product high = static_cast<product>(square[1]) * digits + static_cast<std::uint64_t>(low >> 64);
    const std::uint64_t cube[] = {static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high),
                                  static_cast<std::uint64_t>(high >> 64)};
    third_.add(cube, place, sign);
    std::uint64_t fourth[4];
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const product part = static_cast<product>(cube[i]) * digits + carry;
      fourth[i] = static_cast<std::uint64_t>(part);
      carry = static_cast<std::uint64_t>(part >> 64);
    }
    fourth[3] = carry;
    fourth_.add(fourth, place, 1);
  }
  void settle() noexcept {
    waiting_ = 0;
    first_.settle();
    second_.settle();
    if constexpr (Powers == 4) {
      third_.settle();
      fourth_.settle();
    }
  }

  /// n times the sum of squares about the mean.
  wide second_about_mean() const noexcept {
    const wide sum = first_.value();
    return count_ * second_.value() - sum * sum;
  }
  /// Cauchy and Schwarz hold; so nothing is summed without a value.
  bool possible() const noexcept {
    if (count_ == 0 && second_.value().sign() != 0) return false;
    if (second_about_mean().sign() < 0) return false;
    if constexpr (Powers == 4) {
      const wide second = second_.value();
      return (count_ * fourth_.value() - second * second).sign() >= 0;
    }
    return true;
  }

  struct nothing {};

  std::uint64_t count_ = 0;
  std::uint64_t waiting_ = 0;  // terms since carries were brought home
  detail::exact_sum<1> first_;
  detail::exact_sum<2> second_;
  [[no_unique_address]] std::conditional_t<Powers == 4, detail::exact_sum<3>, nothing> third_;
  [[no_unique_address]] std::conditional_t<Powers == 4, detail::exact_sum<4>, nothing> fourth_;
};

/// Mean and variance.
using exact_mean_and_variance = basic_exact_moments<2>;
/// Mean, variance, skewness and kurtosis.
using exact_moments = basic_exact_moments<4>;

}  // namespace leeway

#endif
