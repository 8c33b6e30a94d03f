// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_COUNTS_HPP
#define LEEWAY_STATISTICS_COUNTS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/bytes.hpp>

namespace leeway {

/// No more records are read from bytes: counts beyond 2^52 are no longer exact as doubles, and nobody has them.
inline constexpr std::uint64_t most_records = std::uint64_t{1} << 52;

/** How many records fell into each cell, and how many had no value. Adding is associative and commutative, so any
    number of threads, shards and machines in any order gives the same counts, bit for bit. */
template <std::unsigned_integral Integer>
class basic_counts {
 public:
  basic_counts() : counts_(1) {}
  explicit basic_counts(std::size_t cells) : counts_(cells + 1) {}

  std::size_t size() const noexcept { return counts_.size() - 1; }
  /// Counts one record: `cell` below `size()`, or `size()` for a missing value.
  void add(std::size_t cell) noexcept { ++counts_[cell]; }
  void add(std::size_t cell, Integer records) noexcept { counts_[cell] += records; }

  /// For kernels: `size()` counters of cells, then that of missing values.
  Integer* data() noexcept { return counts_.data(); }
  std::span<const Integer> cells() const noexcept { return {counts_.data(), size()}; }
  Integer operator[](std::size_t cell) const noexcept { return counts_[cell]; }
  std::uint64_t missing() const noexcept { return counts_.back(); }
  /// Records that had a value. O(cells).
  std::uint64_t present() const noexcept {
    std::uint64_t sum = 0;
    for (Integer count : cells()) sum += count;
    return sum;
  }

  /// Both have the same number of cells.
  basic_counts& operator+=(const basic_counts& other) noexcept {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
    return *this;
  }
  /// Takes back what was added before: exact.
  basic_counts& operator-=(const basic_counts& other) noexcept {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] -= other.counts_[i];
    return *this;
  }
  void reset() noexcept {
    for (Integer& count : counts_) count = 0;
  }
  friend bool operator==(const basic_counts&, const basic_counts&) = default;

  void save(byte_writer& out) const {
    out.put(static_cast<std::uint64_t>(counts_.size()));
    for (Integer count : counts_) out.put(static_cast<std::uint64_t>(count));
  }
  /// Refuses another number of cells than `expected`.
  static basic_counts load(byte_reader& in, std::size_t expected) {
    const std::size_t size = in.take_count(sizeof(std::uint64_t));
    if (size != expected + 1)
      in.fail("counts of " + std::to_string(size) + " cells, expected " + std::to_string(expected + 1));
    basic_counts loaded(expected);
    std::uint64_t sum = 0;
    for (Integer& count : loaded.counts_) {
      const auto records = in.take<std::uint64_t>();
      count = static_cast<Integer>(records);
      if (count != records || records > most_records - sum)
        in.fail("a count of " + std::to_string(records) + " is too large");
      sum += records;
    }
    return loaded;
  }

 private:
  std::vector<Integer> counts_;  // the last one: missing
};

using counts = basic_counts<std::uint64_t>;

}  // namespace leeway

#endif
