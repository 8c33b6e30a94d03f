// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_ROW_PLACE_HPP
#define LEEWAY_PROGRAM_ROW_PLACE_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace program {

/// Where a row begins.
struct row_place {
  std::uint64_t line = 0;
  std::string_view file{};  ///< empty where there is only one

  /// "line 3", "line 3 of b.csv".
  std::string text() const {
    return "line " + std::to_string(line) + (file.empty() ? std::string() : " of " + std::string(file));
  }
};

}  // namespace program

#endif
