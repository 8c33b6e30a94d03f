// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_HEAVY_HITTERS_HPP
#define LEEWAY_STATISTICS_HEAVY_HITTERS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/detail/text_table.hpp>
#include <leeway/base/frame.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/base/throw.hpp>

namespace leeway {

/// A text and how often it came: at least and at most so many times.
struct frequent_text {
  std::string text{};
  std::uint64_t at_least = 0;
  std::uint64_t at_most = 0;
};

/** The most frequent texts of a stream that has too many different ones to keep, such as what a dictionary does not
  know: all that make up more than 1 / (size + 1) of it are there, with counts that are certain.

  Up to twice `size` texts are counted; then as many are forgotten by taking from every count what the next after the
  first `size` has. What was taken, `error()`, is at most records / (size + 1), whatever the order and the merges. While
  no more than twice `size` different texts came it is 0 and all is exact. `observe` is amortised O(1) and allocates for
  texts that are not counted yet. One writer at a time. Sources: Misra and Gries (1982); Agarwal et al. (2013), merging.
*/
class heavy_hitters {
 public:
  /// @throws std::invalid_argument unless 1 <= size <= 2^24; std::bad_alloc
  explicit heavy_hitters(std::size_t size = 64) : size_(checked(size)) {}

  void observe(std::string_view text, std::uint64_t records = 1) {
    if (records == 0) return;
    count(detail::text_key(text), records);
    records_ += records;
  }

  /// @throws std::invalid_argument when the other one has another size
  void merge(const heavy_hitters& other) {
    if (other.size_ != size_)
      detail::throw_invalid_argument("heavy_hitters: sizes " + std::to_string(size_) + " and " +
                                     std::to_string(other.size_) + " cannot be merged");
    const detail::text_table theirs = other.texts_;  // may be our own
    records_ += other.records_;
    error_ += other.error_;
    for (std::size_t i = 0; i < theirs.size(); ++i) count(detail::text_key(theirs.text(i)), theirs.records(i));
  }
  void reset() noexcept {
    texts_.clear();
    records_ = error_ = 0;
  }

  std::size_t size() const noexcept { return size_; }
  std::uint64_t records() const noexcept { return records_; }
  /// By how much counts may be too low.
  std::uint64_t error() const noexcept { return error_; }
  /// The most frequent first, by what is certain; texts of equal counts in their own order. At most `most` of them.
  std::vector<frequent_text> top(std::size_t most) const {
    std::vector<frequent_text> all;
    for (std::size_t i = 0; i < texts_.size(); ++i)
      all.push_back({std::string(texts_.text(i)), texts_.records(i), texts_.records(i) + error_});
    std::sort(all.begin(), all.end(), [](const frequent_text& a, const frequent_text& b) {
      return a.at_least != b.at_least ? a.at_least > b.at_least : a.text < b.text;
    });
    if (all.size() > most) all.resize(most);
    return all;
  }

  std::vector<std::byte> save() const {
    byte_writer out;
    for (std::uint64_t word : {static_cast<std::uint64_t>(size_), records_, error_}) out.put(word);
    const std::vector<frequent_text> all = top(texts_.size());
    out.put(static_cast<std::uint64_t>(all.size()));
    for (const frequent_text& one : all) {
      out.put_text(one.text);
      out.put(one.at_least);
    }
    return frame(state_kind::heavy_hitters, out);
  }
  /// @throws bad_state naming the offset
  static heavy_hitters load(std::span<const std::byte> bytes) {
    byte_reader in = unframe(state_kind::heavy_hitters, bytes);
    const auto size = in.take<std::uint64_t>();
    if (size < 1 || size > largest) in.fail("a size of " + std::to_string(size));
    heavy_hitters loaded(static_cast<std::size_t>(size));
    loaded.records_ = in.take<std::uint64_t>();
    loaded.error_ = in.take<std::uint64_t>();
    if (loaded.error_ > loaded.records_ / (size + 1)) in.fail("an error of " + std::to_string(loaded.error_));
    const auto texts = in.take<std::uint64_t>();
    if (texts > 2 * size) in.fail(std::to_string(texts) + " texts, wanted at most " + std::to_string(2 * size));
    for (std::uint64_t left = loaded.records_, i = 0; i < texts; ++i) {
      const std::string text = in.take_text();
      const auto records = in.take<std::uint64_t>();
      if (records == 0 || records > left) in.fail("a text counted " + std::to_string(records) + " times");
      left -= records;
      loaded.count(detail::text_key(text), records);
    }
    if (loaded.texts_.size() != texts) in.fail("a text that is there twice");
    if (in.remaining() > 0) in.fail(std::to_string(in.remaining()) + " bytes too many");
    return loaded;
  }

 private:
  static constexpr std::size_t largest = std::size_t{1} << 24;

  static std::size_t checked(std::size_t size) {
    if (size < 1 || size > largest)
      detail::throw_invalid_argument("heavy_hitters: size = " + std::to_string(size) + " is not within 1 and " +
                                     std::to_string(largest));
    return size;
  }

  void count(const detail::text_key& key, std::uint64_t records) {
    std::size_t number = texts_.find(key);
    if (number == detail::text_table::none) {
      if (texts_.size() == 2 * size_) forget();
      number = texts_.add(key);
    }
    texts_.count(number, records);
  }

  void forget() {
    std::vector<std::uint64_t> order(texts_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = texts_.records(i);
    std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(size_), order.end(),
                     [](std::uint64_t a, std::uint64_t b) { return a > b; });
    error_ += order[size_];
    texts_.take_from_all(order[size_]);
  }

  std::size_t size_;
  std::uint64_t records_ = 0;
  std::uint64_t error_ = 0;
  detail::text_table texts_;
};

}  // namespace leeway

#endif
