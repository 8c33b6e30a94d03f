// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The envelope decides whether bytes are read at all: what is cut, altered or newer is refused, what is unknown is
// skipped.
#include <leeway/base/frame.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace frame_test {

using leeway::byte_reader;
using leeway::byte_writer;
using leeway::state_kind;

namespace {

std::vector<std::byte> example() {
  byte_writer content;
  content.put_text("content");
  return leeway::frame(state_kind::window, content);
}

std::string refusal(std::span<const std::byte> bytes, state_kind kind = state_kind::window) {
  try {
    leeway::unframe(kind, bytes);
  } catch (const leeway::bad_state& error) {
    return error.what();
  }
  return "was read";
}

}  // namespace

// Oracle: the layout by hand: magic, format, kind, length, content, CRC-32C of all before.
TEST_CASE("frame: the layout", "[base]") {
  byte_writer content;
  content.put(std::uint8_t{0x5a});
  const std::vector<std::byte> bytes = leeway::frame(state_kind::baseline, content);
  REQUIRE(bytes.size() == 8 + 4 + 4 + 8 + 1 + 4);
  const unsigned head[] = {'l', 'e', 'e', 'w', 'a', 'y', '\r', '\n', 1, 0, 0, 0,   1,
                           0,   0,   0,   1,   0,   0,   0,    0,    0, 0, 0, 0x5a};
  for (std::size_t i = 0; i < std::size(head); ++i) CHECK(std::to_integer<unsigned>(bytes[i]) == head[i]);
  CHECK(byte_reader(bytes, bytes.size() - 4).take<std::uint32_t>() ==
        leeway::crc32c(std::span(bytes).first(bytes.size() - 4)));
}

// Oracle: what was framed.
TEST_CASE("frame: content comes back", "[base]") {
  const std::vector<std::byte> bytes = example();
  byte_reader in = leeway::unframe(state_kind::window, bytes);
  CHECK(in.take_text() == "content");
  CHECK(in.remaining() == 0);
  const std::vector<std::byte> empty = leeway::frame(state_kind::window, byte_writer{});
  CHECK(leeway::unframe(state_kind::window, empty).remaining() == 0);
}

// Oracle: no proper prefix and no longer text is a state, and a CRC sees every change of one byte.
TEST_CASE("frame: what is cut, longer or altered is refused", "[base]") {
  std::vector<std::byte> bytes = example();
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS(leeway::unframe(state_kind::window, std::span(bytes).first(size)), leeway::bad_state);
  for (std::byte& b : bytes)
    for (unsigned change = 1; change < 256; ++change) {
      b ^= static_cast<std::byte>(change);
      REQUIRE_THROWS_AS(leeway::unframe(state_kind::window, bytes), leeway::bad_state);
      b ^= static_cast<std::byte>(change);
    }
  bytes.push_back(std::byte{0});
  CHECK_THROWS_AS(leeway::unframe(state_kind::window, bytes), leeway::bad_state);
}

// Oracle: by hand: the length is the number of bytes between head and checksum, however right the checksum is.
TEST_CASE("frame: another length is refused", "[base]") {
  const std::vector<std::byte> whole = example();
  for (int difference : {-15, -1, 1, 20}) {
    std::vector<std::byte> bytes(whole.begin(), whole.end() - 4);
    bytes.at(16) = static_cast<std::byte>(std::to_integer<int>(bytes.at(16)) + difference);
    byte_writer checksum;
    checksum.put(leeway::crc32c(bytes));
    bytes.insert(bytes.end(), checksum.bytes().begin(), checksum.bytes().end());
    CHECK(refusal(bytes).find("bytes remain") != std::string::npos);
  }
}

// Oracle: the message must say which of these it is, for whoever has to act on it.
TEST_CASE("frame: a refusal names its reason", "[base]") {
  std::vector<std::byte> bytes = example();
  CHECK(refusal(bytes, state_kind::baseline).find("kind 2, wanted 1") != std::string::npos);
  CHECK(refusal(std::span(bytes).first(20)).find("ends early") != std::string::npos);
  bytes[8] = std::byte{2};
  CHECK(refusal(bytes).find("format 2, newer than this library reads (1)") != std::string::npos);
  bytes[8] = std::byte{0};
  CHECK(refusal(bytes).find("format 0, not read") != std::string::npos);
  bytes = example();
  bytes.back() ^= std::byte{1};
  CHECK(refusal(bytes).find("checksum") != std::string::npos);
  bytes = example();
  bytes[6] = std::byte{'\n'};  // what a transfer as text would do to the line end
  CHECK(refusal(bytes).find("not a state of leeway") != std::string::npos);
  CHECK(refusal({}).find("not a state of leeway") != std::string::npos);
}

// Oracle: by hand: a later version adds a section and longer content of a known one; both are left out.
TEST_CASE("frame: unknown sections and unread rests are skipped", "[base]") {
  byte_writer out;
  leeway::write_section(out, 7, [](byte_writer& to) { to.put_text("seven"); });
  leeway::write_section(out, 4'000'000'000, [](byte_writer& to) { to.put_words(std::vector<std::uint64_t>{1, 2, 3}); });
  leeway::write_section(out, 9, [](byte_writer&) {});
  leeway::write_section(out, 7, [](byte_writer& to) {
    to.put_text("again");
    to.put(std::uint32_t{99});
  });
  CHECK(out.size() == 4 * 12 + (8 + 5) + 32 + 0 + (8 + 5 + 4));

  std::vector<std::string> seen;
  std::vector<std::uint32_t> tags;
  byte_reader in(out.bytes());
  leeway::read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
    tags.push_back(tag);
    if (tag == 7) seen.push_back(section.take_text());
  });
  CHECK(tags == std::vector<std::uint32_t>{7, 4'000'000'000, 9, 7});
  CHECK(seen == std::vector<std::string>{"seven", "again"});
}

// Oracle: a section may neither be longer than what remains nor be read beyond its end.
TEST_CASE("frame: sections are bounded", "[base]") {
  byte_writer out;
  out.put(std::uint32_t{1});
  out.put(std::uint64_t{3});
  out.put(std::uint16_t{0});
  byte_reader longer(out.bytes());
  CHECK_THROWS_AS(leeway::read_sections(longer, [](std::uint32_t, byte_reader&) {}), leeway::bad_state);

  byte_writer two;
  leeway::write_section(two, 1, [](byte_writer& to) { to.put(std::uint32_t{5}); });
  leeway::write_section(two, 2, [](byte_writer& to) { to.put(std::uint64_t{5}); });
  byte_reader beyond(two.bytes());
  CHECK_THROWS_AS(leeway::read_sections(beyond, [](std::uint32_t, byte_reader& in) { in.take<std::uint64_t>(); }),
                  leeway::bad_state);
}

}  // namespace frame_test
