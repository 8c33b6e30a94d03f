// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_SEEN_WINDOWS_HPP
#define LEEWAY_MONITOR_DETAIL_SEEN_WINDOWS_HPP

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/monitor/rehearsal_result.hpp>

namespace leeway::detail {

/// In which of the windows each of several features was seen, put together.
class seen_windows {
 public:
  explicit seen_windows(std::size_t windows) : windows_(windows) {}

  void add(const std::vector<bool>& seen) {
    ++features_;
    double first = std::numeric_limits<double>::infinity();
    for (std::size_t w = seen.size(); w-- > 0;) {
      first = seen[w] ? 1.0 : first + 1.0;
      delays_.push_back(first);
      seen_ += seen[w] ? 1U : 0U;
    }
  }

  detection result() const {
    detection result;
    result.seen.windows = windows_;
    if (features_ == 0) return result;
    result.seen.seen = static_cast<double>(seen_) / static_cast<double>(features_);
    std::vector<double> delays = delays_;
    const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
    std::nth_element(delays.begin(), middle, delays.end());
    if (middle != delays.end() && is_finite(*middle)) result.delay = *middle;
    return result;
  }

 private:
  std::size_t windows_;
  std::size_t features_ = 0;
  std::size_t seen_ = 0;
  std::vector<double> delays_;  // from each window to the first that shows it; infinite where none does
};

}  // namespace leeway::detail

#endif
