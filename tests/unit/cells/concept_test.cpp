// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The concept is what lets one baseline, one row of counts and one test serve every kind of cells.
#include <leeway/cells/concept.hpp>

#include <cstddef>

#include <leeway/cells/category_cells.hpp>
#include <leeway/cells/numeric_cells.hpp>

#include "support/catch.hpp"

namespace concept_test {
namespace {

struct archetype {
  using argument = int;
  std::size_t size() const noexcept { return 1; }
  std::size_t index(int) const noexcept { return 0; }
};
struct may_throw {
  using argument = int;
  std::size_t size() const noexcept { return 1; }
  std::size_t index(int) const { return 0; }
};
struct without_size {
  using argument = int;
  std::size_t index(int) const noexcept { return 0; }
};
struct move_only : archetype {
  move_only(move_only&&) = default;
  move_only& operator=(move_only&&) = default;
};

}  // namespace

// Oracle: each differs from the archetype in one requirement.
TEST_CASE("cells concept: accepts and refuses", "[cells]") {
  static_assert(leeway::cells<archetype>);
  static_assert(leeway::cells<leeway::numeric_cells>);
  static_assert(leeway::cells<leeway::category_cells>);
  static_assert(!leeway::cells<may_throw>);
  static_assert(!leeway::cells<without_size>);
  static_assert(!leeway::cells<move_only>);
  static_assert(!leeway::cells<int>);
  SUCCEED();
}

}  // namespace concept_test
