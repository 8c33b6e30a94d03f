// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_OWN_SCHEDULE_HPP
#define LEEWAY_BASELINE_OWN_SCHEDULE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <leeway/base/bytes.hpp>

namespace leeway {

/// When the own windows of a baseline were, and how many rows they had.
struct own_schedule {
  std::string period{};              ///< how long a window is: "1h", "10000" records
  std::vector<std::string> names{};  ///< of each window, by custom its first instant in ISO 8601
  std::vector<std::uint64_t> rows{};

  void save(byte_writer& out) const {
    out.put_text(period);
    out.put(static_cast<std::uint64_t>(names.size()));
    for (std::size_t w = 0; w < names.size(); ++w) {
      out.put_text(names[w]);
      out.put(rows[w]);
    }
  }
  static own_schedule load(byte_reader& in) {
    own_schedule loaded;
    loaded.period = in.take_text();
    const std::size_t windows = in.take_count(2 * sizeof(std::uint64_t));
    for (std::size_t w = 0; w < windows; ++w) {
      loaded.names.push_back(in.take_text());
      loaded.rows.push_back(in.take<std::uint64_t>());
    }
    return loaded;
  }
};

}  // namespace leeway

#endif
