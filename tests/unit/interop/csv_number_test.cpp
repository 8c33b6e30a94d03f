// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/csv_number.hpp>

#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include <leeway/base/order_key.hpp>

#include "support/catch.hpp"

namespace csv_number_test {

using leeway::number_kind;
using leeway::parse_number;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest = std::numeric_limits<double>::denorm_min();

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

void check_real(const char* text, double expected) {
  CAPTURE(text);
  const leeway::parsed_number number = parse_number(text);
  CHECK(number.kind == number_kind::real);
  CHECK(bits(number.real) == bits(expected));
  CHECK_FALSE(number.is_nan);
}

void check_none(const char* text, bool is_nan = false) {
  CAPTURE(text);
  const leeway::parsed_number number = parse_number(text);
  CHECK(number.kind == number_kind::none);
  CHECK(leeway::detail::is_nan(number.real));
  CHECK(number.is_nan == is_nan);
}

}  // namespace

// Oracle: by hand.
TEST_CASE("csv_number: whole numbers are exact", "[csv]") {
  const auto check = [](const char* text, std::int64_t expected) {
    CAPTURE(text);
    const leeway::parsed_number number = parse_number(text);
    CHECK(number.kind == number_kind::integer);
    CHECK(number.integer == expected);
    CHECK(bits(number.real) == bits(static_cast<double>(expected)));
    CHECK(number.unsigned_integer == (expected < 0 ? 0 : static_cast<std::uint64_t>(expected)));
  };
  check("0", 0);
  check("-0", 0);
  check("7", 7);
  check("-12", -12);
  check("007", 7);
  check("9007199254740993", 9007199254740993);
  check("9223372036854775807", std::numeric_limits<std::int64_t>::max());
  check("-9223372036854775808", std::numeric_limits<std::int64_t>::min());
}

// Oracle: powers of two by hand.
TEST_CASE("csv_number: beyond std::int64_t unsigned, beyond that real", "[csv]") {
  const leeway::parsed_number above = parse_number("9223372036854775808");
  CHECK(above.kind == number_kind::unsigned_integer);
  CHECK(above.unsigned_integer == std::uint64_t{1} << 63);
  CHECK(bits(above.real) == bits(0x1p63));
  const leeway::parsed_number last = parse_number("18446744073709551615");
  CHECK(last.kind == number_kind::unsigned_integer);
  CHECK(last.unsigned_integer == std::numeric_limits<std::uint64_t>::max());
  CHECK(bits(last.real) == bits(0x1p64));
  check_real("18446744073709551616", 0x1p64);
  check_real("-9223372036854775809", -0x1p63);
  check_real("100000000000000000000000", 1e23);
}

// Oracle: the literals of the compiler.
TEST_CASE("csv_number: reals", "[csv]") {
  check_real("1.5", 1.5);
  check_real("-2.25", -2.25);
  check_real(".5", 0.5);
  check_real("-.5", -0.5);
  check_real("5.", 5.0);
  check_real("1e5", 1e5);
  check_real("1E+5", 1e5);
  check_real("1.25e-3", 1.25e-3);
  check_real("0.1", 0.1);
  check_real("-0.0", -0.0);
  check_real("0e999999999999999999999", 0.0);
  check_real("1.7976931348623157e308", 1.7976931348623157e308);
  check_real("2.2250738585072011e-308", 2.2250738585072011e-308);
}

TEST_CASE("csv_number: infinities and NaN in any case", "[csv]") {
  for (const char* text : {"inf", "INF", "Infinity", "infinity", "INFINITY"}) check_real(text, infinity);
  for (const char* text : {"-inf", "-Inf", "-infinity"}) check_real(text, -infinity);
  for (const char* text : {"nan", "NaN", "NAN", "-nan", "nan()", "-nan(ind)", "NaN(0x_1)"}) check_none(text, true);
}

