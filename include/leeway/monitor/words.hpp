// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_WORDS_HPP
#define LEEWAY_MONITOR_WORDS_HPP

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

#include <leeway/base/order_key.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/drift/contribution.hpp>

/// Numbers and changes as people read them.
namespace leeway {

/// `x` with at most six significant digits, whatever the locale.
inline std::string number_text(double x) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, x, std::chars_format::general, 6).ptr;
  return std::string(text, end);
}

/// A share as a percentage with one place, without a trailing ".0".
inline std::string percent_text(double share) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, 100.0 * share, std::chars_format::fixed, 1).ptr;
  std::string_view shown(text, static_cast<std::size_t>(end - text));
  if (shown.size() > 2 && shown.substr(shown.size() - 2) == ".0") shown.remove_suffix(2);
  return std::string(shown == "-0" ? "0" : shown);
}

/// "at or below 30", "above 12", "at 0", "3 to 7", "\"tropical storm\"", "12 rare or unseen values".
inline std::string label_text(const cell_label& label) {
  if (label.what == cell_label::kind::value) return '"' + label.value + '"';
  if (label.what == cell_label::kind::pool)
    return label.pooled == 1 ? std::string("rare or unseen values")
                             : std::to_string(label.pooled) + " rare or unseen values";
  const auto [lower, upper] = label.range;
  if (detail::is_infinite(lower) && detail::is_infinite(upper)) return "any value";
  if (detail::is_infinite(lower)) return "at or below " + number_text(upper);
  if (detail::is_infinite(upper)) return "above " + number_text(lower);
  if (lower >= upper) return "at " + number_text(upper);
  return number_text(lower) + " to " + number_text(upper);
}

/// "at or below 30: 28.9 -> 19.1 %".
inline std::string move_text(question asked, const contribution& move) {
  const bool named = asked == question::missing || asked == question::unseen;
  const std::string label = named ? std::string(to_string(asked)) : label_text(move.cell);
  const bool colon = !named && move.cell.what == cell_label::kind::range;
  return label + (colon ? ": " : " ") + percent_text(move.baseline_share) + " -> " + percent_text(move.window_share) +
         " %";
}

}  // namespace leeway

#endif
