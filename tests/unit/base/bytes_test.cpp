// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Every saved state is read by this reader: bytes must mean the same on every machine, and a size in them is never
// trusted.
#include <leeway/base/bytes.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace bytes_test {

using leeway::byte_reader;
using leeway::byte_writer;

namespace {

std::vector<unsigned> numbers(const byte_writer& out) {
  std::vector<unsigned> result;
  for (std::byte b : out.bytes()) result.push_back(std::to_integer<unsigned>(b));
  return result;
}

std::string message_of(const byte_writer& out, std::size_t element_size) {
  try {
    byte_reader(out.bytes()).take_count(element_size);
  } catch (const leeway::bad_state& error) {
    return error.what();
  }
  return {};
}

}  // namespace

// Oracle: little-endian order and IEEE 754 by hand.
TEST_CASE("bytes: numbers are little-endian", "[base]") {
  byte_writer out;
  out.put(std::uint8_t{0xab});
  out.put(std::uint16_t{0x0102});
  out.put(std::uint32_t{0xdeadbeef});
  out.put(std::uint64_t{0x0102030405060708});
  out.put_real(-2.0);
  out.put_text("h\xff");
  CHECK(numbers(out) == std::vector<unsigned>{0xab,                                            //
                                              0x02, 0x01,                                      //
                                              0xef, 0xbe, 0xad, 0xde,                          //
                                              0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01,  //
                                              0,    0,    0,    0,    0,    0,    0,    0xc0,  //
                                              2,    0,    0,    0,    0,    0,    0,    0,    'h', 0xff});
  out.overwrite(1, 0x1122334455667788);
  CHECK(numbers(out)[1] == 0x88);
  CHECK(numbers(out)[8] == 0x11);
  CHECK(numbers(out)[9] == 0x06);
}

// Oracle: what was written.
TEST_CASE("bytes: what is written is read", "[base]") {
  const std::string text("nul \0 inside", 12);
  byte_writer out;
  out.put(std::uint8_t{255});
  out.put(std::uint16_t{65535});
  out.put(~std::uint32_t{0});
  out.put(~std::uint64_t{0});
  for (double x : {0.0, -0.0, exact::smallest, -exact::largest, exact::infinity, exact::nan}) out.put_real(x);
  out.put_text(text);
  out.put_text("");
  out.put_words(std::vector<std::uint64_t>{1, ~std::uint64_t{0}, 3});
  out.put_words({});

  byte_reader in(out.bytes());
  CHECK(in.take<std::uint8_t>() == 255);
  CHECK(in.take<std::uint16_t>() == 65535);
  CHECK(in.take<std::uint32_t>() == ~std::uint32_t{0});
  CHECK(in.take<std::uint64_t>() == ~std::uint64_t{0});
  for (double x : {0.0, -0.0, exact::smallest, -exact::largest, exact::infinity, exact::nan})
    CHECK(std::bit_cast<std::uint64_t>(in.take_real()) == std::bit_cast<std::uint64_t>(x));
  CHECK(in.take_text() == text);
  CHECK(in.take_text().empty());
  CHECK(in.take_words() == std::vector<std::uint64_t>{1, ~std::uint64_t{0}, 3});
  CHECK(in.take_words().empty());
  CHECK(in.remaining() == 0);
  CHECK(in.offset() == out.size());
}

// Oracle: none of the first n - 1 bytes are enough.
TEST_CASE("bytes: a number that ends early is refused", "[base]") {
  byte_writer out;
  out.put(std::uint64_t{7});
  for (std::size_t size = 0; size < 8; ++size) {
    byte_reader in(out.bytes().first(size));
    CHECK_THROWS_AS(in.take<std::uint64_t>(), leeway::bad_state);
  }
  byte_reader in(out.bytes());
  CHECK_THROWS_AS(in.skip(9), leeway::bad_state);
  CHECK_THROWS_AS(in.part(9), leeway::bad_state);
  CHECK_THROWS_AS(in.skip(~std::uint64_t{0}), leeway::bad_state);
  in.skip(8);
  CHECK(in.remaining() == 0);
}

// Oracle: a claim is right exactly when the bytes that follow can hold it; products that overflow must not pass.
TEST_CASE("bytes: sizes are never trusted", "[base]") {
  for (std::uint64_t claim : {std::uint64_t{3}, std::uint64_t{1} << 61, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
    byte_writer out;
    out.put(claim);
    out.put(std::uint64_t{0});
    out.put(std::uint64_t{0});
    byte_reader words(out.bytes());
    CHECK_THROWS_AS(words.take_words(), leeway::bad_state);
    CHECK(message_of(out, 8).find(std::to_string(claim)) != std::string::npos);
    CHECK(message_of(out, 8).find("byte 8") != std::string::npos);
    byte_reader text(out.bytes());
    if (claim > 16) CHECK_THROWS_AS(text.take_text(), leeway::bad_state);
  }
  byte_writer two;
  two.put(std::uint64_t{2});
  two.put(std::uint64_t{0});
  two.put(std::uint64_t{0});
  CHECK(byte_reader(two.bytes()).take_count(8) == 2);
  CHECK_THROWS_AS(byte_reader(two.bytes()).take_count(9), leeway::bad_state);
}

// Oracle: by hand; a part ends where it was said to, and offsets count from the start of everything.
TEST_CASE("bytes: a part is no longer than it says", "[base]") {
  byte_writer out;
  for (std::uint8_t i = 0; i < 10; ++i) out.put(i);
  byte_reader in(out.bytes());
  in.skip(3);
  byte_reader part = in.part(2);
  CHECK(part.offset() == 3);
  CHECK(part.take<std::uint8_t>() == 3);
  CHECK(part.take<std::uint8_t>() == 4);
  CHECK_THROWS_AS(part.take<std::uint8_t>(), leeway::bad_state);
  CHECK(in.offset() == 3);
  CHECK(in.take<std::uint8_t>() == 3);
}

}  // namespace bytes_test
