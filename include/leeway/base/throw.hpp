// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_THROW_HPP
#define LEEWAY_BASE_THROW_HPP

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace leeway {

/// Bytes that are not a state of leeway, or not one that this version reads. The message names the offset.
class bad_state : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace detail {

/// Throws an exception made of `arguments`; where there are none, its text is the last thing that the program says.
template <class Exception, class... Arguments>
[[noreturn]] inline void raise(const Arguments&... arguments) {
#if defined(__cpp_exceptions)
  throw Exception(arguments...);
#else
  std::fprintf(stderr, "leeway: %s\n", Exception(arguments...).what());
  std::abort();
#endif
}

/// `x` for a message: no other double has this text, whatever the locale.
inline std::string exact_text(double x) {
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof text, x).ptr);
}

/// The only way an argument is refused: the message names the parameter and its value.
[[noreturn]] inline void throw_invalid_argument(const std::string& message) { raise<std::invalid_argument>(message); }

[[noreturn]] inline void throw_bad_state(const std::string& message) { raise<bad_state>(message); }

}  // namespace detail
}  // namespace leeway

#endif
