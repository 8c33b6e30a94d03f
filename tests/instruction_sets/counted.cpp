// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Compiled three times, for three processors; LEEWAY_COUNTED is the function's name.
#include "counted.hpp"

#include <span>

#include <leeway/core.hpp>

namespace {

template <class Real>
void count(const std::vector<Real>& past, const std::vector<Real>& live, std::size_t bins, leeway::byte_writer& out) {
  const leeway::numeric_feature feature = leeway::learn(past, leeway::equal_mass(bins));
  leeway::column_statistics seen(feature.cells().size());
  seen.observe(feature.cells(), std::span<const Real>(live));
  seen.save(out);
}

}  // namespace

std::vector<std::byte> LEEWAY_COUNTED(const std::vector<double>& past, const std::vector<double>& live) {
  const std::vector<float> past_floats(past.begin(), past.end()), live_floats(live.begin(), live.end());
  leeway::byte_writer out;
  for (std::size_t bins : {20U, 1024U}) {
    count(past, live, bins, out);
    count(past_floats, live_floats, bins, out);
  }
  return {out.bytes().begin(), out.bytes().end()};
}
