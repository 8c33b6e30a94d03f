// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ANY_TEST_HPP
#define LEEWAY_DRIFT_ANY_TEST_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/anderson_darling.hpp>
#include <leeway/drift/chi_squared.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/cramer_von_mises.hpp>
#include <leeway/drift/energy_distance.hpp>
#include <leeway/drift/hellinger.hpp>
#include <leeway/drift/jensen_shannon.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/kuiper.hpp>
#include <leeway/drift/kullback_leibler.hpp>
#include <leeway/drift/l_infinity.hpp>
#include <leeway/drift/likelihood_ratio.hpp>
#include <leeway/drift/mann_whitney.hpp>
#include <leeway/drift/population_stability.hpp>
#include <leeway/drift/total_variation.hpp>
#include <leeway/drift/wasserstein.hpp>

namespace leeway {

/// A bound test whose type is forgotten: one virtual call an evaluation, none a value. Move-only.
class any_bound_test {
 public:
  // "Not myself" comes first: the concept would ask for this constructor again.
  template <class B>
  requires(!std::same_as<B, any_bound_test> && bound_test<B>) explicit any_bound_test(B bound)
      : held_(new model<B>(std::move(bound))) {}
  any_bound_test(any_bound_test&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  any_bound_test& operator=(any_bound_test&& other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~any_bound_test() { delete held_; }

  test_result operator()(const counts& a, const counts& b) noexcept { return held_->run(a, b); }
  share_of_rows share_moved(const counts& a, const counts& b) noexcept { return held_->share_moved(a, b); }
  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) noexcept {
    return held_->smallest_effect(a, b, log_significance, tolerance);
  }
  std::vector<contribution> contributions(const counts& a, const counts& b) { return held_->contributions(a, b); }
  contribution largest_move(const counts& a, const counts& b) { return held_->largest_move(a, b); }
  /// All of these at once.
  full_answer answer(const counts& a, const counts& b, double log_significance, double tolerance) {
    return held_->answer(a, b, log_significance, tolerance);
  }
  /// The result and the contributions, for people.
  test_result explain(const counts& a, const counts& b, std::vector<contribution>& contributions) {
    return held_->explain(a, b, contributions);
  }

 private:
  struct interface {
    virtual ~interface() = default;
    virtual test_result run(const counts&, const counts&) noexcept = 0;
    virtual share_of_rows share_moved(const counts&, const counts&) noexcept = 0;
    virtual double smallest_effect(const counts&, const counts&, double, double) noexcept = 0;
    virtual std::vector<contribution> contributions(const counts&, const counts&) = 0;
    virtual contribution largest_move(const counts&, const counts&) = 0;
    virtual full_answer answer(const counts&, const counts&, double, double) = 0;
    virtual test_result explain(const counts&, const counts&, std::vector<contribution>&) = 0;
  };
  template <class B>
  struct model final : interface {
    explicit model(B bound) : bound_(std::move(bound)) {}
    test_result run(const counts& a, const counts& b) noexcept override { return bound_(a, b); }
    share_of_rows share_moved(const counts& a, const counts& b) noexcept override { return bound_.share_moved(a, b); }
    double smallest_effect(const counts& a, const counts& b, double log_significance,
                           double tolerance) noexcept override {
      return bound_.smallest_effect(a, b, log_significance, tolerance);
    }
    std::vector<contribution> contributions(const counts& a, const counts& b) override {
      return bound_.contributions(a, b);
    }
    contribution largest_move(const counts& a, const counts& b) override { return bound_.largest_move(a, b); }
    full_answer answer(const counts& a, const counts& b, double log_significance, double tolerance) override {
      if constexpr (requires { bound_.answer(a, b, log_significance, tolerance); }) {
        return bound_.answer(a, b, log_significance, tolerance);
      } else {
        full_answer all{.moved = bound_.share_moved(a, b)};
        all.smallest_effect = bound_.smallest_effect(a, b, log_significance, tolerance);
        all.result = explain(a, b, all.contributions);
        if (all.result.method != p_method::none) all.largest_move = bound_.largest_move(a, b);
        return all;
      }
    }
    test_result explain(const counts& a, const counts& b, std::vector<contribution>& contributions) override {
      if constexpr (requires { bound_.explain(a, b, contributions); }) {
        return bound_.explain(a, b, contributions);
      } else {
        contributions = bound_.contributions(a, b);
        return bound_(a, b);
      }
    }
    B bound_;
  };

  interface* held_;
};

/// The tests that can be chosen by name at run time.
enum class test_kind : std::uint8_t {
  kolmogorov_smirnov,
  chi_squared,
  l_infinity,
  jensen_shannon,
  population_stability,
  total_variation,
  likelihood_ratio,
  hellinger,
  kullback_leibler,
  cramer_von_mises,
  anderson_darling,
  kuiper,
  mann_whitney,
  wasserstein,
  energy_distance
};

inline constexpr std::array<std::string_view, 15> test_names = {
    kolmogorov_smirnov::name,   chi_squared::name,      l_infinity::name,       jensen_shannon::name,
    population_stability::name, total_variation::name,  likelihood_ratio::name, hellinger::name,
    kullback_leibler::name,     cramer_von_mises::name, anderson_darling::name, kuiper::name,
    mann_whitney::name,         wasserstein::name,      energy_distance::name};

/// All of them, in their order.
inline constexpr auto all_tests = [] {
  std::array<test_kind, test_names.size()> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<test_kind>(i);
  return all;
}();

/// Those that a report shows unless told otherwise: up to total variation.
inline constexpr std::array<test_kind, 6> usual_tests = {test_kind::kolmogorov_smirnov,   test_kind::chi_squared,
                                                         test_kind::l_infinity,           test_kind::jensen_shannon,
                                                         test_kind::population_stability, test_kind::total_variation};

constexpr std::string_view to_string(test_kind kind) noexcept { return test_names[static_cast<std::uint8_t>(kind)]; }

/// In which share of rows a test measures how far something moved.
enum class effect_kind : std::uint8_t {
  gap,              ///< the largest difference of the distribution functions: D
  total_variation,  ///< the share of rows that changed cells, less what chance adds
  rise              ///< of one cell
};

/// Tests that compare distribution functions need an order, which categories do not have.
constexpr bool needs_order(test_kind kind) noexcept {
  return kind == test_kind::kolmogorov_smirnov || kind >= test_kind::cramer_von_mises;
}

constexpr effect_kind effect_of(test_kind kind) noexcept {
  if (needs_order(kind)) return effect_kind::gap;
  return kind == test_kind::l_infinity ? effect_kind::rise : effect_kind::total_variation;
}

/// Options of all tests, for choosing at run time.
struct test_options {
  grouped_options grouped{};
  zero_policy zero{};
};

/// Whether a test makes sense for features in cells of type C.
template <cells C>
constexpr bool applies(test_kind kind) noexcept {
  return std::same_as<C, numeric_cells> || !needs_order(kind);
}

namespace detail {

inline any_bound_test bind_ordered(test_kind kind, const numeric_feature& feature, const test_options& options) {
  const ordered_options ordered{options.grouped.law, options.grouped.effort, options.grouped.tables};
  switch (kind) {
    case test_kind::cramer_von_mises:
      return any_bound_test(cramer_von_mises(ordered).bind(feature));
    case test_kind::anderson_darling:
      return any_bound_test(anderson_darling(ordered).bind(feature));
    case test_kind::kuiper:
      return any_bound_test(kuiper(ordered).bind(feature));
    case test_kind::mann_whitney:
      return any_bound_test(mann_whitney(ordered).bind(feature));
    case test_kind::wasserstein:
      return any_bound_test(wasserstein(ordered).bind(feature));
    case test_kind::energy_distance:
      return any_bound_test(energy_distance(ordered).bind(feature));
    default:
      return any_bound_test(kolmogorov_smirnov().bind(feature));
  }
}

template <cells C>
any_bound_test bind_unordered(test_kind kind, const feature_baseline<C>& feature, const test_options& options) {
  switch (kind) {
    case test_kind::l_infinity:
      return any_bound_test(l_infinity(options.grouped.pool).bind(feature));
    case test_kind::jensen_shannon:
      return any_bound_test(jensen_shannon(options.grouped).bind(feature));
    case test_kind::population_stability:
      return any_bound_test(population_stability(options.grouped, options.zero).bind(feature));
    case test_kind::total_variation:
      return any_bound_test(total_variation(options.grouped).bind(feature));
    case test_kind::likelihood_ratio:
      return any_bound_test(likelihood_ratio(options.grouped).bind(feature));
    case test_kind::hellinger:
      return any_bound_test(hellinger(options.grouped).bind(feature));
    case test_kind::kullback_leibler:
      return any_bound_test(kullback_leibler(options.grouped, options.zero).bind(feature));
    default:
      return any_bound_test(chi_squared(options.grouped).bind(feature));
  }
}

}  // namespace detail

/// Binds the test of that kind. @throws std::invalid_argument when it does not apply to the feature
template <cells C>
any_bound_test bind(test_kind kind, const feature_baseline<C>& feature, const test_options& options = {}) {
  if (!needs_order(kind)) return detail::bind_unordered(kind, feature, options);
  if constexpr (std::same_as<C, numeric_cells>)
    return detail::bind_ordered(kind, feature, options);
  else
    detail::throw_invalid_argument(std::string(to_string(kind)) + " does not apply to categories: they have no order");
}

}  // namespace leeway

#endif
