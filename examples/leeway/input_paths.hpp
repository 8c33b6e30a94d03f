// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_INPUT_PATHS_HPP
#define LEEWAY_PROGRAM_INPUT_PATHS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// The files that paths name: a folder stands for the tables in it, sorted by name. Throws `std::runtime_error` for a
/// folder without any, and for standard input named twice.
std::vector<std::string> table_files(const std::vector<std::string>& paths);

/// "standard input", or the path.
std::string source_of(std::string_view path);

/// By its name: ".jsonl", ".ndjson", also with ".gz" behind.
bool named_json_lines(std::string_view path);

/// Bytes of all files together, 0 when one of them is none that can be read again.
std::uint64_t bytes_of(const std::vector<std::string>& files);
/// All of them can be read again from their beginning.
bool readable_again(const std::vector<std::string>& files);

}  // namespace program

#endif
