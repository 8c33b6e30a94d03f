// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <leeway/interop/load_file.hpp>

#include "pending_files.hpp"

namespace program {
namespace {

namespace fs = std::filesystem;

}  // namespace

std::vector<std::byte> read_file(const std::string& path) { return leeway::load_file(path); }
std::string read_text_file(const std::string& path) { return leeway::load_file<std::string>(path); }

bool file_exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}
bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}
std::string path_in(const std::string& folder, const std::string& file) { return (fs::path(folder) / file).string(); }

void write_files(const std::string& folder, std::span<const file_content> files) {
  pending_files pending;
  pending.add(folder, files);
  pending.put_into_place();
}

void write_file(const std::string& path, std::string bytes) {
  const fs::path whole(path);
  const std::vector<file_content> one = {{whole.filename().string(), std::move(bytes)}};
  if (one.front().name.empty()) throw std::runtime_error("cannot write " + path + ": it is a folder");
  write_files(whole.parent_path().string(), one);
}

std::string text_of(std::span<const std::byte> state) {
  return {reinterpret_cast<const char*>(state.data()), state.size()};
}

}  // namespace program
