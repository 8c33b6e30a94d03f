// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The second guarantee of a verdict: the one-sided 95 % lower bound of a share that moved exceeds the true share in at
// most 5 % of runs. Records are drawn from known laws, so the true share is known.
//
// Failure budget: the file makes fewer than 600 comparisons, each with a binomial bound that calm chance exceeds with a
// probability of at most 1e-9; so it fails by chance with a probability below 6e-7. (The seeds are fixed.)
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <leeway/drift/coarse_cells.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/l_infinity.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/total_variation_statistic.hpp>
#include <leeway/drift/unseen_rate.hpp>

#include "calibration/coverage.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace coverage_test {

using samples::cell_counts;
using samples::shares;

namespace {

constexpr std::uint64_t runs = 1000;
constexpr double failure = 1e-9;

struct size_pair {
  std::uint64_t n, m;
};
constexpr size_pair sizes[] = {{300, 200}, {2000, 2000}, {20'000, 1000}, {1000, 20'000}};

/// Two laws over the same cells.
struct change {
  std::string name;
  shares then;
  shares now;

  double total_variation() const {
    double sum = 0.0;
    for (std::size_t k = 0; k < then.size(); ++k) sum += std::fabs(then[k] - now[k]);
    return sum / 2.0;
  }
  double largest_rise() const {
    double rise = 0.0;
    for (std::size_t k = 0; k < then.size(); ++k) rise = std::fmax(rise, now[k] - then[k]);
    return rise;
  }
  double largest_gap() const {
    double gap = 0.0;
    double sum = 0.0;
    for (std::size_t k = 0; k < then.size(); ++k) gap = std::fmax(gap, std::fabs(sum += now[k] - then[k]));
    return gap;
  }
};

/// A share of every second cell goes to its neighbour.
shares spread(shares law, double size) {
  for (std::size_t k = 0; k + 1 < law.size(); k += 2) {
    const double part = 2.0 * size * std::fmin(law[k], law[k + 1]);
    law[k] += part;
    law[k + 1] -= part;
  }
  return law;
}
/// All cells lose in proportion to one.
shares spike(shares law, double size, std::size_t cell) {
  for (double& share : law) share *= 1.0 - size;
  law[cell] += size;
  return law;
}
/// Two large cells exchange records, and many small ones stay as they are.
change swap(std::size_t small_cells, double size) {
  shares law(small_cells, 0.4 / static_cast<double>(small_cells));
  law.insert(law.begin(), {0.3, 0.3});
  change result{"swap " + std::to_string(small_cells), law, law};
  result.now[0] += size;
  result.now[1] -= size;
  return result;
}

std::vector<change> changes() {
  std::vector<change> result;
  const std::pair<const char*, shares> laws[] = {{"equal 2", samples::equal(2)},
                                                 {"equal 10", samples::equal(10)},
                                                 {"equal 200", samples::equal(200)},
                                                 {"zipf 500", samples::zipf(500, 1.1)},
                                                 {"geometric", samples::geometric(40, 0.15)}};
  for (const auto& [name, law] : laws) {
    result.push_back({std::string(name) + " spread", law, spread(law, 0.05)});
    result.push_back({std::string(name) + " spread far", law, spread(law, 0.2)});
    result.push_back({std::string(name) + " spike", law, spike(law, 0.06, law.size() - 1)});
    result.push_back({std::string(name) + " first", law, spike(law, 0.15, 0)});
  }
  for (std::size_t small_cells : {10u, 100u, 1000u})
    for (double size : {0.02, 0.1}) result.push_back(swap(small_cells, size));
  return result;
}

/// Runs a comparison of lower bound and truth; prints the worst share for the log.
class tally {
 public:
  explicit tally(const char* what) : what_(what) {}
  ~tally() { std::printf("%s: at worst %.3f (%s)\n", what_, worst_, where_.c_str()); }

  template <class Run>
  void check(const std::string& where, double truth, Run&& lower_bound) {
    std::uint64_t above = 0;
    for (std::uint64_t run = 0; run < runs; ++run) above += lower_bound(run) > truth ? 1U : 0U;
    CAPTURE(what_, where, truth, above);
    static const std::uint64_t most = samples::at_most(runs, 0.05, failure);
    CHECK(above <= most);
    const double share = static_cast<double>(above) / static_cast<double>(runs);
    if (share <= worst_) return;
    worst_ = share;
    where_ = where;
  }

 private:
  const char* what_;
  double worst_ = 0.0;
  std::string where_ = "never";
};

std::string text(const std::string& name, size_pair size) {
  return name + ", " + std::to_string(size.n) + " and " + std::to_string(size.m);
}

}  // namespace

// Oracle: the laws that the records are drawn from.
TEST_CASE("coverage: total variation", "[statistical]") {
  tally all("total variation");
  std::uint64_t seed = 1;
  for (const change& one : changes())
    for (size_pair size : sizes) {
      leeway::random_stream draws(20260201, seed++);
      all.check(text(one.name, size), one.total_variation(), [&](std::uint64_t) {
        const cell_counts b = samples::draw(draws, size.m, one.now);
        const leeway::category_feature feature = features::categories(samples::draw(draws, size.n, one.then));
        leeway::coarse_cells cells(feature, leeway::pooling{});
        cells.fill(feature.counts(), features::window(feature, b));
        return leeway::total_variation_moved(cells.baseline(), cells.window()).lower_bound;
      });
    }
}

TEST_CASE("coverage: total variation, the upper bound", "[statistical]") {
  tally all("total variation, two cells and more, upper bound");
  std::uint64_t seed = 1;
  for (const change& one : changes())
    for (size_pair size : sizes) {
      leeway::random_stream draws(20260202, seed++);
      all.check(text(one.name, size), -one.total_variation(), [&](std::uint64_t) {
        const cell_counts a = samples::draw(draws, size.n, one.then);
        return -leeway::total_variation_moved(a, samples::draw(draws, size.m, one.now)).between.upper;
      });
    }
}

