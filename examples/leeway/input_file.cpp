// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "input_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "files.hpp"

namespace program {
namespace {

[[noreturn]] void cannot_read(const std::string& path, const std::string& reason) {
  throw std::runtime_error("cannot read " + (path == "-" ? std::string("standard input") : path) + ": " + reason);
}

int open_file(const std::string& path) {
  if (path == "-") return STDIN_FILENO;
  if (is_folder(path)) cannot_read(path, "it is a folder");
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) cannot_read(path, std::strerror(errno));
  return descriptor;
}

}  // namespace

input_file::input_file(std::string path, waiter wait)
    : path_(std::move(path)), wait_(std::move(wait)), descriptor_(open_file(path_)) {}

input_file::~input_file() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::size_t input_file::read_stored(char* to, std::size_t size) {
  for (;;) {
    if (stopped_ || (wait_ && !wait_(descriptor_))) {
      stopped_ = true;
      return 0;
    }
    const ::ssize_t came = ::read(descriptor_, to, size);
    if (came < 0 && errno == EINTR) continue;
    if (came < 0) cannot_read(path_, std::strerror(errno));
    if (came == 0 && wait_ && descriptor_ == STDIN_FILENO && !wait_(no_descriptor)) stopped_ = true;
    consumed_ += static_cast<std::uint64_t>(came);
    return static_cast<std::size_t>(came);
  }
}

/// The first two bytes tell gzip; a byte order mark stays in one piece with what follows.
void input_file::look_at_head() {
  constexpr std::string_view gzip = "\x1f\x8b";
  looked_ = true;
  for (std::size_t wanted = 1; head_end_ < wanted;) {
    const std::size_t came = read_stored(head_.data() + head_end_, head_.size() - head_end_);
    if (came == 0) return;
    head_end_ += came;
    wanted = head_[0] == gzip[0] ? gzip.size() : head_[0] == '\xEF' ? head_.size() : 1;
  }
  if (std::string_view(head_.data(), head_end_).substr(0, gzip.size()) != gzip) return;
  try {
    gzip_.emplace([this](char* to, std::size_t size) { return read_head(to, size); });
  } catch (const std::runtime_error& error) {
    cannot_read(path_, error.what());
  }
}

std::size_t input_file::read_head(char* to, std::size_t size) {
  if (head_begin_ == head_end_) return read_stored(to, size);
  const std::size_t given = (std::min)(size, head_end_ - head_begin_);
  std::memcpy(to, head_.data() + head_begin_, given);
  head_begin_ += given;
  return given;
}

std::size_t input_file::read(char* to, std::size_t size) {
  if (!looked_) look_at_head();
  if (!gzip_) return read_head(to, size);
  std::size_t came = 0;
  try {
    came = gzip_->read(to, size);
  } catch (const std::runtime_error& error) {
    cannot_read(path_, error.what());
  }
  if (came == 0 && !stopped_ && !gzip_->whole()) cannot_read(path_, "gzip that ends early");
  return came;
}

input_buffer::int_type input_buffer::underflow() {
  const std::size_t came = file_.read(bytes_.data(), bytes_.size());
  if (came == 0) return traits_type::eof();
  setg(bytes_.data(), bytes_.data(), bytes_.data() + came);
  return traits_type::to_int_type(*gptr());
}

bool input_buffer::begins_with(char first) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (sgetc() == traits_type::eof()) return false;
  std::string_view there(gptr(), static_cast<std::size_t>(egptr() - gptr()));
  if (there.starts_with(mark)) there.remove_prefix(mark.size());
  return there.starts_with(first);
}

bool input_buffer::take_line(std::string& line) {
  constexpr std::size_t longest = std::size_t{64} << 20;
  line.clear();
  for (;;) {
    if (sgetc() == traits_type::eof()) return !line.empty();
    const std::string_view there(gptr(), static_cast<std::size_t>(egptr() - gptr()));
    const std::size_t end = there.find('\n');
    const std::size_t taken = end == std::string_view::npos ? there.size() : end + 1;
    line.append(there.substr(0, end));
    setg(eback(), gptr() + taken, egptr());
    if (end != std::string_view::npos) return true;
    if (line.size() > longest) throw std::runtime_error("a line of more than 64 MiB");
  }
}

}  // namespace program
