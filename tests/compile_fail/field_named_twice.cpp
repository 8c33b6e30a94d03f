// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A row binding is a constant: a name that stands twice is an error of the compiler, which shows the name.
// expects: two_fields_have_one_name
// expects: "bid"
#include <leeway/monitor/row_binding.hpp>

struct request {
  float bid = 0.0F;
  double rate = 0.0;
};

constexpr auto good = leeway::row_of<request>(leeway::field("bid", &request::bid), leeway::field("r", &request::rate));
#ifdef LEEWAY_MUST_NOT_COMPILE
constexpr auto bad = leeway::row_of<request>(leeway::field("bid", &request::bid), leeway::field("bid", &request::rate));
#endif

int main() {}