TEST_CASE("coverage: the largest gap", "[statistical]") {
  tally all("D");
  std::uint64_t seed = 1;
  for (const change& one : changes())
    for (size_pair size : sizes) {
      leeway::random_stream draws(20260203, seed++);
      all.check(text(one.name, size), one.largest_gap(), [&](std::uint64_t) {
        const leeway::numeric_feature feature = features::numbers(samples::draw(draws, size.n, one.then));
        auto bound = leeway::kolmogorov_smirnov().bind(feature);
        return bound.share_moved(feature.counts(), features::window(feature, samples::draw(draws, size.m, one.now)))
            .lower_bound;
      });
    }
}

TEST_CASE("coverage: the largest rise", "[statistical]") {
  tally all("rise");
  std::uint64_t seed = 1;
  for (const change& one : changes())
    for (size_pair size : sizes) {
      leeway::random_stream draws(20260204, seed++);
      all.check(text(one.name, size), one.largest_rise(), [&](std::uint64_t) {
        const leeway::category_feature feature = features::categories(samples::draw(draws, size.n, one.then));
        auto bound = leeway::l_infinity(leeway::pooling{0.0}).bind(feature);
        return bound.share_moved(feature.counts(), features::window(feature, samples::draw(draws, size.m, one.now)))
            .lower_bound;
      });
    }
}

TEST_CASE("coverage: missing values", "[statistical]") {
  tally all("missing");
  std::uint64_t seed = 1;
  for (double rate : {0.0, 0.01, 0.2, 0.5})
    for (double rise : {0.0, 0.01, 0.05, 0.3})
      for (size_pair size : sizes) {
        leeway::random_stream draws(20260205, seed++);
        leeway::bound_missing_rate bound;
        const auto side = [&](std::uint64_t rows, double share) {
          const std::uint64_t missing = leeway::law::binomial_variate(draws, rows, share);
          return features::row(cell_counts{rows - missing}, 1, missing);
        };
        all.check(text(std::to_string(rate) + " + " + std::to_string(rise), size), rise, [&](std::uint64_t) {
          const leeway::counts a = side(size.n, rate);
          return bound.share_moved(a, side(size.m, rate + rise)).lower_bound;
        });
        all.check(text(std::to_string(rate + rise) + " - " + std::to_string(rise), size), rise, [&](std::uint64_t) {
          const leeway::counts a = side(size.n, rate + rise);
          return bound.share_moved(a, side(size.m, rate)).lower_bound;
        });
      }
}

// The true change: what the window's law puts on values that a fresh sample of the baseline would not have shown.
TEST_CASE("coverage: unseen values", "[statistical]") {
  tally all("unseen");
  std::uint64_t seed = 1;
  for (const auto& [name, law] : {std::pair{"equal 10", samples::equal(10)},
                                  {"zipf 500", samples::zipf(500, 1.1)},
                                  {"zipf 5000", samples::zipf(5000, 1.1)}})
    for (double rise : {0.0, 0.01, 0.05})
      for (size_pair size : sizes) {
        if (law.size() > 1000 && size.n + size.m > 10'000) continue;  // slow, and less interesting
        leeway::random_stream draws(20260206, seed++);
        const shares& then = law;
        all.check(text(name, size), rise, [&](std::uint64_t) {
          const leeway::category_feature feature = features::categories(samples::draw(draws, size.n, then));
          const std::uint64_t extra = leeway::law::binomial_variate(draws, size.m, rise);
          const cell_counts b = samples::draw(draws, size.m - extra, then);
          leeway::counts window(feature.cells().size());
          for (std::size_t k = 0; k < b.size(); ++k)
            window.add(feature.counts()[k] > 0 ? k : feature.cells().unseen(), b[k]);
          window.add(feature.cells().unseen(), extra);
          return leeway::unseen_rate().bind(feature).share_moved(feature.counts(), window).lower_bound;
        });
      }
}

// Far from no change, at equal and at lopsided sizes: where X2 over the sizes is not w squared, and where the variance of
// the noncentral law is too small. A cell expects at least 9 records.
TEST_CASE("coverage: effects of the tests on groups", "[statistical]") {
  const shares law = samples::geometric(12, 0.2);
  const shares risen = calibration::detail::raise(law, law.size() - 1, 0.1);
  constexpr std::uint64_t many = 3000;
  for (size_pair size : {size_pair{500, 500}, {5000, 500}, {500, 5000}}) {
    std::map<leeway::test_kind, std::uint64_t> missed;
    leeway::random_stream draws(20260207, size.n);
    for (std::uint64_t run = 0; run < many; ++run) {
      const leeway::category_feature past = features::categories(samples::draw(draws, size.n, law));
      const leeway::counts live = features::window(past, samples::draw(draws, size.m, risen));
      using kind = leeway::test_kind;
      for (kind test : {kind::chi_squared, kind::likelihood_ratio, kind::kullback_leibler, kind::population_stability,
                        kind::jensen_shannon, kind::hellinger}) {
        const double truth = calibration::true_effect(to_string(test), law, risen);
        const leeway::interval between =
            leeway::bind(test, past, calibration::options_of_truth())(past.counts(), live).effect_interval;
        missed[test] += between.lower > truth || between.upper < truth ? 1U : 0U;
      }
    }
    for (const auto& [test, errors] : missed) {
      CAPTURE(size.n, size.m, to_string(test), errors);
      CHECK(errors <= samples::at_most(many, 0.05, failure));
    }
  }
}

}  // namespace coverage_test
