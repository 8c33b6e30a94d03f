// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_GAP_SEARCH_HPP
#define LEEWAY_DRIFT_DETAIL_GAP_SEARCH_HPP

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leeway::detail {

/// The key of no number.
inline constexpr std::uint64_t no_key = ~std::uint64_t{0};

/// Where the cumulated counts A and B of two samples of n and m values differ most: |A m - B n|, at the lowest of the
/// values with the largest. `Whole` holds n m and its negative.
template <class Whole>
struct widest_gap {
  Whole size = -1;
  std::uint64_t baseline_cumulated = 0;
  std::uint64_t window_cumulated = 0;
  std::uint64_t key = no_key;
};

/// A value of which there are many on both sides.
struct heavy_value {
  std::uint64_t key = no_key;
  std::uint64_t baseline = 0;  ///< so often among the baseline's values
  std::uint64_t window = 0;    ///< so often beside those of the window
};

/// Looks at every value of a stretch of two samples, in order.
template <class Whole>
class gap_search {
 public:
  gap_search(std::uint64_t n, std::uint64_t m) noexcept : n_(n), m_(m) {}

  Whole difference(std::uint64_t a, std::uint64_t b) const noexcept {
    return static_cast<Whole>(a) * static_cast<Whole>(m_) - static_cast<Whole>(b) * static_cast<Whole>(n_);
  }
  /// Before the stretch A is `a` and B is `b`; it has so many values of either side. A gap inside it or at its end may
  /// be as large as `best`.
  bool may_reach(Whole best, std::uint64_t a, std::uint64_t b, std::uint64_t more_a,
                 std::uint64_t more_b) const noexcept {
    return (more_a > 0 && difference(a + more_a, b) >= best) || (more_b > 0 && -difference(a, b + more_b) >= best);
  }

  /// `x` and `y` do not decrease; values before them are a and b. The heavy value is among `x` and not in `y`.
  template <class X, class Y>
  void merge(std::span<const X> x, std::span<const Y> y, std::uint64_t a, std::uint64_t b,
             heavy_value heavy = {}) noexcept {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < x.size() || j < y.size()) {
      const std::uint64_t of_x = i < x.size() ? std::uint64_t{x[i]} : no_key;
      const std::uint64_t of_y = j < y.size() ? std::uint64_t{y[j]} : no_key;
      const std::uint64_t at = of_x < of_y ? of_x : of_y;
      if (at == heavy.key) {
        i += heavy.baseline;
        b += heavy.window;
      } else {
        while (i < x.size() && x[i] == at) ++i;
      }
      while (j < y.size() && y[j] == at) ++j;
      look(a + i, b + j, at);
    }
  }

  const widest_gap<Whole>& widest() const noexcept { return widest_; }

 private:
  void look(std::uint64_t a, std::uint64_t b, std::uint64_t key) noexcept {
    const Whole signed_size = difference(a, b);
    const Whole size = signed_size < 0 ? -signed_size : signed_size;
    if (size > widest_.size) widest_ = {size, a, b, key};
  }

  std::uint64_t n_;
  std::uint64_t m_;
  widest_gap<Whole> widest_{};
};

/// The number of keys that are not above `key`, at least `from`; near `from + about` it is found soonest.
template <class Key>
std::size_t not_above(std::span<const Key> keys, std::uint64_t key, std::size_t from, std::size_t about) noexcept {
  std::size_t low = from;
  std::size_t high = keys.size();
  std::size_t reach = static_cast<std::size_t>(std::bit_width(about)) + 1;
  std::size_t at = about < high - from ? from + about : high;
  while (at < high && keys[at] <= key) {
    low = at + 1;
    at = reach < high - low ? low + reach : high;
    reach *= 2;
  }
  high = at;
  reach = static_cast<std::size_t>(std::bit_width(about)) + 1;
  while (high - low > reach && keys[high - reach] > key) {
    high -= reach;
    reach *= 2;
  }
  if (high - low > reach) low = high - reach + 1;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (keys[middle] <= key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/** The largest gap of two sorted samples, neither empty, looking at one value in so many. Between two of these places
    the gap cannot exceed what it would be if all values of one side came first: only where that reaches the largest gap
    seen at such a place is every value looked at. Exact; O(n + m) at worst, when the samples are nearly equal. */
template <class Whole, class Key>
widest_gap<Whole> widest_gap_of_sorted(std::span<const Key> x, std::span<const Key> y) {
  struct place {
    std::uint64_t a;
    std::uint64_t b;
  };
  const std::size_t n = x.size();
  const std::size_t m = y.size();
  std::size_t step = 16;
  while (step < 512 && 64 * step * step < n) step *= 2;
  const auto about =
      static_cast<std::size_t>(static_cast<double>(step) * static_cast<double>(m) / static_cast<double>(n));
  gap_search<Whole> search(n, m);
  std::vector<place> places{{0, 0}};
  places.reserve(n / step + 3);
  Whole best = 0;
  for (std::size_t i = 0, j = 0; i < n;) {
    i = step < n - i ? i + step : n;
    const Key at = x[i - 1];
    if (i < n && x[i] == at) i = not_above(x, at, i, step);
    j = not_above(y, at, j, about);
    places.push_back({i, j});
    const Whole difference = search.difference(i, j);
    best = (std::max)(best, difference < 0 ? -difference : difference);
  }
  places.push_back({n, m});
  for (std::size_t i = 1; i < places.size(); ++i) {
    const auto [a, b] = places[i - 1];
    const auto [end_a, end_b] = places[i];
    if (search.may_reach(best, a, b, end_a - a, end_b - b))
      search.merge(x.subspan(a, end_a - a), y.subspan(b, end_b - b), a, b);
  }
  return search.widest();
}

}  // namespace leeway::detail

#endif
