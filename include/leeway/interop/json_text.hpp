// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_TEXT_HPP
#define LEEWAY_INTEROP_JSON_TEXT_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <leeway/base/order_key.hpp>
#include <leeway/interop/json_error.hpp>

namespace leeway {

/// A number as leeway's files write it: null for "no value", "Infinity" and "-Infinity" as texts, never NaN.
inline nlohmann::ordered_json json_number(double x) {
  if (detail::is_nan(x)) return nullptr;
  if (detail::is_infinite(x)) return x > 0.0 ? "Infinity" : "-Infinity";
  return x;
}

/// The text of a file: two blanks a level, a line feed at the end. Bytes that are not UTF-8 become U+FFFD.
inline std::string json_text(const nlohmann::ordered_json& document) {
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

/** The document in a text; comments are allowed. `file` is what an error calls it.
    @throws json_error naming file, line and column */
inline nlohmann::ordered_json parse_json(std::string_view text, const std::string& file) {
  try {
    return nlohmann::ordered_json::parse(text, nullptr, true, true);
  } catch (const nlohmann::ordered_json::parse_error& error) {
    // `byte` counts from 1 and is the last one that was read.
    const std::string_view before = text.substr(0, (std::min)(text.size(), error.byte > 0 ? error.byte - 1 : 0));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    detail::throw_json_error(file + ": line " + std::to_string(line) + ", column " +
                             std::to_string(before.size() - start + 1) + ": not JSON");
  } catch (const nlohmann::ordered_json::exception& error) {  // such as 1e999
    detail::throw_json_error(file + ": " + error.what());
  }
}

}  // namespace leeway

#endif
