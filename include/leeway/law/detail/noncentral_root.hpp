// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_NONCENTRAL_ROOT_HPP
#define LEEWAY_LAW_DETAIL_NONCENTRAL_ROOT_HPP

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/incomplete_gamma.hpp>
#include <leeway/law/detail/policy.hpp>
#include <leeway/law/normal.hpp>

namespace leeway::detail {

/// A probability and its first two derivatives by the rate of the Poisson mixture, half the noncentrality.
struct rate_tail {
  double value;
  double slope;
  double bend;
};

/// Both tails of the noncentral law at one x, for many rates: the mixture's central tails at its ends are kept, and the
/// derivatives cost two additions a term, because neighbouring central tails differ by one term of Poisson's law.
class noncentral_mixture {
 public:
  noncentral_mixture(double dof, double x) noexcept : a_(0.5 * dof), z_(0.5 * x) {}

  /// Without noncentrality.
  double central_upper() noexcept { return first_of(0.0).tail; }
  double central_lower() const noexcept { return boost::math::gamma_p(a_, z_, boost_policy()); }

  /// P(X >= x): from far below the mean upwards, every term and every step adds.
  rate_tail upper(double rate) noexcept {
    const end& first = first_of(std::floor((std::max)(0.0, rate - 9.0 * std::sqrt(rate) - 9.0)));  // P < 1e-18 below
    double weight = std::exp(log_poisson_weight(first.j, rate));
    double tail = first.tail;
    double step = first.step;
    rate_tail sum{};
    for (double j = first.j;; j += 1.0) {
      const double next = step * (z_ / (a_ + j + 1.0));
      const double term = weight * tail;
      sum.value += term;
      sum.slope += weight * step;
      sum.bend += weight * (next - step);
      if (j > rate && (term <= 1e-17 * sum.value || weight <= 0.0)) return sum;
      tail = (std::min)(1.0, tail + step);
      step = next;
      weight *= rate / (j + 1.0);
    }
  }

  /// P(X <= x): the central tails shrink as j grows, so this one runs downwards.
  rate_tail lower(double rate) noexcept {
    // P(Poisson > j) < 1e-18; of small rates weights farther up would vanish, and all others with them.
    const end& last = last_of(rate < 1e-3 ? 7.0 : std::ceil(rate + 9.0 * std::sqrt(rate) + 18.0));
    double weight = std::exp(log_poisson_weight(last.j, rate));
    double tail = last.tail;
    double step = last.step;
    double above = step * (z_ / (a_ + last.j + 1.0));
    rate_tail sum{};
    for (double j = last.j;; j -= 1.0) {
      const double term = weight * tail;
      sum.value += term;
      sum.slope -= weight * step;
      sum.bend += weight * (step - above);
      if (j < 1.0 || (j < rate && term <= 1e-17 * sum.value)) return sum;
      above = step;
      step *= (a_ + j) / z_;
      tail = (std::min)(1.0, tail + step);
      weight *= j / rate;
    }
  }

 private:
  /// A central tail with a_ + j, and the term of Poisson's law by which it differs from the one with j + 1.
  struct end {
    double j = -1.0;
    double tail = 0.0;
    double step = 0.0;
  };

  /// One that was found for a rate nearby does as well.
  const end& first_of(double j) noexcept {
    if (first_.j >= 0.0 && first_.j <= j && j <= first_.j + 32.0) return first_;
    const double halves = 2.0 * (a_ + j);
    const double tail = sums_to_gamma_q(a_ + j, z_) ? gamma_q_of_halves(static_cast<std::size_t>(halves), z_)
                                                    : boost::math::gamma_q(a_ + j, z_, boost_policy());
    return first_ = {j, tail, std::exp(log_poisson_weight(a_ + j, z_))};
  }
  const end& last_of(double j) noexcept {
    if (last_.j >= j && last_.j <= j + 12.0) return last_;
    j += 4.0;
    const double step = std::exp(log_poisson_weight(a_ + j, z_));
    return last_ = {j, z_ < a_ + j ? lower_by_series(a_ + j, step) : boost::math::gamma_p(a_ + j, z_, boost_policy()),
                    step};
  }
  /// Poisson's terms from the first one on: each is less than that before.
  double lower_by_series(double a, double term) const noexcept {
    double sum = 0.0;
    while (term > 1e-17 * sum) {
      sum += term;
      a += 1.0;
      term *= z_ / a;
    }
    return sum;
  }

  double a_;
  double z_;
  end first_{};
  end last_{};
};

/// Near the rate at which P(X >= x) = Phi(-z): a normal law with the mean and variance of the noncentral one, put right
/// for its skewness once (Cornish & Fisher 1938).
inline double rate_guess(double x, double dof, double z) noexcept {
  double at = x;
  double spread = 0.0;  // sqrt(dof + 2 noncentrality), a root of a quadratic
  for (int round = 0; round < 2; ++round) {
    spread = std::sqrt((std::max)(1.0, 2.0 * z * z + 2.0 * at - dof)) - std::sqrt(2.0) * z;
    if (!(spread * spread > dof)) return 0.0;
    const double twice_rate = 0.5 * (spread * spread - dof);
    at = x - (z * z - 1.0) / 1.5 * (dof + 3.0 * twice_rate) / (spread * spread);
  }
  return 0.25 * (spread * spread - dof);
}

/// The rate at which a tail is `target`, from a guess: Halley's steps on the tail's logarithm, between bounds that every
/// step narrows. Two or three evaluations.
template <class Tail>
double rate_root(Tail&& tail, double target, bool grows, double guess) noexcept {
  const double log_target = std::log(target);
  double low = 0.0;
  double high = -1.0;  // not known
  double rate = guess;
  for (int round = 0; round < 200; ++round) {
    if (!is_finite(rate) || !(rate > low && (high < 0.0 || rate < high)))
      rate = high < 0.0 ? 2.0 * low + 1.0 : 0.5 * (low + high);
    const rate_tail at = tail(rate);
    const double excess = std::log(at.value) - log_target;
    const double slope = at.slope / at.value;
    const double bend = at.bend / at.value - slope * slope;
    ((excess > 0.0) == grows ? high : low) = rate;
    const double step = -2.0 * excess * slope / (2.0 * slope * slope - excess * bend);
    const double curvature = std::fabs(slope) + std::fabs(bend / slope);
    const double next = rate + step;
    // Convergence is cubic: so much is left after the step.
    const bool settled = std::fabs(step) * (curvature * step) * (curvature * step) <= 1e-15 * rate;
    const bool narrow = high >= 0.0 && high - low <= 4e-16 * high;
    if (settled && next > 0.0) return next;
    if (narrow) return rate;
    rate = next;
  }
  return rate;
}

}  // namespace leeway::detail

#endif
