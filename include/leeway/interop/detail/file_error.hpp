// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_DETAIL_FILE_ERROR_HPP
#define LEEWAY_INTEROP_DETAIL_FILE_ERROR_HPP

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace leeway::detail {

/// "cannot write state.leeway: No space left on device".
[[noreturn]] inline void throw_file_error(const std::string& action, const std::string& path,
                                          const std::string& reason) {
  const std::runtime_error error("cannot " + action + " " + path + ": " + reason);
#if defined(__cpp_exceptions)
  throw error;
#else
  std::fprintf(stderr, "leeway: %s\n", error.what());
  std::abort();
#endif
}

}  // namespace leeway::detail

#endif
