// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_ERROR_HPP
#define LEEWAY_INTEROP_JSON_ERROR_HPP

#include <stdexcept>
#include <string>

#include <leeway/base/throw.hpp>

namespace leeway {

/// A text that is not JSON, or not the JSON that was expected. The message names file, place and value.
class json_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace detail {

[[noreturn]] inline void throw_json_error(const std::string& message) { raise<json_error>(message); }

}  // namespace detail
}  // namespace leeway

#endif
