// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_DETAIL_STREAM_BLOCK_HPP
#define LEEWAY_INTEROP_DETAIL_STREAM_BLOCK_HPP

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <istream>
#include <vector>

namespace leeway::detail {

/// The bytes of a stream that were read and not yet consumed, followed by a line feed that is not one of them, so that
/// a search for the end of a line always ends, and by `padding` bytes more that may be read.
class stream_block {
 public:
  stream_block(std::istream& in, std::size_t block_bytes, std::size_t padding)
      : in_(&in), block_bytes_(block_bytes), padding_(padding), bytes_(2 * block_bytes + 1 + padding) {
    bytes_[0] = line_feed;
  }
  stream_block(const stream_block&) = delete;
  stream_block& operator=(const stream_block&) = delete;

  char* begin() noexcept { return bytes_.data() + begin_; }
  char* end() noexcept { return bytes_.data() + end_; }
  std::size_t size() const noexcept { return end_ - begin_; }
  bool ended() const noexcept { return ended_; }
  /// The stream broke: it did not end.
  bool broken() const noexcept { return broken_; }

  void consume(std::size_t bytes) noexcept { begin_ += bytes; }

  /// Reads on behind what is not yet consumed; false when nothing came. Pointers into the block are stale afterwards.
  bool extend() {
    if (ended_) return false;
    const std::size_t wanted = make_room();
    in_->read(end(), static_cast<std::streamsize>(wanted));
    const auto came = static_cast<std::size_t>(in_->gcount());
    broken_ = in_->bad() || (came == 0 && !in_->eof());
    ended_ = broken_ || came < wanted;
    end_ += came;
    *end() = line_feed;
    return came > 0;
  }

 private:
  static constexpr char line_feed = '\n';

  // Returns how much is to be read: at least what is already there, so that a long record is looked at again only when
  // it has doubled.
  std::size_t make_room() {
    const std::size_t filled = size();
    if (filled > 0) std::memmove(bytes_.data(), begin(), filled);
    begin_ = 0;
    end_ = filled;
    const std::size_t wanted = (std::max)(filled, block_bytes_);
    if (bytes_.size() < filled + wanted + 1 + padding_) bytes_.resize(filled + wanted + 1 + padding_);
    *end() = line_feed;
    return wanted;
  }

  std::istream* in_;
  std::size_t block_bytes_;
  std::size_t padding_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  bool broken_ = false;
};

}  // namespace leeway::detail

#endif
