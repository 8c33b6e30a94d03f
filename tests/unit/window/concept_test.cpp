// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Monitors take any window that keeps this contract; one that may throw would do so inside a request.
#include <leeway/window/concept.hpp>

#include <cstdint>

#include <leeway/window/decaying.hpp>
#include <leeway/window/every.hpp>
#include <leeway/window/since_start.hpp>
#include <leeway/window/sliding.hpp>

#include "support/catch.hpp"

namespace concept_test {
namespace {

struct archetype {
  bool closes(std::uint64_t) const noexcept { return true; }
};
struct of_panes : archetype {
  struct newest {
    const leeway::window& absorb(std::int64_t, const leeway::window& pane) const { return pane; }
  };
  newest sums(const leeway::baseline&) const { return {}; }
};
struct of_copies : archetype {
  struct newest {
    leeway::window absorb(std::int64_t, const leeway::window& pane) const { return pane; }
  };
  newest sums(const leeway::baseline&) const { return {}; }
};
struct may_throw {
  bool closes(std::uint64_t) const { return true; }
};
struct not_constant {
  bool closes(std::uint64_t) noexcept { return true; }
};

}  // namespace

// Oracle: each differs from the archetype in one requirement.
TEST_CASE("window_policy: accepts and refuses", "[window]") {
  static_assert(leeway::window_policy<archetype>);
  static_assert(leeway::window_policy<leeway::every>);
  static_assert(leeway::window_policy<leeway::since_start>);
  static_assert(!leeway::window_policy<may_throw>);
  static_assert(!leeway::window_policy<not_constant>);
  static_assert(!leeway::window_policy<int>);
  static_assert(leeway::paned_window_policy<of_panes>);
  static_assert(leeway::paned_window_policy<leeway::sliding>);
  static_assert(leeway::paned_window_policy<leeway::decaying>);
  static_assert(leeway::window_policy<of_copies> && !leeway::paned_window_policy<of_copies>);
  static_assert(!leeway::paned_window_policy<archetype>);
  static_assert(!leeway::paned_window_policy<leeway::every>);
  SUCCEED();
}

}  // namespace concept_test
