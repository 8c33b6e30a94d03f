// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The checksum is what tells an altered state from a whole one; another polynomial would make old states unreadable.
#include <leeway/base/checksum.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace checksum_test {

using leeway::crc32c;

namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
  std::vector<std::byte> bytes;
  for (char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

}  // namespace

// Oracle: the check value of CRC-32C, and the vectors of RFC 3720, appendix B.4.
TEST_CASE("checksum: published values", "[base]") {
  CHECK(crc32c({}) == 0);
  CHECK(crc32c(bytes_of("123456789")) == 0xe3069283);
  CHECK(crc32c(std::vector<std::byte>(32, std::byte{0})) == 0x8a9136aa);
  CHECK(crc32c(std::vector<std::byte>(32, std::byte{0xff})) == 0x62a8ab43);
  std::vector<std::byte> rising;
  for (int i = 0; i < 32; ++i) rising.push_back(static_cast<std::byte>(i));
  CHECK(crc32c(rising) == 0x46dd794e);
  std::reverse(rising.begin(), rising.end());
  CHECK(crc32c(rising) == 0x113fdb5c);
}

// Oracle: a cyclic redundancy check of 32 bits finds every burst of at most 32 bits, so every change of one byte.
TEST_CASE("checksum: every change of one byte is seen", "[base]") {
  std::vector<std::byte> bytes = bytes_of("leeway: how far a ship drifts sideways");
  const std::uint32_t whole = crc32c(bytes);
  std::size_t unseen = 0;
  for (std::byte& b : bytes)
    for (unsigned change = 1; change < 256; ++change) {
      b ^= static_cast<std::byte>(change);
      unseen += crc32c(bytes) == whole ? 1U : 0U;
      b ^= static_cast<std::byte>(change);
    }
  CHECK(unseen == 0);
}

}  // namespace checksum_test
