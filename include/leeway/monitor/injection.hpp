// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_INJECTION_HPP
#define LEEWAY_MONITOR_INJECTION_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/monitor/detail/plain_decimal.hpp>

namespace leeway {

/// How a column is changed on purpose.
enum class injection_kind : std::uint8_t {
  shift,     ///< numbers: every value moves by an amount
  scale,     ///< numbers: every value moves away from the mean of the column by a factor
  missing,   ///< a share of the present values is gone
  zero,      ///< numbers: a share of the present values is 0
  newcomers  ///< categories: a share of the present values is one that the baseline never had
};

/// A change that a rehearsal makes, one column at a time.
struct injection {
  injection_kind kind = injection_kind::shift;
  double amount = 0.0;         ///< in units of the column or its standard deviations; a factor; a share of rows
  bool in_deviations = false;  ///< of a shift
  std::string text{};          ///< as it was written
};

namespace detail {

[[noreturn]] inline void refuse_injection(std::string_view text, std::string_view why) {
  throw_invalid_argument("injection \"" + std::string(text) + "\": " + std::string(why));
}

/// Takes `end` off the end of the text, if it is there.
inline bool take_end(std::string_view& text, std::string_view end) noexcept {
  const bool ends = text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
  if (ends) text.remove_suffix(end.size());
  return ends;
}

inline injection shift_of(std::string_view text, std::string_view amount) {
  const bool in_deviations = take_end(amount, "sd");
  const double value = plain_decimal(amount);
  if (!(value < 0.0 || value > 0.0))
    refuse_injection(text, "wanted how far, such as 0.5sd, or 3 in units of the column; not 0");
  return {injection_kind::shift, value, in_deviations, std::string(text)};
}

inline injection scale_of(std::string_view text, std::string_view amount) {
  const double value = plain_decimal(amount);
  if (!(value > 0.0) || !(value < 1.0 || value > 1.0))
    refuse_injection(text, "wanted a factor above 0, such as 1.5; not 1");
  return {injection_kind::scale, value, false, std::string(text)};
}

inline injection share_of(injection_kind kind, std::string_view text, std::string_view amount) {
  const double scale = take_end(amount, "%") ? 100.0 : 1.0;
  const double value = plain_decimal(amount) / scale;
  if (!(value > 0.0 && value <= 1.0))
    refuse_injection(text, "wanted a share of rows above 0 and at most 100%, such as 5% or 0.05");
  return {kind, value, false, std::string(text)};
}

}  // namespace detail

/** "shift=0.5sd", "shift=-3", "scale=1.5", "missing=5%", "zero=0.2", "new=3%". Numbers have at most 15 digits.
    @throws std::invalid_argument naming the text */
inline injection parse_injection(std::string_view text) {
  const std::size_t sign = text.find('=');
  const std::string_view name = text.substr(0, sign);
  const std::string_view amount = sign == std::string_view::npos ? std::string_view() : text.substr(sign + 1);
  if (name == "shift") return detail::shift_of(text, amount);
  if (name == "scale") return detail::scale_of(text, amount);
  if (name == "missing") return detail::share_of(injection_kind::missing, text, amount);
  if (name == "zero") return detail::share_of(injection_kind::zero, text, amount);
  if (name == "new") return detail::share_of(injection_kind::newcomers, text, amount);
  detail::refuse_injection(text, "wanted shift=0.5sd, scale=1.5, missing=5%, zero=20% or new=3%");
}

/// What a rehearsal injects when nothing else is wanted: changes that people notice too late.
inline std::vector<injection> default_injections() {
  std::vector<injection> result;
  for (std::string_view text : {"shift=0.5sd", "scale=1.5", "missing=5%", "zero=20%", "new=3%"})
    result.push_back(parse_injection(text));
  return result;
}

}  // namespace leeway

#endif
