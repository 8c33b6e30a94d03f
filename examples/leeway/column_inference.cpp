// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "column_inference.hpp"

#include <algorithm>
#include <bit>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/cells/numeric_cells.hpp>

namespace program {
namespace {

using leeway::number_kind;
using leeway::parsed_number;
using leeway::value_type;

constexpr double exact_in_double = 0x1p53;

std::uint64_t whole_bits(const parsed_number& number) {
  return number.kind == number_kind::unsigned_integer ? number.unsigned_integer
                                                      : std::bit_cast<std::uint64_t>(number.integer);
}
bool is_whole(const parsed_number& number) {
  return number.kind == number_kind::integer || number.kind == number_kind::unsigned_integer;
}
bool needs_more_than_double(const parsed_number& number) {
  return is_whole(number) && !(number.real <= exact_in_double && number.real >= -exact_in_double);
}

}  // namespace

void number_sample::put(std::size_t slot, const parsed_number& number) {
  if (slot == values_.size()) values_.push_back(leeway::no_value);
  values_[slot] = number.kind == number_kind::none ? leeway::no_value : number.real;
  if (whole_.empty() && !needs_more_than_double(number)) return;
  for (std::size_t known = whole_.size(); known < values_.size(); ++known) {
    const double before = values_[known];
    const bool small = before <= exact_in_double && before >= -exact_in_double;
    whole_.push_back(small ? std::bit_cast<std::uint64_t>(static_cast<std::int64_t>(before)) : 0);
  }
  whole_[slot] = is_whole(number) ? whole_bits(number) : 0;
}

void number_sample::forget() { *this = number_sample{}; }

std::vector<std::uint64_t> number_sample::sorted_keys(value_type type) const {
  const leeway::numeric_cells scale(type, {}, false);
  const bool exact = !whole_.empty() && (type == value_type::int64 || type == value_type::uint64);
  std::vector<std::uint64_t> keys;
  keys.reserve(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (leeway::detail::is_nan(values_[i])) continue;
    if (!exact)
      keys.push_back(scale.key(values_[i]));
    else if (type == value_type::uint64)
      keys.push_back(whole_[i]);
    else
      keys.push_back(leeway::order_key(std::bit_cast<std::int64_t>(whole_[i])));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

void column_inference::observe_missing(std::size_t slot) {
  types_.observe_null();
  if (slot != not_sampled && (wanted_numeric_ || all_numbers())) sample_.put(slot, {});
}

void column_inference::observe(std::string_view cell, const row_place& where, std::size_t slot) {
  types_.observe(cell);
  const parsed_number number = leeway::parse_number(cell);
  if (number.kind != number_kind::none) {
    ++numbers_;
    learn_type(number);
  } else if (!number.is_nan) {
    remember_other(cell, where);
  }
  if (slot != not_sampled && (wanted_numeric_ || all_numbers())) sample_.put(slot, number);
}

void column_inference::remember_other(std::string_view cell, const row_place& where) {
  if (others_++ > 0) return;
  first_other_ = cell;
  first_other_place_ = where.text();
  if (!wanted_numeric_) sample_.forget();
}

void column_inference::learn_type(const parsed_number& number) noexcept {
  fractions_ = fractions_ || number.kind == number_kind::real;
  negatives_ = negatives_ || number.real < 0.0;
  beyond_int64_ = beyond_int64_ || number.kind == number_kind::unsigned_integer;
  beyond_double_ = beyond_double_ || needs_more_than_double(number);
}

value_type column_inference::number_type() const noexcept {
  if (fractions_ || !beyond_double_ || (negatives_ && beyond_int64_)) return value_type::float64;
  return beyond_int64_ ? value_type::uint64 : value_type::int64;
}

}  // namespace program
