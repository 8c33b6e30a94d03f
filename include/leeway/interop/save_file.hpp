// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_SAVE_FILE_HPP
#define LEEWAY_INTEROP_SAVE_FILE_HPP

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <leeway/interop/detail/file_error.hpp>

namespace leeway {

/** A file that is written beside its place, is on the disk when the constructor returns, and is removed unless
    `put_into_place` is called. Until then nothing of it is to be seen under its name. Needs POSIX.

  Beside its place means in the same folder, as `.NAME.PROCESS.NUMBER.part`: no other file is overwritten, neither by
  another process nor by another thread. */
class pending_file {
 public:
  /// @throws std::runtime_error naming the path and the reason; nothing is left behind then
  pending_file(const std::filesystem::path& path, std::span<const std::byte> bytes) : final_(path) {
    if (final_.filename().empty()) fail("it is a folder");
    std::FILE* out = open_new();
    if (out == nullptr) fail(std::strerror(errno));
    made_ = true;
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size() && std::fflush(out) == 0 &&
                         ::fsync(::fileno(out)) == 0;
    int reason = errno;
    const bool closed = std::fclose(out) == 0;
    if (written && closed) return;
    if (written) reason = errno;
    discard();
    fail(std::strerror(reason));
  }
  pending_file(pending_file&& other) noexcept
      : final_(std::move(other.final_)),
        temporary_(std::move(other.temporary_)),
        made_(std::exchange(other.made_, false)) {}
  pending_file& operator=(pending_file&&) = delete;
  ~pending_file() { discard(); }

  /// From now on the file is there, whole; an older one of its name is gone. @throws std::runtime_error as above
  void put_into_place() {
    std::error_code error;
    std::filesystem::rename(temporary_, final_, error);
    if (error) fail(error.message());
    made_ = false;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    detail::throw_file_error("write", final_.string(), reason);
  }

  /// A file that did not exist; null, with `errno`, where none can be made.
  std::FILE* open_new() {
    const std::string begin = "." + final_.filename().string() + "." + std::to_string(::getpid()) + ".";
    for (unsigned number = 0;; ++number) {
      temporary_ = final_.parent_path() / (begin + std::to_string(number) + ".part");
      std::FILE* out = std::fopen(temporary_.c_str(), "wbx");
      if (out != nullptr || errno != EEXIST) return out;
    }
  }
  void discard() noexcept {
    std::error_code ignored;
    if (made_) std::filesystem::remove(temporary_, ignored);
    made_ = false;
  }

  std::filesystem::path final_;
  std::filesystem::path temporary_;
  bool made_ = false;
};

/** Writes a file whole or not at all: beside its place, to the disk, then into its place. A crash, a full disk or a
    reader at any moment sees the old file or the new one. The folder must be there.
    @throws std::runtime_error naming the path and the reason; an older file is as it was then */
inline void save_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  pending_file(path, bytes).put_into_place();
  // The name too: a folder that cannot be opened or synchronised is none of the caller's troubles.
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  if (const int opened = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC); opened >= 0) {
    static_cast<void>(::fsync(opened));
    ::close(opened);
  }
}
/// The same for text.
inline void save_file(const std::filesystem::path& path, std::string_view text) {
  save_file(path, std::as_bytes(std::span<const char>(text.data(), text.size())));
}

}  // namespace leeway

#endif
