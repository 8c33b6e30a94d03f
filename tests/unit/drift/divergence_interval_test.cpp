// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// An interval must hold the number that is shown, of the two laws, near no change and far from it, and at all sizes:
// the law that is right near no change has too small a variance far from it, and X2 is w squared at equal sizes alone.
#include <leeway/drift/divergence_interval.hpp>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <vector>

#include <leeway/drift/chi_squared.hpp>
#include <leeway/drift/hellinger.hpp>
#include <leeway/drift/jensen_shannon.hpp>
#include <leeway/drift/kullback_leibler.hpp>
#include <leeway/drift/likelihood_ratio.hpp>
#include <leeway/drift/population_stability.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"

namespace divergence_interval_test {

using row = std::vector<std::uint64_t>;
using shares = std::vector<double>;
using divergence_of = std::function<double(const shares&, const shares&)>;

namespace {

template <class Term>
divergence_of sum_of(Term term) {
  return [term](const shares& p, const shares& q) {
    double sum = 0.0;
    for (std::size_t k = 0; k < p.size(); ++k) sum += term(p[k], q[k]);
    return sum;
  };
}

// As the pages of the tests define them; those of distances are their squares.
const divergence_of squared_w = sum_of([](double p, double q) { return (p - q) * (p - q) / (p + q) / 2.0; });
const divergence_of kullback_leibler = sum_of([](double p, double q) { return q * std::log(q / p); });
const divergence_of population_stability = sum_of([](double p, double q) { return (q - p) * std::log(q / p); });
const divergence_of jensen_shannon = sum_of([](double p, double q) {
  return (p * std::log(2.0 * p / (p + q)) + q * std::log(2.0 * q / (p + q))) / 2.0 / std::numbers::ln2;
});
const divergence_of hellinger = sum_of([](double p, double q) { return (p + q) / 2.0 - std::sqrt(p * q); });

shares shares_of(const row& counts) {
  double sum = 0.0;
  for (std::uint64_t count : counts) sum += static_cast<double>(count);
  shares result;
  for (std::uint64_t count : counts) result.push_back(static_cast<double>(count) / sum);
  return result;
}

/// Variance of f(X / size), X multinomial, f by differences: the whole covariance matrix, not its short form.
double delta_variance(const std::function<double(const shares&)>& f, const shares& p, double size) {
  constexpr double step = 1e-6;
  shares slopes;
  for (std::size_t k = 0; k < p.size(); ++k) {
    shares up = p;
    shares down = p;
    up[k] += step * p[k];
    down[k] -= step * p[k];
    slopes.push_back((f(up) - f(down)) / (2.0 * step * p[k]));
  }
  double variance = 0.0;
  for (std::size_t k = 0; k < p.size(); ++k)
    for (std::size_t l = 0; l < p.size(); ++l)
      variance += slopes[k] * slopes[l] * ((k == l ? p[k] : 0.0) - p[k] * p[l]) / size;
  return variance;
}

struct expected_interval {
  double centre;
  double half_width;
};

/// What the interval of a divergence of many records is: normal, with the larger of the delta method's variance and the
/// one near no change.
expected_interval of_many(const divergence_of& f, const row& a, const row& b, double scale) {
  const shares p = shares_of(a);
  const shares q = shares_of(b);
  double n = 0.0;
  double m = 0.0;
  for (std::uint64_t count : a) n += static_cast<double>(count);
  for (std::uint64_t count : b) m += static_cast<double>(count);
  const double variance = delta_variance([&](const shares& x) { return f(x, q); }, p, n) +
                          delta_variance([&](const shares& x) { return f(p, x); }, q, m);
  const double near = 4.0 * f(p, q) / (scale * n * m / (n + m));
  return {f(p, q), 1.959964 * std::sqrt(std::fmax(variance, near))};
}

template <class Test>
leeway::interval interval_of(const row& a, const row& b) {
  const leeway::category_feature feature = features::categories(a);
  return Test({.pool = {0.0}, .law = leeway::null_law::asymptotic})
      .bind(feature)(feature.counts(), features::window(feature, b))
      .effect_interval;
}

void check(leeway::interval found, expected_interval wanted, bool root) {
  CAPTURE(found.lower, found.upper, wanted.centre, wanted.half_width);
  if (root) found = {found.lower * found.lower, found.upper * found.upper};
  CHECK(away::error((found.upper - found.lower) / 2.0, wanted.half_width) < 0.01);
  CHECK(std::fabs((found.upper + found.lower) / 2.0 - wanted.centre) < 0.05 * wanted.half_width);
}

}  // namespace

// Oracle: the delta method with derivatives by differences and the covariance matrix written out. Of a million records
// the skewness and what chance adds are below the tolerances of 1 % and 5 % of the half width.
TEST_CASE("divergence_interval: far from no change it is the delta method's", "[drift]") {
  const row even{400'000, 300'000, 200'000, 100'000};
  const row spike{300'000, 250'000, 150'000, 300'000};
  const row rare{500'000, 300'000, 195'000, 5'000};
  const row risen{450'000, 250'000, 200'000, 100'000};
  const auto times = [](row counts, std::uint64_t factor) {
    for (std::uint64_t& count : counts) count *= factor;
    return counts;
  };
  for (const auto& [a, b] : {std::pair{even, spike}, {spike, even}, {rare, risen}, {risen, rare}})
    for (const auto& [then, now] : {std::pair{1, 1}, {20, 1}, {1, 20}}) {
      const row x = times(a, static_cast<std::uint64_t>(then));
      const row y = times(b, static_cast<std::uint64_t>(now));
      CAPTURE(x, y);
      check(interval_of<leeway::chi_squared>(x, y), of_many(squared_w, x, y, 4.0), true);
      check(interval_of<leeway::likelihood_ratio>(x, y), of_many(squared_w, x, y, 4.0), true);
      check(interval_of<leeway::kullback_leibler>(x, y), of_many(kullback_leibler, x, y, 2.0), false);
      check(interval_of<leeway::population_stability>(x, y), of_many(population_stability, x, y, 1.0), false);
      check(interval_of<leeway::jensen_shannon>(x, y), of_many(jensen_shannon, x, y, 8.0 * std::numbers::ln2), true);
      check(interval_of<leeway::hellinger>(x, y), of_many(hellinger, x, y, 8.0), true);
    }
}

// Oracle: the noncentral law as it is, tested on its own, where the variance is no larger than it says; and the same
// debiased divergence under a law of half the scale where it is twice that.
TEST_CASE("divergence_interval: near no change it is the noncentral law's", "[drift]") {
  const double scale = 300.0;
  for (double divergence : {0.0, 0.01, 0.05, 0.4})
    for (double freedom : {1.0, 9.0}) {
      CAPTURE(divergence, freedom);
      const double near = 4.0 * divergence / scale;
      const leeway::interval law = leeway::law::noncentrality_interval(scale * divergence, freedom, 0.95);
      for (double variance : {0.0, 0.5 * near, near}) {
        const leeway::interval found = leeway::detail::divergence_interval(divergence, variance, freedom, scale);
        CHECK(std::fabs(found.lower - law.lower / scale) <= 1e-12 * law.lower);
        CHECK(std::fabs(found.upper - law.upper / scale) <= 1e-12 * law.upper);
      }
      if (!(divergence > 0.0)) continue;
      const leeway::interval wider =
          leeway::law::noncentrality_interval(scale / 2.0 * divergence + freedom / 2.0, freedom, 0.95);
      const leeway::interval found = leeway::detail::divergence_interval(divergence, 2.0 * near, freedom, scale);
      CHECK(std::fabs(found.lower - 2.0 * wider.lower / scale) <= 1e-12 * wider.lower);
      CHECK(away::error(found.upper, 2.0 * wider.upper / scale) < 1e-12);
    }
}

// Oracle: the contract.
TEST_CASE("divergence_interval: no interval of no number", "[drift]") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const leeway::interval none :
       {leeway::detail::divergence_interval(0.1, 0.1, 0.0, 100.0),
        leeway::detail::divergence_interval(infinity, 0.1, 3.0, 100.0),
        leeway::detail::divergence_interval(leeway::no_value, 0.1, 3.0, 100.0), leeway::detail::distance_interval({}),
        interval_of<leeway::jensen_shannon>(row{70}, row{30})}) {
    CHECK(std::isnan(none.lower));
    CHECK(std::isnan(none.upper));
  }
  CHECK(exact::same(leeway::detail::distance_interval({0.25, 4.0}).upper, 1.0));
  CHECK(exact::same(leeway::detail::distance_interval({0.25, 4.0}).lower, 0.5));
  // Nothing in common: each slope of a share of 0 is infinite, and counts nothing.
  for (const leeway::interval apart : {interval_of<leeway::chi_squared>(row{50, 0}, row{0, 60}),
                                       interval_of<leeway::hellinger>(row{50, 0}, row{0, 60}),
                                       interval_of<leeway::jensen_shannon>(row{50, 0}, row{0, 60})}) {
    CHECK(apart.lower > 0.5);
    CHECK(exact::same(apart.upper, 1.0));
  }
}

}  // namespace divergence_interval_test
