// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace program {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, const std::string& path, const std::string& reason) {
  throw std::runtime_error("cannot " + what + " " + path + ": " + reason);
}
[[noreturn]] void fail(const std::string& what, const std::string& path) { fail(what, path, std::strerror(errno)); }

/// Reads to the end of a file and closes it.
template <class Bytes>
Bytes read_whole(const std::string& path) {
  if (is_folder(path)) fail("read", path, "it is a folder");
  std::FILE* in = std::fopen(path.c_str(), "rb");
  if (in == nullptr) fail("read", path);
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
  if (broken) fail("read", path, std::strerror(reason));
  return bytes;
}

/// A file that is not yet in its place; removed unless it gets there.
class pending_file {
 public:
  pending_file(const fs::path& folder, const file_content& content)
      : final_(folder / content.name),
        temporary_(folder / ("." + content.name + "." + std::to_string(::getpid()) + ".part")) {
    std::FILE* out = std::fopen(temporary_.c_str(), "wb");
    if (out == nullptr) fail("write", final_.string());
    made_ = true;
    const bool written = std::fwrite(content.bytes.data(), 1, content.bytes.size(), out) == content.bytes.size() &&
                         std::fflush(out) == 0 && ::fsync(::fileno(out)) == 0;
    const int reason = errno;
    const bool closed = std::fclose(out) == 0;
    if (written && closed) return;
    discard();
    fail("write", final_.string(), std::strerror(written ? errno : reason));
  }
  pending_file(pending_file&& other) noexcept
      : final_(std::move(other.final_)),
        temporary_(std::move(other.temporary_)),
        made_(std::exchange(other.made_, false)) {}
  pending_file& operator=(pending_file&&) = delete;
  ~pending_file() { discard(); }

  void put_into_place() {
    std::error_code error;
    fs::rename(temporary_, final_, error);
    if (error) fail("write", final_.string(), error.message());
    made_ = false;
  }

 private:
  void discard() noexcept {
    std::error_code ignored;
    if (made_) fs::remove(temporary_, ignored);
    made_ = false;
  }

  fs::path final_;
  fs::path temporary_;
  bool made_ = false;
};

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
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !is_folder(folder))
    fail("make folder", folder, error ? error.message() : "there is a file of that name");
  std::vector<pending_file> pending;
  for (const file_content& content : files) pending.emplace_back(fs::path(folder), content);
  for (pending_file& file : pending) file.put_into_place();
}

}  // namespace program
