// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Oracle for all: numpy 1.24.2 and scipy 1.10.1, recomputed in plain Python; the two agree. Tolerances are those of the
// reference: its D to 1e-12, what went through logarithms or tails of scipy to 1e-10.
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <leeway/baseline/extended.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/cells/edges.hpp>
#include <leeway/drift/any_test.hpp>
#include <leeway/law/kolmogorov.hpp>
#include <leeway/monitor/table_monitor.hpp>

#include "reference/dataset.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace reference_test {

using leeway::test_kind;
using leeway::zero_policy;
using nlohmann::json;

namespace {

/// Compares, and counts what it compared.
class judge {
 public:
  explicit judge(const char* what) : what_(what) {}
  ~judge() { std::printf("%s: %zu numbers compared\n", what_, compared_); }

  /// Relative, and absolute below 1e-300.
  void relative(double x, const json& expected, double tolerance) {
    const double y = expected.get<double>();
    CHECK(std::fabs(x - y) <= tolerance * std::fabs(y) + 1e-300);
    ++compared_;
  }
  void absolute(double x, const json& expected, double tolerance) {
    CHECK(std::fabs(x - expected.get<double>()) <= tolerance);
    ++compared_;
  }
  void equal(std::uint64_t x, const json& expected) {
    CHECK(x == expected.get<std::uint64_t>());
    ++compared_;
  }
  void holds(bool condition) {
    CHECK(condition);
    ++compared_;
  }

 private:
  const char* what_;
  std::size_t compared_ = 0;
};

/// Calls back with each comparison of each column of one type.
template <class Visit>
void for_each_column(const char* type, Visit&& visit) {
  for (const reference::dataset& set : reference::all())
    for (const json& comparison : set.comparisons) {
      const reference::sides sides = reference::select(set.data, comparison);
      CHECK(sides.baseline.size() == comparison["baseline"]["rows"].get<std::size_t>());
      CHECK(sides.window.size() == comparison["window"]["rows"].get<std::size_t>());
      for (const auto& [name, expected] : comparison["columns"].items()) {
        CAPTURE(set.name, comparison["name"].get<std::string>(), name);
        if (expected["type"] == type) visit(set.data, sides, name, expected);
      }
    }
}

std::span<const double> span(const std::vector<double>& values) { return values; }

std::uint64_t missing_in(const std::vector<double>& values) {
  std::uint64_t count = 0;
  for (double x : values) count += std::isnan(x) ? 1U : 0U;
  return count;
}

void check_bins(judge& compare, const std::vector<double>& baseline, const std::vector<double>& live,
                const json& bins) {
  const leeway::numeric_feature feature =
      leeway::learn(span(baseline), leeway::edges(bins["edges"].get<std::vector<double>>()));
  const leeway::counts window = features::count(feature, live);
  REQUIRE(feature.cells().size() == bins["baseline_counts"].size());
  for (std::size_t k = 0; k < feature.cells().size(); ++k) {
    compare.equal(feature.counts()[k], bins["baseline_counts"][k]);
    compare.equal(window[k], bins["window_counts"][k]);
  }
}

/// JS and PSI stand in `shown`, which is the column itself for the first kind of bins.
void check_distances(judge& compare, const std::vector<double>& baseline, const std::vector<double>& live,
                     const json& bins, const json& shown) {
  check_bins(compare, baseline, live, bins);
  const leeway::numeric_feature feature =
      leeway::learn(span(baseline), leeway::edges(bins["edges"].get<std::vector<double>>()));
  const leeway::counts window = features::count(feature, live);
  const auto statistic = [&](test_kind kind, zero_policy zero) {
    leeway::test_options options{.grouped = {.groups = 1000, .law = leeway::null_law::asymptotic}, .zero = zero};
    return leeway::bind(kind, feature, options)(feature.counts(), window).statistic;
  };
  compare.absolute(statistic(test_kind::jensen_shannon, {}), shown["js_distance"], 1e-10);
  compare.relative(statistic(test_kind::population_stability, zero_policy::at_least(1e-4)), shown["psi"], 1e-10);
  compare.relative(statistic(test_kind::population_stability, zero_policy::at_least(1e-6)), shown["psi_eps_1e-6"],
                   1e-10);
}

/// The metrics of categories, unseen ones with cells of their own.
void check_categories(judge& compare, const std::vector<std::string_view>& baseline,
                      const std::vector<std::string_view>& live, const json& expected) {
  const leeway::category_feature learned = leeway::learn(std::span<const std::string_view>(baseline));
  leeway::column_statistics seen(learned.cells().size());
  std::map<std::string_view, std::uint64_t> unseen;
  for (std::string_view text : live) {
    seen.observe(learned.cells(), text);
    if (learned.cells().index(text) == learned.cells().unseen()) ++unseen[text];
  }
  std::vector<leeway::category_count> named;
  for (const auto& [name, records] : unseen) named.push_back({std::string(name), records});
  const leeway::extended_feature both_sides = leeway::extended(learned, seen, named);
  const leeway::category_feature& feature = both_sides.baseline;
  const leeway::column_statistics& window = both_sides.window;
  compare.equal(feature.cells().names().size(), expected["categories"]);
  compare.equal(unseen.size(), expected["only_in_window"]);

  const auto run = [&](test_kind kind, zero_policy zero = {}) {
    leeway::test_options options{.grouped = {.pool = {0.0}, .law = leeway::null_law::asymptotic}, .zero = zero};
    return leeway::bind(kind, feature, options)(feature.counts(), window.counts());
  };
  const leeway::test_result chi_squared = run(test_kind::chi_squared);
  if (expected["chi2"].is_null()) {
    compare.holds(!(chi_squared.degrees_of_freedom > 0.0));
  } else {
    compare.relative(chi_squared.statistic, expected["chi2"]["statistic"], 1e-10);
    compare.absolute(chi_squared.degrees_of_freedom, expected["chi2"]["dof"], 0.0);
    compare.relative(std::exp(chi_squared.log_p_value), expected["chi2"]["p"], 1e-10);
  }
  compare.absolute(run(test_kind::l_infinity).statistic, expected["linf"], 1e-10);
  compare.absolute(run(test_kind::jensen_shannon).statistic, expected["js_distance"], 1e-10);
  compare.relative(run(test_kind::population_stability, zero_policy::at_least(1e-4)).statistic, expected["psi"], 1e-10);
  compare.relative(run(test_kind::population_stability, zero_policy::at_least(1e-6)).statistic,
                   expected["psi_eps_1e-6"], 1e-10);
  if (!expected.contains("counts")) return;
  for (const auto& [name, both] : expected["counts"].items()) {
    const std::size_t cell = feature.cells().index(std::string_view(name));
    compare.equal(feature.counts()[cell], both[0]);
    compare.equal(window.counts()[cell], both[1]);
  }
}

void check_missing(judge& compare, std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m,
                   const json& expected) {
  compare.equal(a, expected["baseline"]);
  compare.equal(b, expected["window"]);
  compare.absolute(leeway::detail::share(a, n), expected["baseline_rate"], 1e-10);
  compare.absolute(leeway::detail::share(b, m), expected["window_rate"], 1e-10);
  if (expected["chi2"].is_null()) return;
  const samples::cell_counts then{a, n - a};
  const samples::cell_counts now{b, m - b};
  const double statistic = leeway::chi_squared_statistic(then, now);
  compare.relative(statistic, expected["chi2"]["statistic"], 1e-10);
  compare.relative(leeway::law::chi_squared_upper(statistic, 1.0).p, expected["chi2"]["p"], 1e-10);
}

}  // namespace

