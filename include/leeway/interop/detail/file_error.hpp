// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_DETAIL_FILE_ERROR_HPP
#define LEEWAY_INTEROP_DETAIL_FILE_ERROR_HPP

#include <stdexcept>
#include <string>

#include <leeway/base/throw.hpp>

namespace leeway::detail {

/// "cannot write state.leeway: No space left on device".
[[noreturn]] inline void throw_file_error(const std::string& action, const std::string& path,
                                          const std::string& reason) {
  raise<std::runtime_error>("cannot " + action + " " + path + ": " + reason);
}

}  // namespace leeway::detail

#endif
