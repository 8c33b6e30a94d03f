// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_SAVE_FILE_HPP
#define LEEWAY_INTEROP_SAVE_FILE_HPP

#include <fcntl.h>
#include <sys/types.h>
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
#include <leeway/interop/detail/file_place.hpp>

namespace leeway {

/** A file that is written beside its place, is on the disk when the constructor returns, and is removed unless
    `put_into_place` is called. Until then nothing of it is to be seen under its name. Needs POSIX.

  Beside its place means in the same folder, as `.NAME.PROCESS.NUMBER.part`: no other file is overwritten, neither by
  another process nor by another thread. A symbolic link stays: what it leads to is written. A file that is there hands
  on its permissions, and its owner and group where the process may give files away. */
class pending_file {
 public:
  /// @throws std::runtime_error naming the path and the reason; nothing is left behind then
  pending_file(const std::filesystem::path& path, std::span<const std::byte> bytes) : name_(path) {
    const detail::file_place place(path);
    if (!place.problem.empty()) fail(place.problem);
    final_ = place.path;
    const int descriptor = open_new(place.there ? 0600 : 0666);
    std::FILE* out = descriptor < 0 ? nullptr : ::fdopen(descriptor, "wb");
    if (out == nullptr) fail_to_open(descriptor);
    made_ = true;
    place.keep_access(descriptor);
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
      : name_(std::move(other.name_)),
        final_(std::move(other.final_)),
        temporary_(std::move(other.temporary_)),
        made_(std::exchange(other.made_, false)) {}
  pending_file& operator=(pending_file&&) = delete;
  ~pending_file() { discard(); }

  /// Where it will be: what links lead to.
  const std::filesystem::path& place() const noexcept { return final_; }
  /// From now on the file is there, whole; an older one of its name is gone. @throws std::runtime_error as above
  void put_into_place() {
    std::error_code error;
    std::filesystem::rename(temporary_, final_, error);
    if (error) fail(error.message());
    made_ = false;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const { detail::throw_file_error("write", name_.string(), reason); }
  [[noreturn]] void fail_to_open(int descriptor) {
    const int reason = errno;
    if (descriptor >= 0) {
      ::close(descriptor);
      made_ = true;
      discard();
    }
    fail(std::strerror(reason));
  }

  /// A file that did not exist; -1, with `errno`, where none can be made.
  int open_new(::mode_t mode) {
    const std::string begin = "." + final_.filename().string() + "." + std::to_string(::getpid()) + ".";
    for (unsigned number = 0;; ++number) {
      temporary_ = final_.parent_path() / (begin + std::to_string(number) + ".part");
      const int made = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
      if (made >= 0 || errno != EEXIST) return made;
    }
  }
  void discard() noexcept {
    std::error_code ignored;
    if (made_) std::filesystem::remove(temporary_, ignored);
    made_ = false;
  }

  std::filesystem::path name_;   // what the caller says
  std::filesystem::path final_;  // where links lead
  std::filesystem::path temporary_;
  bool made_ = false;
};

/** Writes a file whole or not at all: beside its place, to the disk, then into its place. A crash, a full disk or a
    reader at any moment sees the old file or the new one. The folder must be there. Links and permissions stay, as
    `pending_file` says; a folder, a device or a pipe is refused.
    @throws std::runtime_error naming the path and the reason; an older file is as it was then */
inline void save_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  pending_file file(path, bytes);
  file.put_into_place();
  // The name too: a folder that cannot be opened or synchronised is none of the caller's troubles.
  const std::filesystem::path& place = file.place();
  const std::filesystem::path folder = place.has_parent_path() ? place.parent_path() : std::filesystem::path(".");
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
