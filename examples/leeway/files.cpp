// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "pending_files.hpp"

namespace program {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_read(const std::string& path, const std::string& reason) {
  throw std::runtime_error("cannot read " + path + ": " + reason);
}

/// Reads to the end of a file and closes it.
template <class Bytes>
Bytes read_whole(const std::string& path) {
  if (is_folder(path)) cannot_read(path, "it is a folder");
  std::FILE* in = std::fopen(path.c_str(), "rb");
  if (in == nullptr) cannot_read(path, std::strerror(errno));
  Bytes bytes;
  std::size_t size = 0;
  for (std::size_t came = 1; came > 0; size += came) {
    bytes.resize(size + (std::size_t{1} << 16) + size / 2);
    came = std::fread(bytes.data() + size, 1, bytes.size() - size, in);
  }
  bytes.resize(size);
  const bool broken = std::ferror(in) != 0;
  const int reason = errno;
  std::fclose(in);
  if (broken) cannot_read(path, std::strerror(reason));
  return bytes;
}

}  // namespace

std::vector<std::byte> read_file(const std::string& path) { return read_whole<std::vector<std::byte>>(path); }
std::string read_text_file(const std::string& path) { return read_whole<std::string>(path); }

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
