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
  /// `prompt`: take what has come instead of waiting for a whole block.
  stream_block(std::istream& in, std::size_t block_bytes, std::size_t padding, bool prompt = false)
      : in_(&in), block_bytes_(block_bytes), padding_(padding), prompt_(prompt), bytes_(2 * block_bytes + 1 + padding) {
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
    // Of a record beyond a block whole blocks are wanted in any case: it would be looked at again too often.
    const bool as_it_comes = prompt_ && size() < block_bytes_;
    const std::size_t wanted = make_room();
    const std::size_t came = as_it_comes ? take_some(wanted) : take(wanted);
    broken_ = in_->bad() || (came == 0 && !in_->eof());
    ended_ = broken_ || (as_it_comes ? came == 0 : came < wanted);
    end_ += came;
    *end() = line_feed;
    return came > 0;
  }

 private:
  static constexpr char line_feed = '\n';

  std::size_t take(std::size_t wanted) {
    in_->read(end(), static_cast<std::streamsize>(wanted));
    return static_cast<std::size_t>(in_->gcount());
  }
  // Waits for one byte, then takes what the stream has at hand.
  std::size_t take_some(std::size_t wanted) {
    if (in_->peek() == std::istream::traits_type::eof()) return 0;
    const std::streamsize came = in_->readsome(end(), static_cast<std::streamsize>(wanted));
    return came > 0 ? static_cast<std::size_t>(came) : take(1);
  }

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
  bool prompt_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  bool broken_ = false;
};

}  // namespace leeway::detail

#endif
