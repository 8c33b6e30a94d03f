// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_FILES_HPP
#define LEEWAY_PROGRAM_FILES_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// The whole file. Throws `std::runtime_error` naming it and the reason.
std::vector<std::byte> read_file(const std::string& path);
std::string read_text_file(const std::string& path);
bool file_exists(const std::string& path);
bool is_folder(const std::string& path);
std::string path_in(const std::string& folder, const std::string& file);

struct file_content {
  std::string name;
  std::string bytes;
};

/** Writes files into a folder, which is made if need be: each whole or not at all, and none of them unless all could be
    written beside their place. Throws `std::runtime_error` naming the file and the reason. */
void write_files(const std::string& folder, std::span<const file_content> files);
/// The same for one file, at a path.
void write_file(const std::string& path, std::string bytes);
/// Bytes of a state as those of a file.
std::string text_of(std::span<const std::byte> state);

}  // namespace program

#endif
