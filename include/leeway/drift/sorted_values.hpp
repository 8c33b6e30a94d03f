// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_SORTED_VALUES_HPP
#define LEEWAY_DRIFT_SORTED_VALUES_HPP

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/statistics/detail/sort_keys.hpp>

namespace leeway {

/** The values of a sample in order, sorted once and compared with many windows. NaN is missing: left out and counted.
    Infinities are ordinary values, -0.0 is 0.0. Keeps 8 bytes a double and 4 a float; while it is made, 16 more a
    value. Sorting is by counting, O(size) for all but the strangest data. */
template <std::floating_point Real>
class sorted_values {
 public:
  /// An unsigned integer as wide as Real, in the same order as the number.
  using key_type = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;

  sorted_values() = default;
  /// @throws std::bad_alloc
  explicit sorted_values(std::span<const Real> values) {
    std::vector<std::uint64_t> wide;
    wide.reserve(values.size());
    for (const Real value : values)
      if (!detail::is_nan(value)) wide.push_back(order_key(value));
    missing_ = values.size() - wide.size();
    sort(wide);
    keys_.assign(wide.begin(), wide.end());
    for (std::size_t i = 1; i < keys_.size() && !repeats_; ++i) repeats_ = keys_[i] == keys_[i - 1];
  }

  /// Present values.
  std::size_t size() const noexcept { return keys_.size(); }
  std::uint64_t missing() const noexcept { return missing_; }
  /// Some value stands more than once.
  bool repeats() const noexcept { return repeats_; }
  /// The value of rank i + 1.
  Real operator[](std::size_t i) const noexcept { return from_order_key<Real>(keys_[i]); }
  std::span<const key_type> keys() const noexcept { return keys_; }

 private:
  static void sort(std::vector<std::uint64_t>& keys) {
    if (keys.size() > UINT32_MAX) return std::sort(keys.begin(), keys.end());
    std::vector<std::uint64_t> scratch(keys.size());
    detail::key_sorter::sort(keys, scratch);
  }

  std::vector<key_type> keys_;
  std::uint64_t missing_ = 0;
  bool repeats_ = false;
};

template <class Values>
requires std::floating_point<typename Values::value_type>
explicit sorted_values(const Values&)->sorted_values<std::remove_cv_t<typename Values::value_type>>;

}  // namespace leeway

#endif
