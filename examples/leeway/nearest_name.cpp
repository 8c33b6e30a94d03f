// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "nearest_name.hpp"

#include <algorithm>
#include <cstddef>

#include "text.hpp"

namespace program {
namespace {

constexpr std::size_t letter_cost = 2;  // of another letter; another case costs half of it
constexpr std::size_t longest = 200;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t cost_of(char a, char b) { return a == b ? 0 : lower(a) == lower(b) ? 1 : letter_cost; }

/// Edits from one to the other: a letter more, less or another, or two that have changed places (Damerau 1964).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = letter_cost * j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = letter_cost * i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = (std::min)({last[j] + letter_cost, now[j - 1] + letter_cost, last[j - 1] + cost_of(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = (std::min)(now[j], before[j - 2] + letter_cost);
    }
    before.swap(last);
    last.swap(now);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names) {
  if (wanted.size() > longest) return {};
  std::size_t least = wanted.size() < 3 ? letter_cost : letter_cost * (wanted.size() / 3) + 1;
  std::string nearest;
  for (const std::string& name : names) {
    if (name.size() > longest) continue;
    const std::size_t away = distance(wanted, name);
    if (away >= least) continue;
    least = away;
    nearest = name;
  }
  return nearest;
}

std::string nearest_hint(std::string_view wanted, const std::vector<std::string>& names) {
  const std::string nearest = nearest_name(wanted, names);
  return nearest.empty() ? std::string() : " (did you mean \"" + printable(nearest) + "\"?)";
}

}  // namespace program
