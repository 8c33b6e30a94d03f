// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Monitors take any window that keeps this contract; one that may throw would do so inside a request.
#include <leeway/window/concept.hpp>

#include <cstdint>

#include <leeway/window/every.hpp>
#include <leeway/window/since_start.hpp>

#include "support/catch.hpp"

namespace {

struct archetype {
  bool closes(std::uint64_t) const noexcept { return true; }
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
  SUCCEED();
}
