// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_COUNTED_WINDOWS_HPP
#define LEEWAY_PROGRAM_COUNTED_WINDOWS_HPP

#include <string>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/window/window_merge.hpp>

/// Windows that were counted before, perhaps elsewhere, as files.
namespace program {

/// A file that begins as leeway's do.
bool begins_as_state(const std::string& path);

/// Of whatever baseline. Its name is the path. Throws naming the file.
leeway::collected_window load_window(const std::string& path);
leeway::collected_window load_window(const std::string& path, const leeway::baseline& past);

/// "host1 #17, host2 #17 and 5 more".
std::string origins_text(const leeway::collected_window& one);

}  // namespace program

#endif
