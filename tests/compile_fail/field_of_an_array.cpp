// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A member that no feature can be: the first error shows the line of the service that names the field.
// expects first: field("user_embedding", &request::user_embedding)
#include <array>

#include <leeway/monitor/row_binding.hpp>

struct request {
  float bid = 0.0F;
  std::array<float, 4> user_embedding{};
};

constexpr auto good = leeway::row_of<request>(leeway::field("bid", &request::bid));
#ifdef LEEWAY_MUST_NOT_COMPILE
constexpr auto bad = leeway::row_of<request>(leeway::field("user_embedding", &request::user_embedding));
#endif

int main() {}
