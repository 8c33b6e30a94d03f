// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_CATEGORY_CELLS_HPP
#define LEEWAY_CELLS_CATEGORY_CELLS_HPP

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/base/detail/sorted_hashes.hpp>
#include <leeway/base/detail/text_table.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/base/throw.hpp>

namespace leeway {

/// More distinct categories than this are kept as 64-bit hashes beyond the most frequent ones.
inline constexpr std::size_t most_named_categories = 4096;

/** A dictionary: one cell a known category, in the order of their texts, then `rest()` (known, but too rare to have a
    cell of its own) and `unseen()` (in no record of the baseline). A text whose data pointer is null is missing; an
    empty text is a category. Integers are categories by their decimal text.

  Looking up is O(1) on average and neither allocates nor throws. A column at once is faster than its texts one by one:
  memory is asked for several of them together. */
class category_cells {
 public:
  using argument = std::string_view;

  category_cells() = default;

  /** `names`: distinct; `rest_hashes`: `hash(text)` of the known categories without a cell.
      @throws std::invalid_argument when a name stands twice */
  explicit category_cells(std::vector<std::string> names, std::vector<std::uint64_t> rest_hashes = {})
      : names_(std::move(names)), rest_(std::move(rest_hashes)) {
    std::sort(names_.begin(), names_.end());
    const auto twice = std::adjacent_find(names_.begin(), names_.end());
    if (twice != names_.end())
      detail::throw_invalid_argument("category_cells: category \"" + *twice + "\" stands twice");
    texts_.reserve(names_.size());
    for (const std::string& name : names_) texts_.add(detail::text_key(name));
  }

  std::size_t size() const noexcept { return names_.size() + 2; }
  std::size_t rest() const noexcept { return names_.size(); }
  std::size_t unseen() const noexcept { return names_.size() + 1; }
  /// Names of the first `rest()` cells.
  std::span<const std::string> names() const noexcept { return {names_.data(), names_.size()}; }
  std::size_t known_categories() const noexcept { return names_.size() + rest_.size(); }

  std::size_t index(std::string_view text) const noexcept {
    if (text.data() == nullptr) return size();
    return index_of(detail::text_key(text));
  }
  /// Calls `visit(cell)` for each text, in order: `index(text)`.
  template <class Visit>
  void for_each_index(std::span<const std::string_view> texts, Visit&& visit) const noexcept {
    texts_.for_each_key(
        texts, rest_, [&](const detail::text_key& key) { visit(key.text.data() == nullptr ? size() : index_of(key)); });
  }
  template <std::integral Integer>
  requires(!std::same_as<Integer, bool>) std::size_t index(Integer value)
  const noexcept {
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return index(std::string_view(text, static_cast<std::size_t>(end - text)));
  }

  friend bool operator==(const category_cells& a, const category_cells& b) {
    return a.names_ == b.names_ && a.rest_ == b.rest_;
  }

  void save(byte_writer& out) const {
    out.put(static_cast<std::uint64_t>(names_.size()));
    for (const std::string& name : names_) out.put_text(name);
    out.put_words(rest_.all());
  }
  static category_cells load(byte_reader& in) {
    std::vector<std::string> names(in.take_count(sizeof(std::uint64_t)));
    for (std::string& name : names) name = in.take_text();
    std::vector<std::uint64_t> rest = in.take_words();
    if (std::adjacent_find(names.begin(), names.end(), [](const auto& a, const auto& b) { return a >= b; }) !=
        names.end())
      in.fail("categories are not in order");
    return category_cells(std::move(names), std::move(rest));
  }

 private:
  std::size_t index_of(const detail::text_key& key) const noexcept {
    const std::size_t cell = texts_.find(key);
    if (cell != detail::text_table::none) return cell;
    return rest_.contains(key.hashed) ? rest() : unseen();
  }

  std::vector<std::string> names_;
  detail::text_table texts_;  // the names once more, in their order, to be found
  detail::sorted_hashes rest_;
};

}  // namespace leeway

#endif
