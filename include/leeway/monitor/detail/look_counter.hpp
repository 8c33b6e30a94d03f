// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_LOOK_COUNTER_HPP
#define LEEWAY_MONITOR_DETAIL_LOOK_COUNTER_HPP

#include <cstdint>

#include <leeway/base/test_result.hpp>
#include <leeway/monitor/report.hpp>

namespace leeway::detail {

/// Knows whether an open window has been judged before with fewer records, and then says so in the report.
class look_counter {
 public:
  void look(report& judged) {
    const bool repeated = looked_at_ > 0 && judged.window_rows != looked_at_;
    repeated_ = repeated_ || repeated;
    looked_at_ = judged.window_rows;
    if (!repeated_) return;
    for (feature_report& feature : judged.features)
      for (shown_test& shown : feature.tests) shown.result.flags.set(flag::repeated_looks);
  }
  /// A new window has begun.
  void reset() noexcept { *this = look_counter{}; }

 private:
  std::uint64_t looked_at_ = 0;
  bool repeated_ = false;
};

}  // namespace leeway::detail

#endif
