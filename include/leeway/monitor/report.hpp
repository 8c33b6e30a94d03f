// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_REPORT_HPP
#define LEEWAY_MONITOR_REPORT_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/constraints/violation.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/drift/contribution.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace leeway {

/// A test as it is shown: with what each cell added.
struct shown_test {
  test_result result{};
  bool decides = false;
  std::vector<contribution> contributions{};
};

/// Records of one side of a feature.
struct side_summary {
  std::uint64_t present = 0;
  std::uint64_t missing = 0;
  std::uint64_t unseen = 0;   ///< values that no baseline record has
  std::uint64_t invalid = 0;  ///< could not be read as the feature's type
  std::uint64_t infinite = 0;
  leeway::moments moments{};  ///< of finite numbers
  double smallest = no_value;
  double largest = no_value;
};

/// Shares of both sides in at most ten groups of about equal baseline mass, for a picture.
struct decile {
  double baseline_share = no_value;
  double window_share = no_value;
};

/// What is said of one feature.
struct feature_report {
  std::string name{};
  bool numeric = true;
  leeway::value_type value_type = leeway::value_type::float64;
  leeway::role role = leeway::role::feature;
  std::string remark{};  ///< why it was not tested, or what learning noticed
  bool in_window = true;
  leeway::verdict verdict = leeway::verdict::too_few;  ///< also where nothing was asked: see `tested()`
  side_summary baseline{};
  side_summary window{};
  std::vector<finding> findings{};  ///< a question each; none when it is not tested
  std::vector<shown_test> tests{};
  std::vector<decile> deciles{};      ///< numeric only
  double design_effect = 1.0;         ///< p-values and intervals are those of so many times fewer rows
  double rank_error = 0.0;            ///< how far the baseline's cumulated shares may be off; tests allow for it
  double own_dependence = no_value;   ///< how much more the baseline's own windows vary than independent rows would
  double simple_distance = no_value;  ///< what Model Monitor calls `Simple`: D of numbers, L-infinity of categories
  double robust_distance = no_value;  ///< the same less its allowance for small samples, `Robust`

  bool tested() const noexcept { return role == leeway::role::feature; }
  bool is_drift() const noexcept { return verdict == leeway::verdict::drift; }
  /// The finding behind the verdict: the worst one, of several alarms the surest, else the first; null when there is
  /// none.
  const finding* decisive() const noexcept {
    const finding* best = nullptr;
    for (const finding& f : findings) {
      const bool surer = best != nullptr && f.verdict == best->verdict && f.verdict >= leeway::verdict::warning &&
                         f.log_p_value < best->log_p_value;
      if (best == nullptr || f.verdict > best->verdict || surer) best = &f;
    }
    return best;
  }
};

/// What is said of a window: plain data, to be printed, stored or routed.
struct report {
  std::string library_version{};
  std::string baseline_name{};
  std::uint64_t baseline_rows = 0;
  std::uint64_t baseline_fingerprint = 0;
  std::string window_name{};
  std::uint64_t window_rows = 0;
  std::string window_begin{};  ///< ISO 8601; empty where windows have no time
  std::string window_end{};
  bool cut_short = false;        ///< judged before its end
  bool no_rows = false;          ///< rows were expected and none came
  std::uint64_t usual_rows = 0;  ///< of the baseline's own windows of this length, the median; 0: not known
  std::uint64_t late_rows = 0;   ///< came after their window had been closed, since the last report
  double significance = no_value;
  leeway::correction correction = leeway::correction::holm;
  std::size_t family = 0;  ///< questions asked, over all features; fixed by the baseline
  leeway::verdict verdict = leeway::verdict::too_few;
  std::vector<feature_report> features{};  ///< every feature of the baseline, in its order
  std::vector<std::string> missing_columns{};
  std::vector<std::string> extra_columns{};
  std::vector<violation> violations{};

  bool is_drift() const noexcept { return verdict == leeway::verdict::drift; }
  const feature_report* find(std::string_view name) const noexcept {
    for (const feature_report& f : features)
      if (f.name == name) return &f;
    return nullptr;
  }
};

}  // namespace leeway

#endif
