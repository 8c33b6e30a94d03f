// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_DAMAGE_HPP
#define LEEWAY_TESTS_SUPPORT_DAMAGE_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/checksum.hpp>
#include <leeway/base/random.hpp>
#include <leeway/base/throw.hpp>

/// States that time, transport or malice has changed.
namespace damage {

/// Whether `load(bytes)` throws bad_state; any other exception goes through.
template <class Load>
bool refused(Load&& load, std::span<const std::byte> bytes) {
  try {
    load(bytes);
  } catch (const leeway::bad_state&) {
    return true;
  }
  return false;
}

/// How many truncations, and how many changes of one byte, are read as if nothing had happened.
template <class Load>
std::size_t unnoticed(Load&& load, std::vector<std::byte> bytes) {
  std::size_t count = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size)
    count += refused(load, std::span(bytes).first(size)) ? 0U : 1U;
  for (std::byte& b : bytes)
    for (unsigned change = 1; change < 256; ++change) {
      b ^= static_cast<std::byte>(change);
      count += refused(load, bytes) ? 0U : 1U;
      b ^= static_cast<std::byte>(change);
    }
  return count;
}

/// Makes the length and the checksum of a changed state right again: what only a forger does.
inline void forge(std::vector<std::byte>& bytes) {
  const auto put = [&](std::size_t at, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<std::byte>((value >> (8 * i)) & 0xff);
  };
  put(16, bytes.size() - 28, 8);
  put(bytes.size() - 4, leeway::crc32c(std::span(bytes).first(bytes.size() - 4)), 4);
}

/// Changes some bytes of the content, or cuts or repeats a piece of it, and forges the rest.
inline std::vector<std::byte> forged(std::vector<std::byte> bytes, leeway::random_stream& draws) {
  const std::size_t head = 24;
  const std::size_t end = bytes.size() - 4;
  const auto at = [&] { return head + draws.below(end - head); };
  for (std::uint64_t changes = 1 + draws.below(3); changes > 0; --changes) {
    const std::uint64_t kind = draws.below(4);
    bytes[at()] = kind == 0 ? std::byte{0xff} : kind == 1 ? std::byte{0} : static_cast<std::byte>(draws.below(256));
  }
  const auto first = static_cast<std::ptrdiff_t>(at());
  const auto last = static_cast<std::ptrdiff_t>(end);
  if (draws.below(8) == 0)
    bytes.erase(bytes.begin() + first, bytes.begin() + last);
  else if (draws.below(8) == 0) {
    const std::vector<std::byte> piece(bytes.begin() + first, bytes.begin() + last);
    bytes.insert(bytes.begin() + first, piece.begin(), piece.end());
  }
  forge(bytes);
  return bytes;
}

}  // namespace damage

#endif