TEST_CASE("reference: numbers", "[reference]") {
  judge ks("Kolmogorov-Smirnov");
  judge bins("bins of numbers");
  for_each_column("numeric", [&](const reference::table& data, const reference::sides& sides, const std::string& name,
                                 const json& expected) {
    const std::vector<double> baseline = reference::numbers(data, name, sides.baseline);
    const std::vector<double> live = reference::numbers(data, name, sides.window);
    ks.equal(baseline.size() - missing_in(baseline), expected["baseline_n"]);
    ks.equal(live.size() - missing_in(live), expected["window_n"]);
    if (!expected.contains("ks")) {
      const leeway::numeric_feature feature = leeway::learn(span(baseline));
      const leeway::test_result nothing =
          leeway::kolmogorov_smirnov().bind(feature)(feature.counts(), features::count(feature, live));
      ks.holds(nothing.method == leeway::p_method::none && std::isnan(nothing.statistic));
      return;
    }
    const double d = expected["ks"]["statistic"].get<double>();
    const leeway::numeric_feature exact = leeway::learn(span(baseline), leeway::every_value{});
    const leeway::test_result whole =
        leeway::kolmogorov_smirnov().bind(exact)(exact.counts(), features::count(exact, live));
    ks.absolute(whole.statistic, expected["ks"]["statistic"], 1e-12);
    ks.holds(!(whole.statistic_interval.upper > whole.statistic_interval.lower));
    const leeway::numeric_feature coarse = leeway::learn(span(baseline), leeway::equal_mass(1024));
    const leeway::test_result binned =
        leeway::kolmogorov_smirnov().bind(coarse)(coarse.counts(), features::count(coarse, live));
    ks.holds(binned.statistic_interval.lower <= d + 1e-12);
    ks.holds(binned.statistic_interval.upper >= d - 1e-12);
    const double root = std::sqrt(leeway::detail::effective_size(whole.baseline_n, whole.window_n));
    ks.relative(leeway::law::kolmogorov_upper(root * whole.statistic).p, expected["ks"]["p_kolmogorov"], 1e-10);

    check_distances(bins, baseline, live, expected["bins"], expected);
    check_distances(bins, baseline, live, expected["bins_order_stat"], expected["bins_order_stat"]);
    if (expected.contains("numpy_quantile")) check_bins(bins, baseline, live, expected["numpy_quantile"]);
  });
}

