// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_LOAD_FILE_HPP
#define LEEWAY_INTEROP_LOAD_FILE_HPP

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

#include <leeway/interop/detail/file_error.hpp>

namespace leeway {

/// The bytes of a file, of anything with `resize`, `data` and `size`.
/// @throws std::runtime_error naming the path and the reason
template <class Bytes = std::vector<std::byte>>
[[nodiscard]] Bytes load_file(const std::filesystem::path& path) {
  const auto fail = [&](const char* reason) { detail::throw_file_error("read", path.string(), reason); };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) fail("it is a folder");
  std::FILE* in = std::fopen(path.c_str(), "rb");
  if (in == nullptr) fail(std::strerror(errno));
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
  if (broken) fail(std::strerror(reason));
  return bytes;
}

}  // namespace leeway

#endif
