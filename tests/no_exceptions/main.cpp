// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Compiled with -fno-exceptions -fno-rtti: counting, saving and loading still work.
#include <leeway/core.hpp>

#include <vector>

int main() {
  const std::vector<double> past{1.0, 2.0, 3.0};
  const leeway::numeric_feature numbers = leeway::learn(past);
  const leeway::baseline table({}, past.size(), {numbers});
  leeway::window live(table);
  live.column(0).observe(numbers.cells(), 2.5);
  live.add_rows(1);
  const leeway::baseline again = leeway::baseline::load(table.save());
  const leeway::window loaded = leeway::window::load(live.save(), again);
  return again.fingerprint() == table.fingerprint() && loaded.rows() == 1 ? 0 : 1;
}
