// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/constraints/inferred_type.hpp>

#include <cstddef>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace inferred_type_test {

using leeway::inferred_type;
using leeway::type_counter;
using leeway::type_of_text;

namespace {

// A null pointer is a null cell.
inferred_type type_of_column(std::initializer_list<const char*> cells) {
  type_counter counter;
  for (const char* cell : cells) {
    if (cell == nullptr)
      counter.observe_null();
    else
      counter.observe(cell);
  }
  return counter.type();
}

}  // namespace

// Oracle: the published class of each form, by hand.
TEST_CASE("inferred_type: the class of a cell", "[constraints]") {
  for (const char* text : {"0", "7", "+7", "-7", "- 7", " 7", "+ 0012", "123456789012345678901234567890"})
    CHECK(type_of_text(text) == inferred_type::integral);
  for (const char* text : {"1.0", "-1.5", "+ 2.25", " 1.5", "1e5", "1E+5", "1.5e-3", "-0.0"})
    CHECK(type_of_text(text) == inferred_type::fractional);
  for (const char* text : {"true", "false"}) CHECK(type_of_text(text) == inferred_type::boolean);
  for (const char* text :
       {"",   " ",   ".5",   "5.",  "1,000", "NaN",  "Infinity", " 3 ", "  3", "True", "TRUE", "true ",
        "1e", "1e+", "1.e5", "--1", "1.2.3", "0x1F", "abc",      "+",   "1 2", "1.5f", "12\n"})
    CHECK(type_of_text(text) == inferred_type::string);
  static_assert(type_of_text("3.0") == inferred_type::fractional);
}

// Oracle: every number that the parts of the grammar make up, and every text of the same characters.
TEST_CASE("inferred_type: all texts up to six characters", "[constraints]") {
  constexpr std::size_t longest = 6;
  std::set<std::string> integral, fractional;
  for (const char* sign : {"", "+", "-"})
    for (const char* blank : {"", " "})
      for (const char* digits : {"1", "11", "111", "1111", "11111", "111111"}) {
        const std::string whole = std::string(sign) + blank + digits;
        integral.insert(whole);
        for (const char* point : {"", ".1", ".11", ".111", ".1111"})
          for (const char* exponent :
               {"", "e1", "e11", "e111", "e1111", "e+1", "e+11", "e+111", "e-1", "e-11", "e-111"})
            if (*point != '\0' || *exponent != '\0') fractional.insert(whole + point + exponent);
      }
  constexpr std::string_view alphabet = "1.e+- ";
  std::vector<std::string> texts{""};
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string text = texts[i];
    const inferred_type expected = integral.count(text) > 0     ? inferred_type::integral
                                   : fractional.count(text) > 0 ? inferred_type::fractional
                                                                : inferred_type::string;
    wrong += type_of_text(text) != expected ? 1U : 0U;
    if (text.size() < longest)
      for (char c : alphabet) texts.push_back(text + c);
  }
  CHECK(texts.size() == (6 * 6 * 6 * 6 * 6 * 6 * 6 - 1) / 5);
  CHECK(wrong == 0);
}

// Oracle: the published rule for columns, by hand.
TEST_CASE("inferred_type: the class of a column", "[constraints]") {
  CHECK(type_of_column({}) == inferred_type::unknown);
  CHECK(type_of_column({nullptr, nullptr}) == inferred_type::unknown);
  CHECK(type_of_column({"1", nullptr, "2"}) == inferred_type::integral);
  CHECK(type_of_column({"1", "3.0", "2"}) == inferred_type::fractional);
  CHECK(type_of_column({"1.5"}) == inferred_type::fractional);
  CHECK(type_of_column({"true", nullptr, "false"}) == inferred_type::boolean);
  CHECK(type_of_column({"true", "1"}) == inferred_type::string);
  CHECK(type_of_column({"true", "1.5"}) == inferred_type::string);
  CHECK(type_of_column({"1", "2", "x"}) == inferred_type::string);
  CHECK(type_of_column({"true", "x"}) == inferred_type::string);
}

// Oracle: counts by hand; a merged counter must equal one that saw everything.
TEST_CASE("inferred_type: counters count and merge", "[constraints]") {
  type_counter left, right, all;
  for (const char* text : {"1", "2.5", "x", "true", "7"}) {
    left.observe(text);
    all.observe(text);
  }
  for (const char* text : {"3", "4", "false"}) {
    right.observe(text);
    all.observe(text);
  }
  right.observe_null();
  all.observe_null();
  left.merge(right);
  CHECK(left == all);
  CHECK(left.count(inferred_type::integral) == 4);
  CHECK(left.count(inferred_type::fractional) == 1);
  CHECK(left.count(inferred_type::boolean) == 2);
  CHECK(left.count(inferred_type::string) == 1);
  CHECK(left.nulls() == 1);
  CHECK(left.present() == 8);
  left.reset();
  CHECK(left == type_counter{});
}

// Oracle: what was saved.
TEST_CASE("inferred_type: counters are saved and read", "[constraints]") {
  type_counter counter;
  for (const char* text : {"1", "2.5", "x", "x"}) counter.observe(text);
  counter.observe_null();
  leeway::byte_writer out;
  counter.save(out);
  leeway::byte_reader in(out.bytes());
  CHECK(type_counter::load(in) == counter);
  CHECK(in.remaining() == 0);
  leeway::byte_reader cut(out.bytes().first(out.size() - 1));
  CHECK_THROWS_AS(type_counter::load(cut), leeway::bad_state);
}

// Oracle: the names in published files.
TEST_CASE("inferred_type: names", "[constraints]") {
  CHECK(to_string(inferred_type::unknown) == "Unknown");
  CHECK(to_string(inferred_type::boolean) == "Boolean");
  CHECK(to_string(inferred_type::integral) == "Integral");
  CHECK(to_string(inferred_type::fractional) == "Fractional");
  CHECK(to_string(inferred_type::string) == "String");
  for (auto type : {inferred_type::unknown, inferred_type::boolean, inferred_type::integral, inferred_type::fractional,
                    inferred_type::string})
    CHECK(leeway::parse_inferred_type(to_string(type)) == type);
  CHECK_FALSE(leeway::parse_inferred_type("string").has_value());
  CHECK_FALSE(leeway::parse_inferred_type("").has_value());
}

}  // namespace inferred_type_test