TEST_CASE("reference: categories", "[reference]") {
  judge compare("categories");
  for_each_column("categorical", [&](const reference::table& data, const reference::sides& sides,
                                     const std::string& name, const json& expected) {
    if (!expected.contains("linf")) return;
    check_categories(compare, reference::texts(data, name, sides.baseline), reference::texts(data, name, sides.window),
                     expected);
    if (!expected.contains("incl_missing")) return;
    constexpr std::string_view none = "(no value)";
    check_categories(compare, reference::texts(data, name, sides.baseline, none),
                     reference::texts(data, name, sides.window, none), expected["incl_missing"]);
  });
}

TEST_CASE("reference: missing values", "[reference]") {
  judge compare("missing");
  for (const char* type : {"numeric", "categorical"})
    for_each_column(type, [&](const reference::table& data, const reference::sides& sides, const std::string& name,
                              const json& expected) {
      const auto missing = [&](const reference::rows& rows) {
        std::uint64_t count = 0;
        for (std::size_t row : rows) count += data.column(name)[row].empty() ? 1U : 0U;
        return count;
      };
      check_missing(compare, missing(sides.baseline), sides.baseline.size(), missing(sides.window), sides.window.size(),
                    expected["missing"]);
    });
}

// A random half of calm rows against the other half, as a user would have it: everything by default. At most one report
// in a hundred may warn; that two of the eight do has a probability of .0027, three .00005.
TEST_CASE("reference: controls do not alarm, the main splits do", "[reference]") {
  std::uint64_t controls = 0;
  std::uint64_t alarmed = 0;
  for (const reference::dataset& set : reference::all())
    for (const json& comparison : set.comparisons) {
      const bool control = comparison["name"] == "control";
      if (!control && comparison["name"] != "main") continue;
      CAPTURE(set.name);
      const reference::sides sides = reference::select(set.data, comparison);
      std::vector<std::string> names;
      for (const auto& item : comparison["columns"].items()) names.push_back(item.key());
      std::vector<std::vector<double>> numbers;
      std::vector<std::vector<std::string_view>> words;
      numbers.reserve(2 * names.size());  // views of them are kept
      words.reserve(2 * names.size());
      const auto columns_of = [&](const reference::rows& rows) {
        std::vector<leeway::column> columns;
        for (const std::string& name : names) {
          if (comparison["columns"][name]["type"] == "numeric") {
            numbers.push_back(reference::numbers(set.data, name, rows));
            columns.push_back({name, span(numbers.back())});
          } else {
            words.push_back(reference::texts(set.data, name, rows));
            columns.push_back({name, std::span<const std::string_view>(words.back())});
          }
        }
        return columns;
      };
      const std::vector<leeway::column> past = columns_of(sides.baseline);
      const std::vector<leeway::column> live = columns_of(sides.window);
      leeway::decision_policy policy;
      policy.shown.clear();
      leeway::table_monitor monitor(leeway::learn(past), live, leeway::since_start{}, policy);
      monitor.observe(live);
      const leeway::report report = monitor.evaluate();
      if (control) {
        ++controls;
        if (report.verdict >= leeway::verdict::warning) {
          ++alarmed;
          for (const leeway::feature_report& feature : report.features)
            if (feature.verdict >= leeway::verdict::warning)
              WARN(set.name << ": " << feature.name << " " << feature.decisive()->what);
        }
      } else if (set.name != "ma_employment_predictions") {  // its drift is small
        CHECK(report.is_drift());
      }
    }
  std::printf("controls: %u of %u reports with a warning or drift\n", static_cast<unsigned>(alarmed),
              static_cast<unsigned>(controls));
  if (controls > 0) CHECK(alarmed <= samples::at_most(controls, 0.01, 1e-4));
}

}  // namespace reference_test
