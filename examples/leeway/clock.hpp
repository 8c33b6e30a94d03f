// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_CLOCK_HPP
#define LEEWAY_PROGRAM_CLOCK_HPP

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace program {

/// Seconds since 1970: SOURCE_DATE_EPOCH where it is set, so that outputs can be made again, else the clock.
inline std::time_t current_time() {
  const char* fixed = std::getenv("SOURCE_DATE_EPOCH");
  if (fixed == nullptr || *fixed == '\0') return std::time(nullptr);
  const std::string_view text(fixed);
  long long seconds = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || stop != text.data() + text.size() || seconds < 0 || seconds > 253'402'300'799)
    throw std::invalid_argument("SOURCE_DATE_EPOCH " + std::string(text) + ": not a number of seconds");
  return static_cast<std::time_t>(seconds);
}

/// "2026-11-20T13:07:00Z".
inline std::string current_time_text() {
  const std::time_t now = current_time();
  const std::tm* utc = std::gmtime(&now);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", utc));
}

}  // namespace program

#endif
