// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_DETAIL_FILE_PLACE_HPP
#define LEEWAY_INTEROP_DETAIL_FILE_PLACE_HPP

#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

namespace leeway::detail {

/** Where a file is to be written: its name, or where the symbolic link of that name leads, whether or not something is
    there; and who may read it, as it was. Needs POSIX. */
struct file_place {
  std::filesystem::path path{};
  bool there = false;
  ::mode_t mode = 0;  ///< of the file that is there
  ::uid_t owner = 0;
  ::gid_t group = 0;
  std::string problem{};  ///< why nothing can be written here; empty where it can

  explicit file_place(const std::filesystem::path& named) : path(named) {
    if (path.filename().empty()) {
      problem = "it is a folder";
      return;
    }
    struct ::stat seen {};
    there = ::stat(named.c_str(), &seen) == 0;
    if (!there && errno != ENOENT) {
      problem = std::strerror(errno);
      return;
    }
    // A device or a pipe would be replaced by a file: not what anybody wants of /dev/null.
    if (there && S_ISDIR(seen.st_mode)) problem = "it is a folder";
    if (there && !S_ISDIR(seen.st_mode) && !S_ISREG(seen.st_mode)) problem = "it is no file, but a device or a pipe";
    if (!problem.empty()) return;
    mode = seen.st_mode & 0777;
    owner = seen.st_uid;
    group = seen.st_gid;
    follow_links();
  }

  /// Gives a new file what the old one had. Only who may, gives a file away: what is not allowed stays as it is.
  void keep_access(int descriptor) const noexcept {
    if (!there) return;
    if (::fchown(descriptor, owner, group) != 0 && ::fchown(descriptor, static_cast<::uid_t>(-1), group) != 0)
      errno = 0;
    if (::fchmod(descriptor, mode) != 0) errno = 0;
  }

 private:
  void follow_links() {
    std::error_code error;
    // Of loops `stat` has said already that they are one.
    while (std::filesystem::is_symlink(path, error)) {
      const std::filesystem::path target = std::filesystem::read_symlink(path, error);
      if (error) break;
      path = path.parent_path() / target;  // an absolute target replaces all
    }
    if (error && error.value() != ENOENT) problem = error.message();
  }
};

}  // namespace leeway::detail

#endif
