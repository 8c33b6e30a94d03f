// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_DICTIONARY_HPP
#define LEEWAY_BASELINE_DICTIONARY_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/hash.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/cells/category_cells.hpp>

namespace leeway {

/** Counts the categories of a column while a baseline is learned.

  `rows` is how many records will come: the last fifth is held out to see how many of its categories the first four
  fifths did not have. Memory grows with the number of distinct categories. */
class dictionary {
 public:
  explicit dictionary(std::uint64_t rows) : held_out_from_(rows - rows / 5) {}

  /// A null data pointer is missing.
  void observe(std::string_view text) {
    const std::uint64_t row = rows_++;
    if (text.data() == nullptr) {
      ++missing_;
      return;
    }
    ++present_;
    entry& known = entries_[find(text)];
    ++known.count;
    if (row < held_out_from_) return;
    ++held_out_;
    if (known.first_row >= held_out_from_) ++held_out_unseen_;
  }

  std::size_t distinct() const noexcept { return entries_.size(); }
  /// Share of the held-out records whose category the records before had not shown.
  double held_out_unseen_share() const noexcept {
    return held_out_ == 0 ? 0.0 : static_cast<double>(held_out_unseen_) / static_cast<double>(held_out_);
  }
  bool nearly_unique() const noexcept { return present_ >= 20 && distinct() * 10 > present_ * 9; }
  bool mostly_new() const noexcept { return held_out_ >= 20 && held_out_unseen_ * 4 > held_out_; }

  /// The frozen column: the most frequent `most_named_categories` have cells, the others are known by hash.
  feature_parts<category_cells> parts(std::string name) const;

 private:
  struct entry {
    std::string text{};
    std::uint64_t count = 0;
    std::uint64_t first_row = 0;
  };
  static constexpr std::uint32_t empty_slot = ~std::uint32_t{0};

  /// The entry of a text, new where there was none.
  std::size_t find(std::string_view text) {
    if (2 * entries_.size() >= slots_.size()) rehash();
    const std::size_t slot = slot_of(text);
    if (slots_[slot] == empty_slot) {
      slots_[slot] = static_cast<std::uint32_t>(entries_.size());
      entries_.push_back({std::string(text), 0, rows_ - 1});
    }
    return slots_[slot];
  }
  std::size_t slot_of(std::string_view text) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash(text) & mask;
    while (slots_[slot] != empty_slot && entries_[slots_[slot]].text != text) slot = (slot + 1) & mask;
    return slot;
  }
  void rehash() {
    slots_.assign(slots_.empty() ? 64 : 2 * slots_.size(), empty_slot);
    for (std::size_t i = 0; i < entries_.size(); ++i) slots_[slot_of(entries_[i].text)] = static_cast<std::uint32_t>(i);
  }

  std::vector<entry> entries_;
  std::vector<std::uint32_t> slots_;  // open addressing, at most half full
  std::uint64_t held_out_from_;
  std::uint64_t rows_ = 0;
  std::uint64_t present_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t held_out_ = 0;
  std::uint64_t held_out_unseen_ = 0;
};

inline feature_parts<category_cells> dictionary::parts(std::string name) const {
  std::vector<const entry*> order;
  for (const entry& item : entries_) order.push_back(&item);
  std::sort(order.begin(), order.end(), [](const entry* a, const entry* b) {
    return a->count != b->count ? a->count > b->count : a->text < b->text;
  });

  feature_parts<category_cells> parts;
  parts.name = std::move(name);
  std::vector<std::string> names;
  std::vector<std::uint64_t> rest;
  for (const entry* item : order) {
    parts.rarity.count(item->count);
    if (names.size() < most_named_categories)
      names.push_back(item->text);
    else
      rest.push_back(hash(item->text));
  }
  parts.cells = category_cells(std::move(names), std::move(rest));
  leeway::counts tally(parts.cells.size());
  for (const entry* item : order) tally.add(parts.cells.index(std::string_view(item->text)), item->count);
  tally.add(parts.cells.size(), missing_);
  parts.statistics = column_statistics(std::move(tally));
  if (nearly_unique()) {
    parts.role = role::identifier;
    parts.remark =
        std::to_string(distinct()) + " values in " + std::to_string(present_) + " records: looks like an identifier";
  } else if (mostly_new()) {
    parts.role = role::identifier;
    parts.remark = std::to_string(static_cast<int>(held_out_unseen_share() * 100.0 + 0.5)) +
                   " % of its last fifth never seen before: looks like an identifier";
  }
  return parts;
}

}  // namespace leeway

#endif
