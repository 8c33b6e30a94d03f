// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_VERSION_HPP
#define LEEWAY_VERSION_HPP

#include <string_view>

/// The one place of the version. CMake, Conan and vcpkg read it here or are checked against it.
#define LEEWAY_VERSION_MAJOR 0
#define LEEWAY_VERSION_MINOR 1
#define LEEWAY_VERSION_PATCH 0

namespace leeway {

/// "major.minor.patch" of the headers in use; equal to the three macros.
inline constexpr std::string_view version = "0.1.0";

}  // namespace leeway

#endif
