// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "gzip_reader.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#ifdef LEEWAY_PROGRAM_WITH_ZLIB

#include <zlib.h>

#include <array>

namespace program {

struct gzip_reader::inflater {
  source stored;
  z_stream stream{};
  std::array<char, std::size_t{1} << 16> bytes{};
  bool between = true;  // no piece has begun, or the last one is whole

  explicit inflater(source from) : stored(std::move(from)) {
    constexpr int gzip_alone = 16 + MAX_WBITS;
    if (inflateInit2(&stream, gzip_alone) != Z_OK) throw std::bad_alloc();
  }
  inflater(const inflater&) = delete;
  inflater& operator=(const inflater&) = delete;
  ~inflater() { inflateEnd(&stream); }

  bool fill() {
    const std::size_t came = stored(bytes.data(), bytes.size());
    stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(came);
    return came > 0;
  }

  void step() {
    const int result = inflate(&stream, Z_NO_FLUSH);
    between = result == Z_STREAM_END;
    if (between)
      inflateReset(&stream);
    else if (result != Z_OK && result != Z_BUF_ERROR)
      throw std::runtime_error(std::string("broken gzip") +
                               (stream.msg != nullptr ? ": " + std::string(stream.msg) : std::string()));
  }

  std::size_t read(char* to, std::size_t size) {
    constexpr std::size_t most = std::size_t{1} << 30;
    const std::size_t wanted = size < most ? size : most;
    stream.next_out = reinterpret_cast<Bytef*>(to);
    stream.avail_out = static_cast<uInt>(wanted);
    while (stream.avail_out == wanted) {
      if (stream.avail_in == 0 && !fill()) return 0;
      step();
    }
    return wanted - stream.avail_out;
  }
};

gzip_reader::gzip_reader(source stored) : inflater_(std::make_unique<inflater>(std::move(stored))) {}
gzip_reader::~gzip_reader() = default;
std::size_t gzip_reader::read(char* to, std::size_t size) { return inflater_->read(to, size); }
bool gzip_reader::whole() const noexcept { return inflater_->between; }

}  // namespace program

#else

namespace program {

struct gzip_reader::inflater {};

gzip_reader::gzip_reader(source) {
  throw std::runtime_error("gzip, and this program was built without zlib: zcat FILE | leeway ... -");
}
gzip_reader::~gzip_reader() = default;
std::size_t gzip_reader::read(char*, std::size_t) { return 0; }
bool gzip_reader::whole() const noexcept { return true; }

}  // namespace program

#endif
