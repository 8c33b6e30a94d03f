// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_PENDING_FILES_HPP
#define LEEWAY_PROGRAM_PENDING_FILES_HPP

#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include <leeway/interop/save_file.hpp>

#include "files.hpp"

namespace program {

/** Files that take their places together, each whole or not at all. Until then nothing of them is to be seen, and of
    folders only what was there before stays. Every member throws `std::runtime_error` naming the file and the reason.
 */
class pending_files {
 public:
  pending_files() = default;
  pending_files(const pending_files&) = delete;
  pending_files& operator=(const pending_files&) = delete;
  ~pending_files();

  void add(const std::string& folder, std::span<const file_content> files);
  /// In the order in which they were added.
  void put_into_place();

 private:
  std::error_code make(const std::filesystem::path& folder);

  std::vector<leeway::pending_file> files_{};
  std::vector<std::filesystem::path> made_{};  // folders, outer ones first
};

}  // namespace program

#endif
