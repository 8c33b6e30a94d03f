// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_NAME_INDEX_HPP
#define LEEWAY_BASE_DETAIL_NAME_INDEX_HPP

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace leeway::detail {

/// Which of many things has a name, the first where several have it. The texts live longer.
class name_index {
 public:
  static constexpr std::size_t none = ~std::size_t{0};

  /// `name_of(thing)` of each; null is no name.
  template <class Things, class NameOf>
  name_index(const Things& things, NameOf&& name_of) {
    std::size_t number = 0;
    for (const auto& one : things) {
      if (const std::string_view name = name_of(one); name.data() != nullptr) order_.push_back({name, number});
      ++number;
    }
    std::sort(order_.begin(), order_.end(), [](const entry& a, const entry& b) {
      const int order = a.name.compare(b.name);
      return order != 0 ? order < 0 : a.number < b.number;
    });
  }

  /// O(log things).
  std::size_t find(std::string_view name) const noexcept {
    const auto place = std::lower_bound(order_.begin(), order_.end(), name,
                                        [](const entry& one, std::string_view wanted) { return one.name < wanted; });
    return place != order_.end() && place->name == name ? place->number : none;
  }
  /// A thing whose name one before it has.
  std::size_t repeated() const noexcept {
    for (std::size_t i = 1; i < order_.size(); ++i)
      if (order_[i - 1].name == order_[i].name) return order_[i].number;
    return none;
  }

 private:
  struct entry {
    std::string_view name;
    std::size_t number;
  };

  std::vector<entry> order_{};
};

}  // namespace leeway::detail

#endif
