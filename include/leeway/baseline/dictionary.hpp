// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_DICTIONARY_HPP
#define LEEWAY_BASELINE_DICTIONARY_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/detail/text_table.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/cells/category_cells.hpp>

namespace leeway {

/** Counts the categories of a column while a baseline is learned.

  `rows` is how many records will come: the last fifth is held out to see how many of its categories the first four
  fifths did not have. More records than that are counted, and held out of nothing. Memory grows with the number of
  distinct categories. */
class dictionary {
 public:
  explicit dictionary(std::uint64_t rows) : expected_(rows), held_out_from_(rows - rows / 5) {}

  /// A null data pointer is missing.
  void observe(std::string_view text) {
    note(text.data() == nullptr ? detail::text_table::none : texts_.find_or_add(detail::text_key(text)));
  }
  /// A column at once: the same, faster.
  void observe_all(std::span<const std::string_view> texts) {
    texts_.for_each_key(texts, {}, [&](const detail::text_key& key) {
      note(key.text.data() == nullptr ? detail::text_table::none : texts_.find_or_add(key));
    });
  }

  std::size_t distinct() const noexcept { return texts_.size(); }
  /// Share of the held-out records whose category the records before had not shown.
  double held_out_unseen_share() const noexcept {
    return held_out_ == 0 ? 0.0 : static_cast<double>(held_out_unseen_) / static_cast<double>(held_out_);
  }
  bool nearly_unique() const noexcept { return present_ >= 20 && distinct() * 10 > present_ * 9; }
  bool mostly_new() const noexcept { return held_out_ >= 20 && held_out_unseen_ * 4 > held_out_; }

  /// The frozen column: the most frequent `most_named_categories` have cells, the others are known by hash.
  feature_parts<category_cells> parts(std::string name) const;

 private:
  /// One record; `none`: missing.
  void note(std::size_t number) noexcept {
    const bool first = rows_ < held_out_from_;
    const bool held_out = !first && rows_ < expected_;
    ++rows_;
    if (number == detail::text_table::none) {
      ++missing_;
      return;
    }
    ++present_;
    texts_.count(number);
    if (first) seen_before_ = texts_.size();
    if (!held_out) return;
    ++held_out_;
    if (number >= seen_before_) ++held_out_unseen_;
  }

  detail::text_table texts_;
  std::uint64_t expected_;
  std::uint64_t held_out_from_;
  std::size_t seen_before_ = 0;  // distinct texts of the records before
  std::uint64_t rows_ = 0;
  std::uint64_t present_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t held_out_ = 0;
  std::uint64_t held_out_unseen_ = 0;
};

inline feature_parts<category_cells> dictionary::parts(std::string name) const {
  struct counted {
    std::string_view text;
    std::uint64_t records;
  };
  std::vector<counted> order;
  for (std::size_t i = 0; i < texts_.size(); ++i) order.push_back({texts_.text(i), texts_.records(i)});
  std::sort(order.begin(), order.end(), [](const counted& a, const counted& b) {
    return a.records != b.records ? a.records > b.records : a.text < b.text;
  });

  feature_parts<category_cells> parts;
  parts.name = std::move(name);
  std::vector<std::string> names;
  std::vector<std::uint64_t> rest;
  for (const counted& item : order) {
    parts.rarity.count(item.records);
    if (names.size() < most_named_categories)
      names.emplace_back(item.text);
    else
      rest.push_back(hash(item.text));
  }
  parts.cells = category_cells(std::move(names), std::move(rest));
  leeway::counts tally(parts.cells.size());
  for (const counted& item : order) tally.add(parts.cells.index(item.text), item.records);
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
