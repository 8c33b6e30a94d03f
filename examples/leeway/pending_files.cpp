// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "pending_files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace program {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& path, const std::string& reason) {
  throw std::runtime_error("cannot write " + path.string() + ": " + reason);
}

}  // namespace

pending_file::pending_file(const fs::path& folder, const file_content& content)
    : final_(folder / content.name),
      temporary_(folder / ("." + content.name + "." + std::to_string(::getpid()) + ".part")) {
  std::FILE* out = std::fopen(temporary_.c_str(), "wb");
  if (out == nullptr) cannot_write(final_, std::strerror(errno));
  made_ = true;
  const bool written = std::fwrite(content.bytes.data(), 1, content.bytes.size(), out) == content.bytes.size() &&
                       std::fflush(out) == 0 && ::fsync(::fileno(out)) == 0;
  const int reason = errno;
  const bool closed = std::fclose(out) == 0;
  if (written && closed) return;
  const int last = written ? errno : reason;
  discard();
  cannot_write(final_, std::strerror(last));
}

pending_file::pending_file(pending_file&& other) noexcept
    : final_(std::move(other.final_)),
      temporary_(std::move(other.temporary_)),
      made_(std::exchange(other.made_, false)) {}

void pending_file::put_into_place() {
  std::error_code error;
  fs::rename(temporary_, final_, error);
  if (error) cannot_write(final_, error.message());
  made_ = false;
}

void pending_file::discard() noexcept {
  std::error_code ignored;
  if (made_) fs::remove(temporary_, ignored);
  made_ = false;
}

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
  for (const file_content& content : files) files_.emplace_back(fs::path(folder), content);
}

void pending_files::put_into_place() {
  for (pending_file& file : files_) file.put_into_place();
  files_.clear();
  made_.clear();
}

pending_files::~pending_files() {
  files_.clear();
  std::error_code ignored;
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) fs::remove(*folder, ignored);  // if empty
}

}  // namespace program
