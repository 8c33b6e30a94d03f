// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DISTINCT_COUNT_HPP
#define LEEWAY_STATISTICS_DISTINCT_COUNT_HPP

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/frame.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/statistics/detail/register_kernel.hpp>

namespace leeway {

/** About how many different values there were, in a few kilobytes however many come: HyperLogLog.

  2^precision registers of one byte, each the longest run of zeros among the hashes that fall to it; the standard error
  is 1.04 / sqrt(2^precision) of the number, 1.6 % at the usual 12, and less while the number is small. Merging is
  exact: what several counters saw together, in any order, is what one would have seen. `observe` does not allocate.
  Whoever can choose the texts can choose some of equal hash. Moved from, a counter can be assigned to and destroyed, no
  more.
  Sources: Flajolet, Fusy, Gandouet and Meunier (2007); Ertl (2017), the estimate, which needs no corrections. */
class distinct_count {
 public:
  /// @throws std::invalid_argument unless 4 <= precision <= 18; std::bad_alloc
  explicit distinct_count(int precision = 12)
      : precision_(checked(precision)), registers_(std::size_t{1} << precision) {}

  void observe(std::string_view text) noexcept { observe_hash(hash(text)); }
  /// NaN is missing; 0.0 and -0.0 are one value.
  template <number T>
  void observe(T value) noexcept {
    if (is_value(value)) observe_hash(hash_of(value));
  }
  template <number T>
  void observe(std::span<const T> values) noexcept {
    std::uint8_t* const registers = registers_.data();
    const int precision = precision_;
    if constexpr (std::floating_point<T>)
      if (const detail::instruction_set set = detail::best_instruction_set(); pays(set)) {
        using kernel = detail::register_kernel<T>;
        const std::size_t whole = values.size() / kernel::block * kernel::block;
        if (whole > 0) detail::run_kernel<kernel>(set, values.data(), whole, registers, precision);
        values = values.subspan(whole);
      }
    for (T value : values)
      if (is_value(value)) raise(registers, precision, hash_of(value));
  }
  /// A value by its hash, of which all 64 bits are as good as random, such as `leeway::hash`.
  void observe_hash(std::uint64_t hashed) noexcept { raise(registers_.data(), precision_, hashed); }

  /// @throws std::invalid_argument when the other one has another precision
  void merge(const distinct_count& other) {
    if (other.precision_ != precision_)
      detail::throw_invalid_argument("distinct_count: precisions " + std::to_string(precision_) + " and " +
                                     std::to_string(other.precision_) + " cannot be merged");
    for (std::size_t i = 0; i < registers_.size(); ++i) registers_[i] = (std::max)(registers_[i], other.registers_[i]);
  }
  void reset() noexcept { std::fill(registers_.begin(), registers_.end(), std::uint8_t{0}); }

  int precision() const noexcept { return precision_; }
  /// O(2^precision).
  double estimate() const noexcept {
    std::array<double, 66> registers_with{};
    for (std::uint8_t run : registers_) registers_with[run] += 1.0;
    const auto size = static_cast<double>(registers_.size());
    const int longest = 64 - precision_;
    double sum = size * full_part(1.0 - registers_with[static_cast<std::size_t>(longest + 1)] / size);
    for (int run = longest; run >= 1; --run) sum = 0.5 * (sum + registers_with[static_cast<std::size_t>(run)]);
    sum += size * empty_part(registers_with[0] / size);
    constexpr double unbiased = 0.72134752044448170;  // 1 / (2 log 2)
    return unbiased * size * (size / sum);
  }
  /// As a share of the number.
  double standard_error() const noexcept { return 1.04 / std::sqrt(static_cast<double>(registers_.size())); }
  /// 95 %, taking the error as normal.
  interval between() const noexcept {
    const double middle = estimate();
    const double reach = 1.96 * standard_error();
    return {middle / (1.0 + reach), middle / (1.0 - reach)};
  }
  friend bool operator==(const distinct_count&, const distinct_count&) = default;

  std::vector<std::byte> save() const {
    byte_writer out;
    out.put(static_cast<std::uint8_t>(precision_));
    out.put_bytes(std::as_bytes(std::span(registers_)));
    return frame(state_kind::distinct_count, out);
  }
  /// @throws bad_state naming the offset
  static distinct_count load(std::span<const std::byte> bytes) {
    byte_reader in = unframe(state_kind::distinct_count, bytes);
    const int precision = in.take<std::uint8_t>();
    if (precision < 4 || precision > 18) in.fail("precision " + std::to_string(precision));
    distinct_count loaded(precision);
    const std::span<const std::byte> registers = in.take_bytes();
    if (registers.size() != loaded.registers_.size() || in.remaining() > 0)
      in.fail(std::to_string(registers.size()) + " registers of precision " + std::to_string(precision));
    for (std::size_t i = 0; i < registers.size(); ++i) {
      loaded.registers_[i] = static_cast<std::uint8_t>(registers[i]);
      if (loaded.registers_[i] > 65 - precision) in.fail("a run of " + std::to_string(loaded.registers_[i]));
    }
    return loaded;
  }

 private:
  template <number T>
  static bool is_value(T value) noexcept {
    if constexpr (std::floating_point<T>) return !detail::is_nan(value);
    return true;
  }
  template <number T>
  static std::uint64_t hash_of(T value) noexcept {
    using fixed = detail::number_hash;
    return detail::fold_multiply(detail::fold_multiply(order_key(value) ^ fixed::start, fixed::first), fixed::second);
  }
  /// Vectors of two numbers are slower than one number after another.
  static bool pays(detail::instruction_set set) noexcept {
    return set == detail::instruction_set::avx512 || set == detail::instruction_set::avx2;
  }

  static void raise(std::uint8_t* registers, int precision, std::uint64_t hashed) noexcept {
    const auto place = static_cast<std::size_t>(hashed >> (64 - precision));
    // The bit behind the used ones ends the run.
    const std::uint64_t rest = (hashed << precision) | (std::uint64_t{1} << (precision - 1));
    const auto run = static_cast<std::uint8_t>(std::countl_zero(rest) + 1);
    if (registers[place] < run) registers[place] = run;
  }

  static int checked(int precision) {
    if (precision < 4 || precision > 18)
      detail::throw_invalid_argument("distinct_count: precision = " + std::to_string(precision) +
                                     " is not within 4 and 18");
    return precision;
  }

  /// Ertl's sigma: what empty registers tell.
  static double empty_part(double share) noexcept {
    if (share >= 1.0) return std::bit_cast<double>(std::uint64_t{0x7ff0'0000'0000'0000});
    double weight = 1.0;
    double sum = share;
    for (double before = -1.0; sum > before; weight += weight) {
      share *= share;
      before = sum;
      sum += share * weight;
    }
    return sum;
  }
  /// Ertl's tau: what full registers tell.
  static double full_part(double share) noexcept {
    if (share <= 0.0 || share >= 1.0) return 0.0;
    double weight = 1.0;
    double sum = 1.0 - share;
    for (double before = 2.0; sum < before;) {
      share = std::sqrt(share);
      before = sum;
      weight *= 0.5;
      sum -= (1.0 - share) * (1.0 - share) * weight;
    }
    return sum / 3.0;
  }

  int precision_;
  std::vector<std::uint8_t> registers_;
};

}  // namespace leeway

#endif
