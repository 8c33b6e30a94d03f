// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONSTRAINTS_DETAIL_DESCRIPTION_HPP
#define LEEWAY_CONSTRAINTS_DETAIL_DESCRIPTION_HPP

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Numbers and lists as the descriptions of violations spell them.
namespace leeway::detail {

/// The shortest text that reads back as `x`, with a point in it: `100.0`, `0.1`, `1e+300`.
inline std::string decimal_text(double x) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, x).ptr;
  std::string result(text, end);
  if (result.find_first_not_of("-0123456789") == std::string::npos) result += ".0";
  return result;
}
inline std::string decimal_percent(double share) { return decimal_text(share * 100.0) + "%"; }
/// The percentage rounded once: 6588 of 10000 is 65.88%, not 65.88000000000001%.
inline std::string decimal_percent(std::uint64_t part, std::uint64_t whole) {
  return decimal_text(100.0 * static_cast<double>(part) / static_cast<double>(whole)) + "%";
}

/// "a, b, c and 4 more".
inline std::string joined_text(const std::vector<std::string>& names, std::size_t most = ~std::size_t{0}) {
  std::string text;
  const std::size_t shown = (std::min)(names.size(), most);
  for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

}  // namespace leeway::detail

#endif