// Oracle: the grammar of std::from_chars.
TEST_CASE("csv_number: what is not a number", "[csv]") {
  for (const char* text : {"",      "-",    "+",    ".",    "-.",     "+1",   "+1.5",    " 1",   "1 ",        "1.5 ",
                           "--1",   "1-",   "1,0",  "1_0",  "1e",     "1e+",  "e5",      ".e5",  "1.2.3",     "0x10",
                           "0x1p3", "1f",   "abc",  "-abc", "in",     "infi", "infinit", "inf ", "infinity1", "+inf",
                           "na",    "nano", "nan(", "nan)", "nan(-)", "+nan", "- 1",     "true", "1\n",       "1/2"})
    check_none(text);
  CHECK(parse_number(std::string_view("1\0", 2)).kind == number_kind::none);
  CHECK(parse_number(std::string_view()).kind == number_kind::none);
}

// Oracle: IEEE 754 rounding to nearest, ties to even: half of the smallest subnormal is 2^-1075 = 2.4703...e-324.
TEST_CASE("csv_number: too small rounds, too large is no number", "[csv]") {
  check_real("4.9e-324", smallest);
  check_real("2.5e-324", smallest);
  check_real("2.4e-324", 0.0);
  check_real("-2.4e-324", -0.0);
  check_real("1e-999", 0.0);
  check_real("-1e-999", -0.0);
  check_real("7.4e-324", smallest);
  check_real("7.5e-324", 2 * smallest);
  check_real("1e-310", 1e-310);
  check_real(("0." + std::string(400, '0') + "1").c_str(), 0.0);
  check_real((std::string(400, '0') + ".5").c_str(), 0.5);
  check_none("1e309");
  check_none("-1e309");
  check_none("1.7976931348623159e308");
  check_none("1e99999999999999999999");
  check_none(("1" + std::string(400, '0')).c_str());
}

// Oracle: strtod of the C library in the "C" locale, which rounds to nearest.
TEST_CASE("csv_number: agrees with strtod, fast way and slow way", "[csv]") {
  std::mt19937_64 random(20260102);
  for (int i = 0; i < 20'000; ++i) {
    double value = std::bit_cast<double>(random());
    if (i % 4 == 0) value = std::bit_cast<double>(random() & 0x800f'ffff'ffff'ffff);  // subnormal
    if (!leeway::detail::is_finite(value)) continue;
    char text[64];
    std::snprintf(text, sizeof text, "%.*e", static_cast<int>(random() % 20), value);
    CAPTURE(text);
    const double expected = std::strtod(text, nullptr);
    const leeway::parsed_number number = parse_number(text);
    double slow = 0;
    const bool read = leeway::detail::spells_decimal(text) && leeway::detail::read_decimal(text, slow);
    CHECK(read == leeway::detail::is_finite(expected));
    CHECK((number.kind == number_kind::real) == leeway::detail::is_finite(expected));
    if (!leeway::detail::is_finite(expected)) continue;
    CHECK(bits(number.real) == bits(expected));
    CHECK(bits(slow) == bits(expected));
  }
}

// Oracle: the way that std::from_chars goes must draw the same line between numbers and other texts.
TEST_CASE("csv_number: the grammar is the same on both ways", "[csv]") {
  std::mt19937_64 random(20260103);
  constexpr std::string_view alphabet = "0123..--+eE ";
  int numbers = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text(1 + random() % 7, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    const bool number = parse_number(text).kind != number_kind::none;
    double slow = 0;
    const bool read = leeway::detail::spells_decimal(text) && leeway::detail::read_decimal(text, slow);
    numbers += number ? 1 : 0;
    CAPTURE(text);
    if (read != number) CHECK(read == number);
  }
  CHECK(numbers > 1000);
}

TEST_CASE("csv_number: kinds have names", "[csv]") {
  CHECK(to_string(number_kind::none) == "none");
  CHECK(to_string(number_kind::integer) == "integer");
  CHECK(to_string(number_kind::unsigned_integer) == "unsigned_integer");
  CHECK(to_string(number_kind::real) == "real");
}

}  // namespace csv_number_test
