// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/baseline/own_schedule.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/damage.hpp"

namespace own_schedule_test {
namespace {

std::vector<std::byte> bytes_of(const leeway::own_schedule& schedule) {
  leeway::byte_writer out;
  schedule.save(out);
  return {out.bytes().begin(), out.bytes().end()};
}

leeway::own_schedule read(std::span<const std::byte> bytes) {
  leeway::byte_reader in(bytes);
  return leeway::own_schedule::load(in);
}

}  // namespace

// Oracle: what it was made of.
TEST_CASE("own_schedule: saved and read", "[baseline]") {
  const leeway::own_schedule schedule{"1w", {"2026-01-05", "", "2026-01-19"}, {10, 0, ~std::uint64_t{0}}};
  const leeway::own_schedule back = read(bytes_of(schedule));
  CHECK(back.period == "1w");
  CHECK(back.names == schedule.names);
  CHECK(back.rows == schedule.rows);
  CHECK(read(bytes_of({})).names.empty());
}

// Oracle: the contract: no size is trusted.
TEST_CASE("own_schedule: bytes that end early or lie", "[baseline]") {
  std::vector<std::byte> bytes = bytes_of({"1w", {"a", "bc"}, {1, 2}});
  const auto load = [](std::span<const std::byte> part) { (void)read(part); };
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK(damage::refused(load, std::span(bytes).first(size)));
  bytes[10] = std::byte{200};  // the number of windows, behind the 10 bytes of the period
  CHECK(damage::refused(load, bytes));
}

}  // namespace own_schedule_test
