// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_EXTREMES_HPP
#define LEEWAY_STATISTICS_EXTREMES_HPP

#include <cstdint>

#include <leeway/base/bytes.hpp>

namespace leeway {

/// The smallest and the largest value, as order keys, so that integers beyond 2^53 stay exact.
class extremes {
 public:
  void observe(std::uint64_t key) noexcept {
    if (key < lowest_) lowest_ = key;
    if (key > highest_) highest_ = key;
    empty_ = false;
  }
  void merge(const extremes& other) noexcept {
    if (other.empty_) return;
    observe(other.lowest_);
    observe(other.highest_);
  }
  void reset() noexcept { *this = extremes{}; }
  /// The same values in another type: `key_of(key)` never decreases.
  template <class Mapping>
  extremes mapped(Mapping&& key_of) const {
    extremes result;
    if (empty_) return result;
    result.observe(key_of(lowest_));
    result.observe(key_of(highest_));
    return result;
  }

  bool empty() const noexcept { return empty_; }
  std::uint64_t lowest() const noexcept { return lowest_; }
  std::uint64_t highest() const noexcept { return highest_; }
  friend bool operator==(const extremes&, const extremes&) = default;

  void save(byte_writer& out) const {
    out.put(static_cast<std::uint8_t>(empty_ ? 1 : 0));
    out.put(lowest_);
    out.put(highest_);
  }
  static extremes load(byte_reader& in) {
    extremes loaded;
    loaded.empty_ = in.take<std::uint8_t>() != 0;
    loaded.lowest_ = in.take<std::uint64_t>();
    loaded.highest_ = in.take<std::uint64_t>();
    if (loaded.empty_ ? loaded != extremes{} : loaded.lowest_ > loaded.highest_)
      in.fail("extremes contradict each other");
    return loaded;
  }

 private:
  std::uint64_t lowest_ = ~std::uint64_t{0};
  std::uint64_t highest_ = 0;
  bool empty_ = true;
};

}  // namespace leeway

#endif
