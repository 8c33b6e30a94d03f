// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A field's type is found out by the compiler, through optionals, pointers and enumerations; what cannot be a feature
// must be refused by the concept, not by a page of template errors.
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/monitor/row_field.hpp>

#include "support/catch.hpp"

namespace row_field_test {
namespace {

enum class colour : std::uint8_t { red, green };
enum level { low, high };

using leeway::field_type;
using leeway::field_type_of;
using kind = leeway::field_type::kind;

template <class T>
constexpr bool is(kind what, std::uint8_t bytes, bool category) {
  const field_type type = field_type_of<T>(false);
  return type.what == what && type.bytes == bytes && type.category == category;
}

static_assert(is<double>(kind::float64, 8, false));
static_assert(is<float>(kind::float32, 4, false));
static_assert(is<std::int16_t>(kind::signed_integer, 2, false));
static_assert(is<std::uint64_t>(kind::unsigned_integer, 8, false));
static_assert(is<bool>(kind::boolean, 1, false));
static_assert(is<colour>(kind::unsigned_integer, 1, true));
static_assert(is<std::string>(kind::text, 0, true));
static_assert(is<std::string_view>(kind::text, 0, true));
static_assert(is<const char*>(kind::text, 0, true));
static_assert(is<char[8]>(kind::text, 0, true));
static_assert(is<std::optional<float>>(kind::float32, 4, false));
static_assert(is<const std::int32_t*>(kind::signed_integer, 4, false));
static_assert(is<std::optional<std::string>>(kind::text, 0, true));
static_assert(is<std::unique_ptr<std::optional<double>>>(kind::float64, 8, false));
static_assert(field_type_of<std::int64_t>(true).category);

static_assert(leeway::field_value<level>);
static_assert(!leeway::field_value<std::vector<double>>);
static_assert(!leeway::field_value<std::array<float, 256>>);
static_assert(!leeway::field_value<double[4]>);
static_assert(!leeway::field_value<std::nullptr_t>);
static_assert(!leeway::field_value<void*>);

struct row {
  double x = 1.5;
};

}  // namespace

TEST_CASE("a field reads a member or calls a function") {
  constexpr auto member = leeway::field("x", &row::x);
  constexpr auto derived = leeway::field("twice", [](const row& r) noexcept { return 2.0 * r.x; });
  CHECK(member.name == "x");
  CHECK(member.read(member.access, row{}) == 1.5);
  CHECK(derived.read(derived.access, row{}) == 3.0);
}

}  // namespace row_field_test
