// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_BYTES_HPP
#define LEEWAY_BASE_BYTES_HPP

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/throw.hpp>

namespace leeway {

/// Appends numbers and texts as little-endian bytes, the same on every machine.
class byte_writer {
 public:
  template <std::unsigned_integral Unsigned>
  void put(Unsigned value) {
    for (std::size_t i = 0; i < sizeof value; ++i) bytes_.push_back(static_cast<std::byte>((value >> (8 * i)) & 0xff));
  }
  void put_real(double value) { put(std::bit_cast<std::uint64_t>(value)); }
  void put_text(std::string_view text) {
    put(static_cast<std::uint64_t>(text.size()));
    for (char c : text) bytes_.push_back(static_cast<std::byte>(c));
  }
  void put_words(std::span<const std::uint64_t> words) {
    put(static_cast<std::uint64_t>(words.size()));
    for (std::uint64_t word : words) put(word);
  }

  void put_bytes(std::span<const std::byte> bytes) {
    put(static_cast<std::uint64_t>(bytes.size()));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }

  std::size_t size() const noexcept { return bytes_.size(); }
  std::span<const std::byte> bytes() const noexcept { return {bytes_.data(), bytes_.size()}; }

  /// Writes `value` over the eight bytes at `offset`: for a length known only afterwards.
  void overwrite(std::size_t offset, std::uint64_t value) noexcept {
    for (std::size_t i = 0; i < sizeof value; ++i)
      bytes_[offset + i] = static_cast<std::byte>((value >> (8 * i)) & 0xff);
  }

 private:
  std::vector<std::byte> bytes_;
};

/** Reads what `byte_writer` wrote and trusts nothing: every size is checked against the bytes that remain before
    anything is allocated. Throws `bad_state` with the offset. */
class byte_reader {
 public:
  explicit byte_reader(std::span<const std::byte> bytes, std::size_t offset = 0) : bytes_(bytes), offset_(offset) {}

  template <std::unsigned_integral Unsigned>
  Unsigned take() {
    need(sizeof(Unsigned));
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
      value = static_cast<Unsigned>(value | (static_cast<Unsigned>(bytes_[offset_ + i]) << (8 * i)));
    offset_ += sizeof value;
    return value;
  }
  double take_real() { return std::bit_cast<double>(take<std::uint64_t>()); }

  /// A number of elements of at least `element_size` bytes each that the remaining bytes can hold.
  std::size_t take_count(std::size_t element_size) {
    const auto count = take<std::uint64_t>();
    if (count > remaining() / element_size)
      fail("claims " + std::to_string(count) + " elements where " + std::to_string(remaining()) + " bytes remain");
    return static_cast<std::size_t>(count);
  }
  std::string take_text() {
    const std::size_t size = take_count(1);
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(bytes_[offset_ + i]);
    offset_ += size;
    return text;
  }
  std::vector<std::uint64_t> take_words() {
    std::vector<std::uint64_t> words(take_count(sizeof(std::uint64_t)));
    for (std::uint64_t& word : words) word = take<std::uint64_t>();
    return words;
  }

  /// Bytes that live as long as those that are read.
  std::span<const std::byte> take_bytes() {
    const std::size_t size = take_count(1);
    const std::span<const std::byte> taken = bytes_.subspan(offset_, size);
    offset_ += size;
    return taken;
  }

  /// Leaves `size` bytes unread: a part that this version does not know.
  void skip(std::uint64_t size) {
    need(size);
    offset_ += static_cast<std::size_t>(size);
  }

  /// A reader of the next `size` bytes alone, which this reader still has before it.
  byte_reader part(std::size_t size) const {
    need(size);
    return byte_reader(bytes_.first(offset_ + size), offset_);
  }

  std::size_t offset() const noexcept { return offset_; }
  std::size_t remaining() const noexcept { return bytes_.size() - offset_; }

  [[noreturn]] void fail(const std::string& what) const {
    detail::throw_bad_state(what + " (at byte " + std::to_string(offset_) + ")");
  }

 private:
  void need(std::uint64_t size) const {
    if (size > remaining())
      fail("ends early: " + std::to_string(size) + " bytes wanted, " + std::to_string(remaining()) + " remain");
  }

  std::span<const std::byte> bytes_;
  std::size_t offset_;
};

}  // namespace leeway

#endif
