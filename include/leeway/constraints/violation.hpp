// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONSTRAINTS_VIOLATION_HPP
#define LEEWAY_CONSTRAINTS_VIOLATION_HPP

#include <string>

namespace leeway {

/// A constraint that a window does not keep. `check` is one of Model Monitor's names, or one of ours in the same style.
struct violation {
  std::string feature{};
  std::string check{};
  std::string description{};
};

}  // namespace leeway

#endif
