// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_TEXT_WORDS_HPP
#define LEEWAY_BASE_DETAIL_TEXT_WORDS_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

/// Texts a word at a time, without a loop over bytes and without calling a function of the library.
namespace leeway::detail {

template <class Word = std::uint64_t>
inline Word read_word(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// At most eight bytes, the first lowest; zeros behind.
constexpr std::uint64_t little_endian_word(std::string_view bytes) noexcept {
  const std::size_t size = bytes.size();
  if (!std::is_constant_evaluated() && std::endian::native == std::endian::little) {
    // Two reads that may overlap: what both see is the same.
    const char* const last = bytes.data() + size;
    if (size == 8) return read_word(bytes.data());
    if (size >= 4)
      return read_word<std::uint32_t>(bytes.data()) | static_cast<std::uint64_t>(read_word<std::uint32_t>(last - 4))
                                                          << (8 * (size - 4));
    if (size == 0) return 0;
    const auto byte = [&](std::size_t at) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])) << (8 * at);
    };
    return byte(0) | byte(size / 2) | byte(size - 1);
  }
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i)
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return word;
}

/// The last size % 8 bytes, as `little_endian_word`.
constexpr std::uint64_t little_endian_rest(std::string_view bytes) noexcept {
  const std::size_t rest = bytes.size() % 8;
  if (bytes.size() >= 8 && !std::is_constant_evaluated() && std::endian::native == std::endian::little)
    return (read_word(bytes.data() + bytes.size() - 8) >> 1) >> (63 - 8 * rest);  // of 64 bits none are left
  return little_endian_word(std::string_view(bytes.data() + (bytes.size() - rest), rest));
}

/// `a == b`.
[[gnu::always_inline]] inline bool same_text(std::string_view a, std::string_view b) noexcept {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  if (size > 16) return std::memcmp(a.data(), b.data(), size) == 0;
  if (size < 8) return little_endian_word(a) == little_endian_word(b);
  const std::uint64_t first = read_word(a.data()) ^ read_word(b.data());
  return (first | (read_word(a.data() + size - 8) ^ read_word(b.data() + size - 8))) == 0;
}

}  // namespace leeway::detail

#endif
