// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The type of a column is written into baselines: numbers and names of these enumerators are part of the format.
#include <leeway/base/value_type.hpp>

#include <cstdint>

#include "support/catch.hpp"

namespace value_type_test {

using leeway::value_type;

// Oracle: file format 1.
TEST_CASE("value_type: numbers and names", "[base]") {
  struct {
    value_type type;
    unsigned number;
    const char* name;
  } const types[] = {{value_type::float64, 0, "float64"}, {value_type::float32, 1, "float32"},
                     {value_type::int64, 2, "int64"},     {value_type::uint64, 3, "uint64"},
                     {value_type::boolean, 4, "boolean"}, {value_type::text, 5, "text"}};
  for (const auto& [type, number, name] : types) {
    CHECK(static_cast<unsigned>(type) == number);
    CHECK(to_string(type) == name);
  }
}

// Oracle: by hand; narrower integers are refused rather than widened in silence.
TEST_CASE("value_type: of C++ types", "[base]") {
  using leeway::number;
  using leeway::value_type_of;
  static_assert(value_type_of<double> == value_type::float64);
  static_assert(value_type_of<float> == value_type::float32);
  static_assert(value_type_of<std::int64_t> == value_type::int64);
  static_assert(value_type_of<std::uint64_t> == value_type::uint64);
  static_assert(value_type_of<bool> == value_type::boolean);
  static_assert(!number<int> && !number<char> && !number<long double> && !number<const double> && !number<void*>);
  SUCCEED();
}

}  // namespace value_type_test
