// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_SORTED_HASHES_HPP
#define LEEWAY_BASE_DETAIL_SORTED_HASHES_HPP

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace leeway::detail {

/** Tells whether a hash is one of many, which are sorted. Fair hashes lie evenly: the upper bits of one say where it
    is, and four there are compared at once. Where more of them crowd together they are searched: never more than
    O(log size), whoever chose them. */
class sorted_hashes {
 public:
  sorted_hashes() = default;
  /// In any order, and any of them twice.
  explicit sorted_hashes(std::vector<std::uint64_t> hashes) : hashes_(std::move(hashes)) {
    std::sort(hashes_.begin(), hashes_.end());
    if (hashes_.size() < at_once) return;
    const int bits = (std::max)(1, static_cast<int>(std::bit_width(hashes_.size())));
    shift_ = 64 - bits;
    starts_.reserve((std::size_t{1} << bits) + 1);
    std::uint32_t next = 0;
    for (std::uint64_t part = 0; part >> bits == 0; ++part) {
      while (next < hashes_.size() && hashes_[next] >> shift_ < part) ++next;
      starts_.push_back(next);
    }
    starts_.push_back(static_cast<std::uint32_t>(hashes_.size()));
  }

  const std::vector<std::uint64_t>& all() const noexcept { return hashes_; }
  std::size_t size() const noexcept { return hashes_.size(); }

  bool contains(std::uint64_t wanted) const noexcept {
    if (starts_.empty()) return std::find(hashes_.begin(), hashes_.end(), wanted) != hashes_.end();
    const std::size_t part = static_cast<std::size_t>(wanted >> shift_);
    const std::uint32_t first = starts_[part];
    const std::uint32_t last = starts_[part + 1];
    if (last - first > at_once) return std::binary_search(hashes_.data() + first, hashes_.data() + last, wanted);
    // Neighbours do no harm: whichever of them is equal is one of the hashes.
    const std::uint64_t* const some = hashes_.data() + (std::min)(std::size_t{first}, hashes_.size() - at_once);
    return ((some[0] == wanted) | (some[1] == wanted) | (some[2] == wanted) | (some[3] == wanted)) != 0;
  }
  /// Ask memory for what `contains` reads: first where to look, some time later what is there.
  void fetch_place(std::uint64_t wanted) const noexcept {
    if (!starts_.empty()) __builtin_prefetch(starts_.data() + (wanted >> shift_));
  }
  void fetch(std::uint64_t wanted) const noexcept {
    if (!starts_.empty()) __builtin_prefetch(hashes_.data() + starts_[wanted >> shift_]);
  }

  friend bool operator==(const sorted_hashes& a, const sorted_hashes& b) { return a.hashes_ == b.hashes_; }

 private:
  static constexpr std::size_t at_once = 4;

  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> starts_;  // of those with these upper bits, and the end
  int shift_ = 0;
};

}  // namespace leeway::detail

#endif
