// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <unistd.h>

#include <charconv>
#include <cmath>
#include <cstdlib>

#include <leeway/base/order_key.hpp>

#include "terminal.hpp"
#include "text.hpp"

namespace program {
namespace {

std::string percent(double share) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, 100.0 * share, std::chars_format::fixed, 1).ptr;
  const std::string result(text, end);
  return result == "-0.0" ? "0.0" : result;
}

}  // namespace

bool wants_colours() {
  const char* no = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return ::isatty(STDOUT_FILENO) == 1 && !dumb && (no == nullptr || *no == '\0');
}

std::string_view verdict_word(leeway::verdict v) {
  constexpr std::string_view words[] = {"stable", "too few", "warning", "DRIFT"};
  return words[static_cast<std::size_t>(v)];
}

std::string_view verdict_style(leeway::verdict v, const view& how) {
  constexpr std::string_view styles[] = {"\033[32m", "\033[2m", "\033[33m", "\033[1;31m"};
  return how.colours ? styles[static_cast<std::size_t>(v)] : std::string_view();
}

std::string share_text(double share) { return leeway::detail::is_nan(share) ? std::string() : percent(share) + " %"; }

std::string between_text(leeway::interval between) {
  if (leeway::detail::is_nan(between.lower) || leeway::detail::is_nan(between.upper)) return {};
  return percent(between.lower) + " - " + percent(between.upper);
}

std::string p_text(double log_p) {
  if (leeway::detail::is_nan(log_p)) return "-";
  if (log_p > std::log(1e-4)) return short_number(std::exp(log_p));
  const double decimal = log_p / std::log(10.0);
  if (leeway::detail::is_infinite(decimal)) return "0";
  double exponent = std::floor(decimal);
  double digits = std::round(10.0 * std::pow(10.0, decimal - exponent)) / 10.0;
  if (digits >= 10.0) {
    digits /= 10.0;
    exponent += 1.0;
  }
  return short_number(digits, 2) + "e" + std::to_string(static_cast<long long>(exponent));
}

std::string listed(std::string_view heading, const std::vector<std::string>& items, std::string_view separator) {
  constexpr std::size_t widest = 110;
  std::string text(heading);
  std::size_t width = display_width(heading);
  const std::size_t indent = width;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t more = display_width(items[i]) + separator.size();
    if (i > 0 && width + more > widest) {
      text += '\n' + std::string(indent, ' ');
      width = indent;
    } else if (i > 0) {
      text += separator;
    }
    text += items[i];
    width += more;
  }
  return text + '\n';
}

}  // namespace program
