// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_EVALUATE_HPP
#define LEEWAY_MONITOR_EVALUATE_HPP

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/cells/grouping.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/l_infinity.hpp>
#include <leeway/law/null_tables.hpp>
#include <leeway/monitor/feature_questions.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/window/window.hpp>

namespace leeway {
namespace detail {

template <cells C>
side_summary summarize(const feature_baseline<C>& feature, const column_statistics& statistics) {
  side_summary side;
  side.present = statistics.counts().present();
  side.missing = statistics.counts().missing();
  side.unseen = has_unseen_question(feature) ? unseen_records(feature, statistics.counts()) : 0;
  side.invalid = statistics.invalid();
  side.infinite = statistics.infinite();
  side.moments = statistics.moments();
  if constexpr (std::same_as<C, numeric_cells>)
    if (!statistics.extremes().empty()) {
      side.smallest = feature.cells().value(statistics.extremes().lowest());
      side.largest = feature.cells().value(statistics.extremes().highest());
    }
  return side;
}

inline std::vector<decile> deciles(const counts& a, const counts& b) {
  std::vector<decile> result;
  const std::uint64_t n = a.present();
  const std::uint64_t m = b.present();
  if (n == 0 || m == 0) return result;
  const grouping groups = grouping::by_mass(a.cells(), 10);
  std::vector<std::uint64_t> baseline(groups.size());
  std::vector<std::uint64_t> live(groups.size());
  groups.sum(a.cells(), baseline);
  groups.sum(b.cells(), live);
  for (std::size_t k = 0; k < groups.size(); ++k) result.push_back({share(baseline[k], n), share(live[k], m)});
  return result;
}

/// The distance as Model Monitor has it, unseen categories as cells of their own.
template <cells C>
void set_distances(feature_report& report, const counts& a, const counts& b) {
  report.simple_distance = std::same_as<C, numeric_cells> ? kolmogorov_smirnov_distance(a.cells(), b.cells())
                                                          : l_infinity_distance(a.cells(), b.cells());
  if (a.present() > 0 && b.present() > 0)
    report.robust_distance = robust_distance(report.simple_distance, a.present(), b.present());
}

template <cells C>
feature_report describe(const feature_baseline<C>& feature, const column_statistics& live) {
  feature_report report;
  report.name = std::string(feature.name());
  report.role = feature.role();
  report.remark = std::string(feature.remark());
  report.rank_error = feature.rank_error();
  report.baseline = summarize(feature, feature.statistics());
  report.window = summarize(feature, live);
  set_distances<C>(report, feature.counts(), live.counts());
  report.in_window = live.counts().present() + live.counts().missing() + live.invalid() > 0;
  if constexpr (std::same_as<C, numeric_cells>) {
    report.value_type = feature.cells().type();
    report.deciles = deciles(feature.counts(), live.counts());
  } else {
    report.numeric = false;
    report.value_type = value_type::text;
  }
  return report;
}

}  // namespace detail

/** Gives reports of windows that were counted against one baseline. Everything that does not depend on the window is
    done at construction. One evaluator is for one thread. */
class evaluator {
 public:
  /// @throws std::invalid_argument for a policy that makes no sense
  explicit evaluator(baseline past, decision_policy policy = {}) : past_(std::move(past)), policy_(std::move(policy)) {
    policy_.validate();
    const law::null_tables tables = tables_of(past_, policy_);
    for (const any_feature& f : past_.features())
      std::visit([&](const auto& one) { questions_.emplace_back(feature_questions(one, policy_, tables)); }, f);
    for (const any_questions& q : questions_) family_ += std::visit([](const auto& one) { return one.size(); }, q);
  }

  evaluator(const evaluator&) = delete;  // bound tests hold scratch of their own
  evaluator(evaluator&&) = default;

  const baseline& past() const noexcept { return past_; }
  const decision_policy& policy() const noexcept { return policy_; }
  /// How many questions a report asks.
  std::size_t family() const noexcept { return family_; }

  /// @throws std::invalid_argument when the window was counted against another baseline
  [[nodiscard]] report operator()(const window& live) {
    if (live.fingerprint() != past_.fingerprint())
      detail::throw_invalid_argument("evaluate: window \"" + std::string(live.name()) +
                                     "\" was counted against another baseline");
    report result = head(live);
    std::vector<double> log_p_values;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      std::visit([&](auto& one) { ask(one, live.columns()[i], result); }, questions_[i]);
      for (const finding& found : result.features.back().findings) log_p_values.push_back(found.log_p_value);
    }
    correct(result, log_p_values);
    result.verdict = verdict::stable;
    bool asked = false;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      feature_report& feature = result.features[i];
      if (feature.findings.empty()) continue;
      std::visit(
          [&](auto& one) {
            one.judge_all(one.feature().counts(), live.columns()[i].counts(), policy_.significance, family_, feature);
          },
          questions_[i]);
      result.verdict = worst(result.verdict, feature.verdict);
      asked = true;
    }
    if (!asked) result.verdict = verdict::too_few;
    return result;
  }

 private:
  using any_questions = std::variant<feature_questions<numeric_cells>, feature_questions<category_cells>>;

  /// Columns without missing values share one urn; a few others are remembered from window to window.
  static law::null_tables tables_of(const baseline& past, const decision_policy& policy) {
    std::size_t urns = 0;
    std::size_t cells = (std::max)(policy.tests.grouped.groups, detail::cramer_von_mises_policy::most_groups);
    for (const any_feature& f : past.features()) {
      if (std::holds_alternative<numeric_feature>(f))
        urns = (std::min)(urns + 1, std::size_t{4});
      else
        cells = (std::max)(cells, std::get<category_feature>(f).cells().size());
    }
    return law::null_tables(urns, cells);
  }

  report head(const window& live) const {
    report result;
    result.library_version = std::string(version);
    result.baseline_name = past_.origin().name;
    result.baseline_rows = past_.rows();
    result.baseline_fingerprint = past_.fingerprint();
    result.window_name = std::string(live.name());
    result.window_rows = live.rows();
    result.significance = policy_.significance;
    result.correction = policy_.correction;
    result.family = family_;
    return result;
  }

  template <cells C>
  static void ask(feature_questions<C>& questions, const column_statistics& live, report& result) {
    feature_report feature = detail::describe(questions.feature(), live);
    questions.ask(questions.feature().counts(), live.counts(), feature);
    result.features.push_back(std::move(feature));
  }

  void correct(report& result, std::span<const double> log_p_values) const {
    const std::vector<double> adjusted = adjust(log_p_values, policy_.correction, family_);
    std::size_t next = 0;
    for (feature_report& feature : result.features)
      for (finding& found : feature.findings) found.adjusted_log_p_value = adjusted[next++];
  }

  baseline past_;
  decision_policy policy_;
  std::vector<any_questions> questions_;
  std::size_t family_ = 0;
};

/// One report of one window. For many windows keep an `evaluator`.
[[nodiscard]] inline report evaluate(const baseline& past, const window& live, const decision_policy& policy = {}) {
  return evaluator(past, policy)(live);
}

}  // namespace leeway

#endif
