// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_SHARED_FILE_HPP
#define LEEWAY_TESTS_SUPPORT_SHARED_FILE_HPP

#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include "support/catch.hpp"

/// Data that some tests use when it is there.
namespace shared_file {

/// The content of a file below LEEWAY_SHARED_DIR; nothing, and a warning in the log, when it is absent.
inline std::optional<std::string> read(const std::string& path) {
  const std::ifstream file(std::string(LEEWAY_SHARED_DIR "/") + path, std::ios::binary);
  if (!file) {
    WARN("not run: " << path << " is absent");
    return std::nullopt;
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace shared_file

#endif
