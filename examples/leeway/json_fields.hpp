// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_JSON_FIELDS_HPP
#define LEEWAY_PROGRAM_JSON_FIELDS_HPP

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/interop/json_place.hpp>

/// Members of the JSON files that the program reads back. All throw `leeway::json_error`.
namespace program {

/// No value where it is absent.
inline double number_in(const leeway::json_place& place, std::string_view key) {
  const std::optional<leeway::json_place> found = place.find(key);
  return found ? found->number() : leeway::no_value;
}
/// 0 where it is absent.
inline std::uint64_t count_in(const leeway::json_place& place, std::string_view key) {
  const std::optional<leeway::json_place> found = place.find(key);
  if (!found) return 0;
  if (!found->value().is_number_unsigned()) found->unwanted("a count");
  return found->value().get<std::uint64_t>();
}
/// Empty where it is absent.
inline std::string text_in(const leeway::json_place& place, std::string_view key) {
  const std::optional<leeway::json_place> found = place.find(key);
  return found ? found->text() : std::string();
}
inline std::vector<std::string> texts_in(const leeway::json_place& place, std::string_view key) {
  const std::optional<leeway::json_place> found = place.find(key);
  return found ? found->texts() : std::vector<std::string>{};
}

/// The one of some values whose `to_string` the text is.
template <class Value, std::size_t Size>
Value one_of(const leeway::json_place& place, const std::array<Value, Size>& values) {
  for (const Value value : values)
    if (place.text() == to_string(value)) return value;
  place.unwanted("a name that this version knows");
}

inline leeway::verdict read_verdict(const leeway::json_place& place) {
  using leeway::verdict;
  return one_of(place, std::array{verdict::stable, verdict::too_few, verdict::warning, verdict::drift});
}

inline leeway::correction read_correction(const leeway::json_place& place) {
  using leeway::correction;
  return one_of(place, std::array{correction::holm, correction::bonferroni, correction::benjamini_hochberg,
                                  correction::benjamini_yekutieli});
}

inline std::uint64_t read_fingerprint(const leeway::json_place& place) {
  const std::string& text = place.text();
  std::uint64_t print = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), print, 16);
  if (error != std::errc{} || stop != text.data() + text.size()) place.unwanted("16 hexadecimal digits");
  return print;
}

/// Refuses another format than this.
inline void require_format(const leeway::json_place& place, std::uint64_t known) {
  const std::uint64_t format = count_in(place, "format");
  if (format == known) return;
  const std::string newer = format > known ? ", newer than this program reads (" : ", not read (";
  place.at("format").fail("format " + std::to_string(format) + newer + std::to_string(known) + ")");
}

}  // namespace program

#endif
