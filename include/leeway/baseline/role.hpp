// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_ROLE_HPP
#define LEEWAY_BASELINE_ROLE_HPP

#include <cstdint>
#include <string_view>

namespace leeway {

/// What a column is for. Only features are tested; the others are named with the reason.
enum class role : std::uint8_t { feature, time, identifier };

/// Watches whether the values of a column ever go back, in the order of the records.
class order_watch {
 public:
  void observe(std::uint64_t key) noexcept {
    if (seen_ > 0 && key < last_) goes_back_ = true;
    if (seen_ == 0 || key > last_) ++rises_;
    last_ = key;
    ++seen_;
  }
  /// Never went back over at least 20 records with at least 8 values: a constant or a sorted flag is not a time.
  bool looks_like_time() const noexcept { return !goes_back_ && seen_ >= 20 && rises_ >= 8; }

 private:
  std::uint64_t last_ = 0;
  std::uint64_t seen_ = 0;
  std::uint64_t rises_ = 0;
  bool goes_back_ = false;
};

}  // namespace leeway

#endif
