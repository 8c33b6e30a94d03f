// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_LINE_DISTANCE_HPP
#define LEEWAY_DRIFT_DETAIL_LINE_DISTANCE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/least_area_gap.hpp>
#include <leeway/drift/number_line.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/detail/bridge_points.hpp>

namespace leeway::detail {

/// What the distances of distributions on the number line have in common. `Law`: of a bridge over the baseline.
template <class Law>
class line_distance {
 public:
  static constexpr std::uint64_t limit_from = 1000;
  static constexpr double largest_share = 0.8;
  static constexpr std::size_t most_groups = 128;
  static constexpr bool uses_places = true;
  using row = std::span<const std::uint64_t>;

 protected:
  explicit line_distance(const numeric_feature& feature) : line_distance(number_line(feature), feature) {}

  const number_line& line() const noexcept { return line_; }
  const Law& law() const noexcept { return law_; }
  const least_area_gap& least() const noexcept { return least_; }

  static double size_of(row a, row b) noexcept { return effective_size(total(a), total(b)); }

  /// The part of the distance's noise that comes from the outermost ten records of a side.
  double part_from_ten_records(row a, row b) const noexcept {
    return law_.part_from_ends(10.0 / static_cast<double>((std::min)(total(a), total(b))));
  }

 private:
  line_distance(number_line line, const numeric_feature& feature)
      : line_distance(line, baseline_points(line, feature)) {}
  line_distance(number_line line, const std::vector<law::bridge_point>& points)
      : line_(std::move(line)), law_(points), least_(points) {}

  number_line line_;
  Law law_;
  least_area_gap least_;
};

}  // namespace leeway::detail

#endif
