// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_NUMBER_LINE_HPP
#define LEEWAY_DRIFT_NUMBER_LINE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/ordered_cells.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/detail/bridge_points.hpp>

namespace leeway {

/** The cells of a feature as pieces of the number line, and the areas between two distribution functions over them.

  The outer cells end at the baseline's finite extremes or at the outermost edge, whichever is further out. Counts do
  not tell how far beyond them a window's record lies: it is taken to lie at that end. Rows are steps as in
  `ordered_cells`: row[2k] counts the records inside cell k, taken as spread evenly, row[2k + 1] those at its upper end.

  Areas are 0 when a row is empty; they are O(cells) and allocate nothing. */
class number_line {
 public:
  /// O(cells). Allocates.
  explicit number_line(const numeric_feature& feature) {
    const numeric_cells& cells = feature.cells();
    const interval ends = ends_of(feature);
    const auto between_ends = [&](double x) { return (std::min)((std::max)(x, ends.lower), ends.upper); };
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      widths_.push_back(between_ends(cells.upper(cell)) - between_ends(cells.lower(cell)));
  }

  std::size_t size() const noexcept { return widths_.size(); }
  double width(std::size_t cell) const noexcept { return widths_[cell]; }

  /// Between the distribution functions: the Wasserstein distance of order 1.
  double area(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const noexcept {
    return sum(a, b, [](double x, double y) {
      const double both = std::fabs(x) + std::fabs(y);
      if (x * y >= 0.0) return 0.5 * both;
      return 0.5 * (x * (x / both) + y * (y / both));  // they cross inside the cell
    });
  }
  /// Below the square of their difference.
  double square_area(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const noexcept {
    return sum(a, b, [](double x, double y) { return (x * x + x * y + y * y) / 3.0; });
  }

  /// The mean distance of a record of one row from one of the other.
  double mean_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const noexcept {
    double result = 0.0;
    walk(a, b, [&](std::size_t cell, const shares& x, const shares& y) {
      const double both = 2.0 * (x.before * y.before + x.after * y.after) + x.before * y.after + x.after * y.before;
      result += widths_[cell] * (0.5 * (x.before + x.after + y.before + y.after) - both / 3.0);
    });
    return result;
  }

  /// The mean area below the noise of two such rows: of the difference of their distribution functions from the true
  /// ones.
  double noise_area(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const noexcept {
    const auto n = static_cast<double>(detail::total(a));
    const auto m = static_cast<double>(detail::total(b));
    const auto noise = [&](double x, double y) { return std::sqrt(x * (1.0 - x) / n + y * (1.0 - y) / m); };
    double result = 0.0;
    walk(a, b, [&](std::size_t cell, const shares& x, const shares& y) {
      result += 0.5 * widths_[cell] * (noise(x.before, y.before) + noise(x.after, y.after));
    });
    return std::sqrt(2.0 / std::numbers::pi) * result;
  }
  /// The mean area below its square.
  double noise_square_area(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const noexcept {
    const auto n = static_cast<double>(detail::total(a));
    const auto m = static_cast<double>(detail::total(b));
    const auto noise = [&](double x, double y) { return x * (1.0 - x) / n + y * (1.0 - y) / m; };
    double result = 0.0;
    walk(a, b, [&](std::size_t cell, const shares& x, const shares& y) {
      result += 0.5 * widths_[cell] * (noise(x.before, y.before) + noise(x.after, y.after));
    });
    return result;
  }
  /// Standard deviation of the row's records, those inside a cell in its middle.
  double deviation(std::span<const std::uint64_t> row) const noexcept {
    double unit = 0.0;  // so that no square overflows
    for (double width : widths_) unit = (std::max)(unit, width);
    if (!(unit > 0.0)) return 0.0;
    double place = 0.0;
    double records = 0.0;
    double mean = 0.0;
    double squares = 0.0;
    const auto add = [&](std::uint64_t count) {
      if (count == 0) return;
      const double off = place - mean;
      records += static_cast<double>(count);
      mean += off * (static_cast<double>(count) / records);
      squares += static_cast<double>(count) * off * (place - mean);
    };
    for (std::size_t cell = 0; cell < size(); ++cell) {
      place += 0.5 * widths_[cell] / unit;
      add(row[2 * cell]);
      place += 0.5 * widths_[cell] / unit;
      add(row[2 * cell + 1]);
    }
    return records > 0.0 ? unit * std::sqrt(squares / records) : 0.0;
  }

  /// What `area` would be for the best and the worst arrangement of the records inside their cells, as far as these lie
  /// between the ends of the line.
  interval area_between(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const noexcept {
    return between(a, b, [](double gap) { return gap; });
  }
  interval square_area_between(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) const noexcept {
    return between(a, b, [](double gap) { return gap * gap; });
  }

  /// The row's distribution function, constant on pieces: half of a cell as before it, half as at its end.
  std::vector<law::bridge_point> points(std::span<const std::uint64_t> row) const {
    std::vector<law::bridge_point> result;
    const auto all = static_cast<double>(detail::total(row));
    std::uint64_t below = 0;
    std::uint64_t above = detail::total(row);
    const auto add = [&](double width) {
      result.push_back({static_cast<double>(below) / all, static_cast<double>(above) / all, width});
    };
    for (std::size_t cell = 0; cell < size(); ++cell) {
      const std::uint64_t inside = row[2 * cell];
      add(inside > 0 ? 0.5 * widths_[cell] : widths_[cell]);
      below += inside;
      above -= inside;
      if (inside > 0) add(0.5 * widths_[cell]);
      below += row[2 * cell + 1];
      above -= row[2 * cell + 1];
    }
    return result;
  }

 private:
  /// The finite stretch on which the cells lie.
  static interval ends_of(const numeric_feature& feature) {
    const numeric_cells& cells = feature.cells();
    const extremes& seen = feature.statistics().extremes();
    interval ends{0.0, 0.0};
    bool found = false;
    const auto include = [&](double x) {
      if (!detail::is_finite(x)) return;
      ends = found ? interval{(std::min)(ends.lower, x), (std::max)(ends.upper, x)} : interval{x, x};
      found = true;
    };
    for (std::uint64_t key : cells.keys()) include(cells.value(key));
    if (seen.empty()) return ends;
    include(cells.value(seen.lowest()));
    include(cells.value(seen.highest()));
    return ends;
  }

  /// Of a row, before and after the inside of a cell.
  struct shares {
    double before;
    double after;
  };

  /// `visit(cell, shares of a, shares of b)` for each cell.
  template <class Visit>
  void walk(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, Visit&& visit) const noexcept {
    const auto n = static_cast<double>(detail::total(a));
    const auto m = static_cast<double>(detail::total(b));
    if (!(n > 0.0 && m > 0.0)) return;
    std::uint64_t of_a = 0;
    std::uint64_t of_b = 0;
    for (std::size_t cell = 0; cell < size(); ++cell) {
      const double a_before = static_cast<double>(of_a) / n;
      const double b_before = static_cast<double>(of_b) / m;
      of_a += a[2 * cell];
      of_b += b[2 * cell];
      visit(cell, shares{a_before, static_cast<double>(of_a) / n}, shares{b_before, static_cast<double>(of_b) / m});
      of_a += a[2 * cell + 1];
      of_b += b[2 * cell + 1];
    }
  }

  template <class Height>
  interval between(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, Height&& height) const noexcept {
    interval result{0.0, 0.0};
    walk(a, b, [&](std::size_t cell, const shares& x, const shares& y) {
      result.lower += widths_[cell] * height((std::max)({0.0, x.before - y.after, y.before - x.after}));
      result.upper += widths_[cell] * height((std::max)(x.after - y.before, y.after - x.before));
    });
    return result;
  }

  /// Widths times height(gap before, gap after). Gaps come from products of counts, so that equal shares leave none.
  template <class Height>
  double sum(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, Height&& height) const noexcept {
    const auto n = static_cast<double>(detail::total(a));
    const auto m = static_cast<double>(detail::total(b));
    if (!(n > 0.0 && m > 0.0)) return 0.0;
    std::uint64_t of_a = 0;
    std::uint64_t of_b = 0;
    double gap = 0.0;
    double result = 0.0;
    const auto pass = [&](std::size_t step) {
      if (a[step] + b[step] == 0) return;
      of_a += a[step];
      of_b += b[step];
      gap = (static_cast<double>(of_a) * m - static_cast<double>(of_b) * n) / (n * m);
    };
    for (std::size_t cell = 0; cell < size(); ++cell) {
      const double before = gap;
      pass(2 * cell);
      result += widths_[cell] * height(before, gap);
      pass(2 * cell + 1);
    }
    return result;
  }

  std::vector<double> widths_;
};

namespace detail {

/// The distribution of the feature's own baseline.
inline std::vector<law::bridge_point> baseline_points(const number_line& line, const numeric_feature& feature) {
  ordered_cells cells(feature, 1);
  cells.fill(feature.counts(), feature.counts());
  return line.points(cells.baseline());
}

}  // namespace detail
}  // namespace leeway

#endif
