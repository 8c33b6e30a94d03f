// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A callable that returns what no feature can be.
// expects: leeway: this callable returns what no feature can be
#include <array>

#include <leeway/monitor/row_binding.hpp>

struct request {
  std::array<float, 4> user_embedding{};
};

constexpr auto good =
    leeway::row_of<request>(leeway::field("first", [](const request& r) noexcept { return r.user_embedding[0]; }));
#ifdef LEEWAY_MUST_NOT_COMPILE
constexpr auto bad =
    leeway::row_of<request>(leeway::field("all", [](const request& r) noexcept { return r.user_embedding; }));
#endif

int main() {}
