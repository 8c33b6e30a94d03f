// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_PACKED_KEYS_HPP
#define LEEWAY_STATISTICS_DETAIL_PACKED_KEYS_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/bytes.hpp>

namespace leeway::detail {

/// Seven bits a byte, the lowest first; all bytes but the last have their upper bit set.
inline void put_packed(byte_writer& out, std::uint64_t word) {
  for (; word >= 0x80; word >>= 7) out.put(static_cast<std::uint8_t>(word | 0x80));
  out.put(static_cast<std::uint8_t>(word));
}
/// @throws bad_state also for a word that is longer than it need be: what is read is written by the same bytes
inline std::uint64_t take_packed(byte_reader& in) {
  std::uint64_t word = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const auto byte = in.take<std::uint8_t>();
    const std::uint64_t bits = byte & 0x7fU;
    if (shift == 63 && byte > 1) break;
    word |= bits << shift;
    if (byte < 0x80) {
      if (bits == 0 && shift > 0) break;
      return word;
    }
  }
  in.fail("a number packed in another way");
}

/// Keys in order, none below `lowest`, as distances from the one before, less the low bits that are 0 in all of them.
inline void put_sorted(byte_writer& out, std::span<const std::uint64_t> keys, std::uint64_t lowest) {
  put_packed(out, keys.size());
  if (keys.empty()) return;
  std::uint64_t any = 0;
  for (std::uint64_t key : keys) any |= key - lowest;
  const int zeros = any == 0 ? 0 : std::countr_zero(any);
  out.put(static_cast<std::uint8_t>(zeros));
  for (std::uint64_t key : keys) {
    put_packed(out, (key - lowest) >> zeros);
    lowest = key;
  }
}
/// At most `most` keys. @throws bad_state also where one is above `highest`
inline std::vector<std::uint64_t> take_sorted(byte_reader& in, std::uint64_t lowest, std::uint64_t highest,
                                              std::size_t most) {
  const std::uint64_t size = take_packed(in);
  if (size > most || size > in.remaining()) in.fail("a run of " + std::to_string(size) + " numbers");
  std::vector<std::uint64_t> keys(static_cast<std::size_t>(size));
  if (keys.empty()) return keys;
  const auto zeros = in.take<std::uint8_t>();
  if (zeros > 63) in.fail(std::to_string(zeros) + " low bits");
  if (lowest > highest) in.fail("numbers without extremes");
  for (std::uint64_t& key : keys) {
    const std::uint64_t distance = take_packed(in);
    if (distance > (highest - lowest) >> zeros) in.fail("a number beyond the extremes");
    key = lowest += distance << zeros;
  }
  return keys;
}

}  // namespace leeway::detail

#endif
