// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_REPORTS_HPP
#define LEEWAY_TESTS_CALIBRATION_REPORTS_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <leeway/monitor/evaluate.hpp>

#include "calibration/size.hpp"

/// The two guarantees of the verdict rule, asked of whole reports.
namespace calibration {

/// A table that is drawn column by column, with its window.
class drawn_table {
 public:
  /// Missing values come on top of the present ones.
  template <class Law>
  void add(random_stream& random, const Law& then, const Law& now, const place& where, double missing_then = 0.0,
           double missing_now = 0.0) {
    const auto feature = draw_past(random, then, where.n);
    auto parts = feature.parts();
    parts.name = "column " + std::to_string(past_.size());
    parts.role = leeway::role::feature;
    parts.statistics.observe_missing(leeway::law::binomial_variate(random, where.n, missing_then));
    leeway::counts live = draw_live(random, now, feature.cells(), where.m);
    live.add(live.size(), leeway::law::binomial_variate(random, where.m, missing_now));
    past_.emplace_back(leeway::feature_baseline(std::move(parts)));
    live_.push_back(std::move(live));
  }

  leeway::report report(const place& where, const leeway::decision_policy& policy) const {
    const leeway::baseline table({}, where.n, past_);
    leeway::window window(table);
    for (std::size_t i = 0; i < live_.size(); ++i) window.column(i) = leeway::column_statistics(live_[i]);
    window.add_rows(where.m);
    return leeway::evaluate(table, window, policy);
  }

 private:
  std::vector<leeway::any_feature> past_{};
  std::vector<leeway::counts> live_{};
};

inline leeway::decision_policy policy_of_run(const effort& how, std::uint64_t run) {
  leeway::decision_policy policy;
  policy.shown.clear();
  policy.tests = options_of_run(how, run);
  return policy;
}

/// Whether any finding would be called under other tolerances and another significance.
inline bool any_called(const leeway::report& report, const leeway::tolerances& allowed, double significance) {
  for (const leeway::feature_report& feature : report.features)
    for (leeway::finding found : feature.findings) {
      found.tolerance = allowed[found.question];
      if (leeway::judge(found, significance) >= leeway::verdict::warning) return true;
    }
  return false;
}

/// The first guarantee: reports of calm tables with any warning or drift. The columns take the laws of the grid in
/// turn, 2 % of each missing. Without tolerances only the significance stands between chance and an alarm.
inline tally calm_reports(std::size_t columns, const place& where, const effort& how) {
  const std::vector<numeric_law> numbers = numeric_laws();
  const std::vector<category_law> categories = category_laws();
  const leeway::tolerances none{{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
  return repeat(where, how, [&](random_stream& random, std::uint64_t run, tally& all) {
    drawn_table table;
    for (std::size_t i = 0; i < columns; ++i) {
      const std::size_t turn = i % (numbers.size() + categories.size());
      if (turn < numbers.size())
        table.add(random, numbers[turn], numbers[turn], where, 0.02, 0.02);
      else
        table.add(random, categories[turn - numbers.size()], categories[turn - numbers.size()], where, 0.02, 0.02);
    }
    const leeway::report report = table.report(where, policy_of_run(how, run));
    all.add("no_tolerance", 0.05, any_called(report, none, 0.05));
    all.add("no_tolerance", 0.01, any_called(report, none, 0.01));
    all.add("default_tolerance", 0.01, any_called(report, {}, 0.01));
  });
}

namespace detail {

/// One cell gains from all others.
inline samples::shares raise(samples::shares law, std::size_t cell, double rise) {
  const double factor = rise / (1.0 - law[cell]);
  const double before = law[cell];
  for (double& share : law) share *= 1.0 - factor;
  law[cell] = before + rise;
  return law;
}

/// Every second cell gives to its neighbour, in proportion to what it has.
inline samples::shares pass_on(samples::shares law, double moved) {
  double all = 0.0;
  for (std::size_t k = 1; k < law.size(); k += 2) all += law[k];
  for (std::size_t k = 1; k < law.size(); k += 2) {
    const double part = law[k] * moved / all;
    law[k - 1] += part;
    law[k] -= part;
  }
  return law;
}

}  // namespace detail

/// The second guarantee: each question asked of a column that changed by just under the tolerance of its warning, or of
/// its drift; called all the same is an error. Rare p-values are not needed here: a tenth of the draws will do.
inline tally below_tolerance(bool of_drift, const place& where, const effort& how) {
  const leeway::tolerances allowed;
  const auto just_under = [&](leeway::question asked) {
    return (of_drift ? allowed[asked].drift : allowed[asked].warning) - 0.0001;
  };
  const category_law ten{.name = "ten", .shares = samples::equal(10)};
  const category_law twenty{.name = "twenty", .shares = samples::equal(20)};
  const category_law spread{.name = "ten",
                            .shares = detail::pass_on(ten.shares, just_under(leeway::question::distribution))};
  const category_law spike{.name = "twenty",
                           .shares = detail::raise(twenty.shares, 7, just_under(leeway::question::spike))};
  category_law news = ten;
  news.beyond = [](random_stream& random) { return 100 + random.below(3); };
  news.beyond_share = just_under(leeway::question::unseen);
  return repeat(where, how, [&](random_stream& random, std::uint64_t run, tally& all) {
    drawn_table table;
    table.add(random, uneven_halves(0.0), uneven_halves(just_under(leeway::question::distribution)), where);
    table.add(random, ten, spread, where);
    table.add(random, ten, ten, where, 0.05, 0.05 + just_under(leeway::question::missing));
    table.add(random, ten, news, where);
    table.add(random, twenty, spike, where);
    effort less = how;
    less.most_draws /= 10;
    const leeway::report report = table.report(where, policy_of_run(less, run));
    const leeway::verdict wrong = of_drift ? leeway::verdict::drift : leeway::verdict::warning;
    constexpr std::pair<leeway::question, const char*> asked[] = {
        {leeway::question::distribution, "distribution_of_numbers"},
        {leeway::question::distribution, "distribution_of_categories"},
        {leeway::question::missing, "missing"},
        {leeway::question::unseen, "unseen"},
        {leeway::question::spike, "spike"}};
    for (std::size_t i = 0; i < report.features.size(); ++i)
      for (const leeway::finding& found : report.features[i].findings)
        if (found.question == asked[i].first) all.add(asked[i].second, 0.05, found.verdict >= wrong);
  });
}

}  // namespace calibration

#endif
