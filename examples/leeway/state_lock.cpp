// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "state_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <leeway/interop/detail/file_place.hpp>

#include "commands.hpp"

namespace program {
namespace {

namespace fs = std::filesystem;

/// "4711", as its owner has written it; empty where it is no number.
std::string owner_in(int descriptor) {
  std::array<char, 20> text{};
  const ::ssize_t came = ::pread(descriptor, text.data(), text.size(), 0);
  const std::string_view said(text.data(), came > 0 ? static_cast<std::size_t>(came) : 0);
  return std::string(said.substr(0, said.find_first_not_of("0123456789")));
}

/// Whether the file of that name is still the one that was opened.
bool is_still(const std::string& file, int descriptor) {
  struct ::stat opened {};
  struct ::stat named {};
  return ::fstat(descriptor, &opened) == 0 && ::stat(file.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

}  // namespace

state_lock::state_lock(const std::string& state) {
  if (state.empty()) return;
  const leeway::detail::file_place place{fs::path(state)};
  if (!place.problem.empty()) throw std::runtime_error("cannot write " + state + ": " + place.problem);
  file_ = place.path.string() + ".lock";
  std::error_code ignored;
  if (place.path.has_parent_path()) fs::create_directories(place.path.parent_path(), ignored);
  while (!take(state)) {
  }
}

/// False where whoever had it before has removed the file in the meantime.
bool state_lock::take(const std::string& state) {
  descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    if (errno != ENOSPC) throw std::runtime_error("cannot write " + file_ + ": " + std::strerror(errno));
    warn("cannot write " + file_ + ": " + std::strerror(errno) + "; nothing keeps a second run from using " + state);
    return true;
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    const std::string owner = owner_in(descriptor_);
    ::close(descriptor_);
    descriptor_ = -1;
    if (reason == EWOULDBLOCK)
      throw std::runtime_error("--state " + state + ": another leeway watch is using it" +
                               (owner.empty() ? std::string() : ", process " + owner) + "; give each its own state");
    warn("cannot lock " + file_ + ": " + std::strerror(reason) + "; nothing keeps a second run from using " + state);
    return true;
  }
  if (!is_still(file_, descriptor_)) {
    ::close(descriptor_);
    descriptor_ = -1;
    return false;
  }
  const std::string owner = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, owner.data(), owner.size(), 0) < 0)
    errno = 0;  // it is for people, and the lock holds without
  return true;
}

state_lock::~state_lock() {
  if (descriptor_ < 0) return;
  ::unlink(file_.c_str());
  ::close(descriptor_);
}

}  // namespace program
