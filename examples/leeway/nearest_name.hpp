// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_NEAREST_NAME_HPP
#define LEEWAY_PROGRAM_NEAREST_NAME_HPP

#include <string>
#include <string_view>
#include <vector>

namespace program {

/// The name that a misspelt one most likely stands for: at most a third of its letters are different; empty where none
/// is so near. Capitals differ by less than other letters. O(names x length squared).
std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names);
/// " (did you mean \"colour\"?)", or nothing.
std::string nearest_hint(std::string_view wanted, const std::vector<std::string>& names);

}  // namespace program

#endif
