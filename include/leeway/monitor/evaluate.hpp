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

/// What a report says of a feature besides its questions. What does not depend on the window is found once.
template <cells C>
class feature_description {
 public:
  explicit feature_description(const feature_baseline<C>& feature)
      : feature_(feature), asks_unseen_(has_unseen_question(feature)) {
    baseline_ = summarize(feature.statistics());
    if (baseline_.present > 0 && std::same_as<C, numeric_cells>) set_deciles();
  }

  const feature_baseline<C>& feature() const noexcept { return feature_; }

  /// All but the distances.
  feature_report operator()(const column_statistics& live) const {
    feature_report report;
    report.name = std::string(feature_.name());
    report.role = feature_.role();
    report.remark = std::string(feature_.remark());
    report.rank_error = feature_.rank_error();
    report.baseline = baseline_;
    report.window = summarize(live);
    report.in_window = report.window.present + report.window.missing + live.invalid() > 0;
    if constexpr (std::same_as<C, numeric_cells>) {
      report.value_type = feature_.cells().type();
      if (report.window.present > 0) report.deciles = deciles(live.counts(), report.window.present);
    } else {
      report.numeric = false;
      report.value_type = value_type::text;
    }
    return report;
  }

  /// The distance as Model Monitor has it, unseen categories as cells of their own. D is known where that test was
  /// asked about all rows.
  void set_distances(const counts& live, feature_report& report) const {
    const counts& past = feature_.counts();
    const bool known = !report.tests.empty() && report.tests.front().result.test == kolmogorov_smirnov::name &&
                       !(report.design_effect > 1.0);
    if (known)
      report.simple_distance = report.tests.front().result.statistic;
    else
      report.simple_distance = std::same_as<C, numeric_cells> ? kolmogorov_smirnov_distance(past.cells(), live.cells())
                                                              : l_infinity_distance(past.cells(), live.cells());
    if (report.baseline.present > 0 && report.window.present > 0)
      report.robust_distance = robust_distance(report.simple_distance, report.baseline.present, report.window.present);
  }

 private:
  side_summary summarize(const column_statistics& statistics) const {
    side_summary side;
    side.present = total(statistics.counts().cells());
    side.missing = statistics.counts().missing();
    side.unseen = asks_unseen_ ? unseen_records(feature_, statistics.counts()) : 0;
    side.invalid = statistics.invalid();
    side.infinite = statistics.infinite();
    side.moments = statistics.moments();
    if constexpr (std::same_as<C, numeric_cells>)
      if (!statistics.extremes().empty()) {
        side.smallest = feature_.cells().value(statistics.extremes().lowest());
        side.largest = feature_.cells().value(statistics.extremes().highest());
      }
    return side;
  }

  void set_deciles() {
    const std::span<const std::uint64_t> row = feature_.counts().cells();
    deciles_ = grouping::by_mass(row, 10);
    for (std::uint64_t records : in_deciles(row)) decile_shares_.push_back(share(records, baseline_.present));
  }

  std::vector<std::uint64_t> in_deciles(std::span<const std::uint64_t> row) const {
    std::vector<std::uint64_t> result(deciles_.size());
    deciles_.sum(row, result);
    return result;
  }

  std::vector<decile> deciles(const counts& live, std::uint64_t present) const {
    std::vector<decile> result;
    result.reserve(deciles_.size());
    const std::vector<std::uint64_t> records = in_deciles(live.cells());
    for (std::size_t k = 0; k < decile_shares_.size(); ++k)
      result.push_back({decile_shares_[k], share(records[k], present)});
    return result;
  }

  feature_baseline<C> feature_;
  bool asks_unseen_;
  side_summary baseline_{};
  grouping deciles_;
  std::vector<double> decile_shares_;
};

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
      std::visit([&](const auto& one) { asked_.emplace_back(asked_feature(one, policy_, tables)); }, f);
    for (const any_asked& f : asked_) family_ += std::visit([](const auto& one) { return one.questions.size(); }, f);
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
    result.features.reserve(asked_.size());
    std::vector<double> log_p_values;
    log_p_values.reserve(family_);
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      std::visit([&](auto& one) { ask(one, live.columns()[i], result); }, asked_[i]);
      for (const finding& found : result.features.back().findings) log_p_values.push_back(found.log_p_value);
    }
    correct(result, log_p_values);
    result.verdict = verdict::stable;
    bool asked = false;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      feature_report& feature = result.features[i];
      if (feature.findings.empty()) continue;
      std::visit([&](const auto& one) { one.questions.judge_all(policy_.significance, feature); }, asked_[i]);
      result.verdict = worst(result.verdict, feature.verdict);
      asked = true;
    }
    if (!asked) result.verdict = verdict::too_few;
    return result;
  }

 private:
  template <cells C>
  struct asked_feature {
    asked_feature(const feature_baseline<C>& feature, const decision_policy& policy, const law::null_tables& tables)
        : description(feature), questions(feature, policy, tables) {}
    detail::feature_description<C> description;
    feature_questions<C> questions;
  };
  using any_asked = std::variant<asked_feature<numeric_cells>, asked_feature<category_cells>>;

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
  void ask(asked_feature<C>& asked, const column_statistics& live, report& result) const {
    feature_report& feature = result.features.emplace_back(asked.description(live));
    asked.questions.ask(asked.description.feature().counts(), live.counts(), policy_.significance, family_, feature);
    asked.description.set_distances(live.counts(), feature);
  }

  void correct(report& result, std::span<const double> log_p_values) const {
    const std::vector<double> adjusted = adjust(log_p_values, policy_.correction, family_);
    std::size_t next = 0;
    for (feature_report& feature : result.features)
      for (finding& found : feature.findings) found.adjusted_log_p_value = adjusted[next++];
  }

  baseline past_;
  decision_policy policy_;
  std::vector<any_asked> asked_;
  std::size_t family_ = 0;
};

/// One report of one window. For many windows keep an `evaluator`.
[[nodiscard]] inline report evaluate(const baseline& past, const window& live, const decision_policy& policy = {}) {
  return evaluator(past, policy)(live);
}

}  // namespace leeway

#endif
