// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_FRAME_HPP
#define LEEWAY_BASE_FRAME_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/base/checksum.hpp>

/// The envelope of everything that leeway writes as bytes: magic, format, kind, length, content, CRC-32C; and the
/// numbered sections inside it, of which a reader leaves out those it does not know. docs/state_format.md has the
/// bytes.
namespace leeway {

enum class state_kind : std::uint32_t {
  baseline = 1,
  window = 2,
  seasons = 3,
  monitor = 4,
  alerts = 5,
  quantile_sketch = 6,
  distinct_count = 7,
  heavy_hitters = 8,
  exact_moments = 9
};

inline constexpr std::uint32_t state_format = 1;

namespace detail {

inline constexpr std::array<char, 8> state_magic = {'l', 'e', 'e', 'w', 'a', 'y', '\r', '\n'};
inline constexpr std::size_t state_head_size = state_magic.size() + 4 + 4 + 8;

}  // namespace detail

inline std::vector<std::byte> frame(state_kind kind, const byte_writer& content) {
  byte_writer out;
  for (char c : detail::state_magic) out.put(static_cast<std::uint8_t>(c));
  out.put(state_format);
  out.put(static_cast<std::uint32_t>(kind));
  out.put(static_cast<std::uint64_t>(content.size()));
  std::vector<std::byte> bytes(out.bytes().begin(), out.bytes().end());
  bytes.insert(bytes.end(), content.bytes().begin(), content.bytes().end());
  byte_writer tail;
  tail.put(crc32c(bytes));
  bytes.insert(bytes.end(), tail.bytes().begin(), tail.bytes().end());
  return bytes;
}

/// A reader of the content. @throws bad_state for anything but a whole, unaltered state of this kind and format
inline byte_reader unframe(state_kind kind, std::span<const std::byte> bytes) {
  byte_reader in(bytes);
  for (char c : detail::state_magic)
    if (in.remaining() == 0 || in.take<std::uint8_t>() != static_cast<std::uint8_t>(c))
      in.fail("not a state of leeway");
  if (const auto format = in.take<std::uint32_t>(); format != state_format)
    in.fail("format " + std::to_string(format) +
            (format > state_format ? ", newer than this library reads (" : ", not read (") +
            std::to_string(state_format) + ")");
  if (const auto found = in.take<std::uint32_t>(); found != static_cast<std::uint32_t>(kind))
    in.fail("a state of kind " + std::to_string(found) + ", wanted " +
            std::to_string(static_cast<std::uint32_t>(kind)) +
            " (1 baseline, 2 window, 3 seasons, 4 monitor, 5 alerts, 6 quantile sketch, 7 distinct count, 8 heavy "
            "hitters, 9 exact moments)");
  const auto length = in.take<std::uint64_t>();
  if (in.remaining() < 4 || length != in.remaining() - 4)
    in.fail("content of " + std::to_string(length) + " bytes and a checksum announced, " +
            std::to_string(in.remaining()) + " bytes remain");
  const std::size_t end = bytes.size() - 4;
  byte_reader tail(bytes, end);
  if (tail.take<std::uint32_t>() != crc32c(bytes.first(end)))
    tail.fail("checksum does not match: the bytes were altered");
  return byte_reader(bytes.first(end), detail::state_head_size);
}

/// Writes `content(out)` as section `tag`.
template <class Content>
void write_section(byte_writer& out, std::uint32_t tag, Content&& content) {
  out.put(tag);
  const std::size_t length_at = out.size();
  out.put(std::uint64_t{0});
  content(out);
  out.overwrite(length_at, out.size() - length_at - 8);
}

/// Calls `read(tag, in)` for each section to the end of `in`; whatever of a section is left unread is skipped.
template <class Read>
void read_sections(byte_reader& in, Read&& read) {
  while (in.remaining() > 0) {
    const auto tag = in.take<std::uint32_t>();
    const std::size_t length = in.take_count(1);
    byte_reader section = in.part(length);
    read(tag, section);
    in.skip(length);
  }
}

}  // namespace leeway

#endif
