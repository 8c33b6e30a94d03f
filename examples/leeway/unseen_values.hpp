// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_UNSEEN_VALUES_HPP
#define LEEWAY_PROGRAM_UNSEEN_VALUES_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <leeway/base/hash.hpp>
#include <leeway/baseline/extended.hpp>

namespace program {

/// The categories of a live column that the baseline does not know: the first 4096 by name, the rest only counted.
class unseen_values {
 public:
  static constexpr std::size_t most_named = 4096;

  void observe(std::string_view text) {
    const auto found = named_.find(text);
    if (found != named_.end())
      ++found->second;
    else if (named_.size() < most_named)
      named_.emplace(std::string(text), 1);
    else
      ++unnamed_;
  }
  /// Every one has its name.
  bool complete() const noexcept { return unnamed_ == 0; }
  /// Most frequent first, then by name.
  std::vector<leeway::category_count> ranked() const {
    std::vector<leeway::category_count> result;
    for (const auto& [name, records] : named_) result.push_back({name, records});
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
      return a.records != b.records ? a.records > b.records : a.name < b.name;
    });
    return result;
  }

 private:
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return static_cast<std::size_t>(leeway::hash(text));
    }
  };
  struct text_equal {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const noexcept { return a == b; }
  };

  std::unordered_map<std::string, std::uint64_t, text_hash, text_equal> named_{};
  std::uint64_t unnamed_ = 0;
};

}  // namespace program

#endif
