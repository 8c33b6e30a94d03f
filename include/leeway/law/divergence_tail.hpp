// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DIVERGENCE_TAIL_HPP
#define LEEWAY_LAW_DIVERGENCE_TAIL_HPP

#include <algorithm>
#include <cmath>

#include <leeway/law/chi_squared.hpp>
#include <leeway/law/detail/incomplete_gamma.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::law {

/**
 * A divergence of two rows of shares p and q near p = q: s sum p (u^2 + cubic u^3 + quartic u^4 + ...), u = q/p - 1,
 * s = nm/(n+m). `smoothed`: half a record more in every cell of both rows.
 */
struct divergence_shape {
  double cubic = 0.0;
  double quartic = 0.0;
  bool smoothed = false;
};

/// Pearson's X2, where `w` is m/(n+m).
constexpr divergence_shape pearson_shape(double w) noexcept { return {-w, w * w, false}; }
/// G.
constexpr divergence_shape likelihood_ratio_shape(double w) noexcept {
  return {-(1.0 + w) / 3.0, (1.0 + w + w * w) / 6.0, false};
}
/// s PSI in Jeffreys' form.
constexpr divergence_shape population_stability_shape() noexcept { return {-1.0 / 2.0, 1.0 / 3.0, true}; }
/// 2s KL(q || p) in Jeffreys' form.
constexpr divergence_shape kullback_leibler_shape() noexcept { return {-1.0 / 3.0, 1.0 / 6.0, true}; }

/// Two rows of counts, as far as the law of a divergence depends on them to second order.
struct divergence_table {
  double n = 0.0;
  double m = 0.0;
  double cells = 0.0;           ///< that hold a record
  double inverse_shares = 0.0;  ///< sum over them of (n + m) / (records in the cell)
  bool urn = false;             ///< cells end at the baseline's own order statistics (`urn_law`), else `split_law`
};

}  // namespace leeway::law

namespace leeway::detail {

/// Coefficients of the powers of (chi-squared with two degrees more) - (with so many).
struct divergence_expansion {
  double first = 0.0;
  double second = 0.0;
  double third = 0.0;
};

/**
 * Edgeworth's expansion of the law of a divergence to order 1/s: each cell brings the third and fourth cumulant of its
 * standardised count and the third and fourth order of its term. The contractions of those tensors on the plane of
 * differences that add up to 0 depend on the shares only through their inverse sum.
 */
inline divergence_expansion expand(law::divergence_shape shape, const law::divergence_table& t) noexcept {
  const double w = t.m / (t.n + t.m);
  const double s = t.n * w;
  const double skew = t.urn ? 1.0 + w : 1.0 - 2.0 * w;
  const double kurtosis = t.urn ? 1.0 + 4.0 * w + w * w : 1.0 - 6.0 * w * (1.0 - w);
  const double old = t.urn ? 0.0 : w;  // by how much p itself moves when q does
  const double cubic = old + shape.cubic;
  const double quartic = old * old + 2.0 * old * shape.cubic + shape.quartic;
  const double freedom = t.cells - 1.0;
  const double fourth = t.inverse_shares - 2.0 * t.cells + 1.0;
  const double uneven = t.inverse_shares - t.cells * t.cells;
  const double triple = t.inverse_shares - 3.0 * t.cells + 2.0;
  const double thirds = 6.0 * triple + 9.0 * uneven;
  const double wider = t.urn ? -w : 1.0 - w;  // of the covariance and the last cell's extra weight, times s / w
  divergence_expansion result;
  result.first = 0.5 * freedom * w * wider + 1.5 * quartic * fourth + 0.5 * cubic * skew * triple;
  result.second = (kurtosis * fourth - skew * skew * (t.cells * t.cells - 1.0)) / 8.0 + 1.5 * quartic * fourth +
                  cubic * skew * (triple + 0.75 * uneven) + cubic * cubic * thirds / 8.0;
  result.third = thirds * (skew + 3.0 * cubic) * (skew + 3.0 * cubic) / 72.0;
  if (shape.smoothed) {
    const double shift = 0.5 * s * (1.0 / t.m - 1.0 / t.n);
    const double narrower = t.cells * (t.urn ? s / t.m : s / t.m * (1.0 - w) + s / t.n * w);
    result.first -= 0.5 * (narrower * freedom + uneven * (0.5 * s / t.n - (2.0 * old + 3.0 * shape.cubic) * shift));
    result.first += 0.5 * shift * shift * uneven;
    result.second += (0.5 * skew + 1.5 * cubic) * shift * uneven;
  }
  return {result.first / s, result.second / s, result.third / s};
}

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(T >= x) for a divergence T of two rows of counts when nothing has changed: chi-squared, made larger by what
 * Edgeworth's expansion to order 1/s says it is too small (Yarnold 1972, Siotani & Fujikoshi 1984, for one sample),
 * never smaller. The relative correction r counts as exp(r / (1 + r / (|log p| / 2))), which is right while it is small
 * and stays a probability in the far tail.
 */
inline tail divergence_upper(double x, divergence_shape shape, const divergence_table& table) noexcept {
  const tail limit = chi_squared_upper(x, table.cells - 1.0);
  if (!(x > 0.0) || !(limit.log_p < 0.0) || leeway::detail::is_infinite(x)) return limit;
  const leeway::detail::divergence_expansion e = leeway::detail::expand(shape, table);
  const double half = 0.5 * (table.cells - 1.0);
  const double z = 0.5 * x;
  const double step = std::exp(leeway::detail::log_poisson_weight(half, z) - limit.log_p);
  const double second = z / (half + 1.0);
  const double third = second * z / (half + 2.0);
  const double r = step * (e.first + e.second * (second - 1.0) + e.third * (third - 2.0 * second + 1.0));
  if (!(r > 0.0)) return limit;
  return from_log(limit.log_p + r / (1.0 - 2.0 * r / limit.log_p));
}

}  // namespace leeway::law

#endif
