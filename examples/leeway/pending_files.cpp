// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "pending_files.hpp"

#include <stdexcept>
#include <system_error>

namespace program {
namespace fs = std::filesystem;

std::error_code pending_files::make(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return {};
  if (const std::error_code outer = make(folder.parent_path())) return outer;
  if (fs::create_directory(folder, error)) made_.push_back(folder);
  if (!error && !fs::is_directory(folder, error)) error = std::make_error_code(std::errc::not_a_directory);
  return error;
}

void pending_files::add(const std::string& folder, std::span<const file_content> files) {
  if (const std::error_code error = make(folder))
    throw std::runtime_error("cannot make folder " + folder + ": " + error.message());
  for (const file_content& content : files)
    files_.emplace_back(fs::path(folder) / content.name, std::as_bytes(std::span(content.bytes)));
}

void pending_files::put_into_place() {
  for (leeway::pending_file& file : files_) file.put_into_place();
  files_.clear();
  made_.clear();
}

pending_files::~pending_files() {
  files_.clear();
  std::error_code ignored;
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) fs::remove(*folder, ignored);  // if empty
}

}  // namespace program
