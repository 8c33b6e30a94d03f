// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_BRIDGES_HPP
#define LEEWAY_TESTS_SUPPORT_BRIDGES_HPP

#include <cmath>
#include <cstddef>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/law/detail/bridge_points.hpp>

#include "support/golden.hpp"

/// Brownian bridges, held for a while at each of some times.
namespace bridges {

using points_of = std::vector<leeway::law::bridge_point>;

/// A case of distance_bridge.csv; its times are dyadic, so 1 - t is exact.
inline points_of points(const golden::row& line) {
  const std::vector<double> below = line.numbers("below");
  const std::vector<double> width = line.numbers("width");
  points_of result;
  for (std::size_t i = 0; i < below.size(); ++i) result.push_back({below[i], 1.0 - below[i], width[i]});
  return result;
}

/// Even times on a line of length 1.
inline points_of uniform(std::size_t count) {
  points_of result;
  const double step = 1.0 / static_cast<double>(count + 1);
  for (std::size_t i = 1; i <= count; ++i) {
    const double t = static_cast<double>(i) * step;
    result.push_back({t, 1.0 - t, step});
  }
  return result;
}

/// One bridge at the times of the points.
inline std::vector<double> draw(leeway::random_stream& draws, const points_of& points) {
  std::vector<double> path;
  double at = 0.0;
  double time = 0.0;
  for (const leeway::law::bridge_point& point : points) {
    at += std::sqrt(point.below - time) * draws.normal();
    time = point.below;
    path.push_back(at);
  }
  const double end = at + std::sqrt(1.0 - time) * draws.normal();
  for (std::size_t i = 0; i < path.size(); ++i) path[i] -= points[i].below * end;
  return path;
}

inline double area(const std::vector<double>& path, const points_of& points) {
  double sum = 0.0;
  for (std::size_t i = 0; i < path.size(); ++i) sum += points[i].width * std::fabs(path[i]);
  return sum;
}

}  // namespace bridges

#endif
