// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONSTRAINTS_CONSTRAINTS_HPP
#define LEEWAY_CONSTRAINTS_CONSTRAINTS_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/constraints/inferred_type.hpp>

namespace leeway {

/// How large a change of one question is tolerated, as a share of rows: for a warning, and for drift.
struct tolerated_change {
  std::string question{};  ///< `distribution`, `missing`, `unseen` or `spike`
  double warning = 0.0;
  double drift = 0.0;
};

/// What a column has to keep. Suggested from a baseline, edited by people; what is not stated is not checked.
struct feature_constraints {
  std::string name{};
  leeway::inferred_type inferred_type = leeway::inferred_type::unknown;  ///< `unknown`: any
  /// Only cells of exactly the declared class satisfy it, as in Model Monitor: `3` is not fractional, `12` is no
  /// string. False: cells of a narrower class do too, so that mixed columns satisfy the type inferred from them.
  bool exact_type = true;
  std::optional<double> completeness{};  ///< least share of rows with a value
  std::optional<bool> non_negative{};    ///< checked when true
  std::optional<double> minimum{};       ///< inclusive; never suggested
  std::optional<double> maximum{};
  std::vector<std::string> domain{};  ///< the categories that may occur; empty: any
  std::vector<tolerated_change> tolerances{};
  bool evaluate = true;  ///< false: this column is checked for nothing, not even for being there
  bool emit_metrics = true;
};

/** What a table has to keep: plain data, the content of a `constraints.json`. */
struct constraints {
  std::vector<feature_constraints> features{};
  bool evaluate = true;
  bool emit_metrics = true;
  double datatype_check_threshold = 1.0;  ///< least share of present cells that have the declared type
  double domain_content_threshold = 1.0;  ///< least share of present cells that are in the domain
  bool compare_distributions = true;      ///< false: drift is no violation
  double comparison_threshold = 0.1;      ///< tolerated drift of numbers
  std::optional<double> categorical_comparison_threshold = 0.1;  ///< of categories; absent: as of numbers
  std::string comparison_method{"Robust"};                       ///< kept for Model Monitor; decides nothing here
  std::string categorical_drift_method{"LInfinity"};             ///< the same

  const feature_constraints* find(std::string_view name) const noexcept {
    for (const feature_constraints& feature : features)
      if (feature.name == name) return &feature;
    return nullptr;
  }
  feature_constraints* find(std::string_view name) noexcept {
    for (feature_constraints& feature : features)
      if (feature.name == name) return &feature;
    return nullptr;
  }
};

}  // namespace leeway

#endif
