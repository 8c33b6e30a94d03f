// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DECISION_POLICY_HPP
#define LEEWAY_DECISION_POLICY_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/drift/any_test.hpp>
#include <leeway/drift/moment_test.hpp>

namespace leeway {

/// How a report decides. The defaults are meant to be right.
struct decision_policy {
  double significance = 0.01;  ///< of the whole report: calm data show any warning or drift at most this often
  leeway::correction correction = leeway::correction::holm;
  leeway::tolerances tolerances{};
  /// Tolerances of single features, by name.
  std::vector<std::pair<std::string, leeway::tolerances>> feature_tolerances{};
  /// Raise tolerances to what the baseline's own windows showed, where it has any.
  bool own_windows = true;
  test_kind numeric = test_kind::kolmogorov_smirnov;  ///< decides whether the distribution of a numeric feature moved
  test_kind categorical = test_kind::chi_squared;
  /// Tests shown beside the deciding ones; they decide nothing.
  std::vector<test_kind> shown{usual_tests.begin(), usual_tests.end()};
  /// Tests of moments that are shown for numeric features. They never decide: the last places of moments depend on the
  /// order of the rows.
  std::vector<moment_test> shown_moments{};
  test_options tests{};

  const leeway::tolerances& tolerances_of(std::string_view feature) const noexcept {
    for (const auto& [name, own] : feature_tolerances)
      if (name == feature) return own;
    return tolerances;
  }

  /// @throws std::invalid_argument naming the value that makes no sense
  void validate() const {
    if (!(significance > 0.0 && significance < 1.0))
      detail::throw_invalid_argument("significance = " + std::to_string(significance) + " is not within 0 and 1");
    check(tolerances);
    for (const auto& own : feature_tolerances) check(own.second);
    if (needs_order(categorical))
      detail::throw_invalid_argument(std::string(to_string(categorical)) +
                                     " cannot decide for categories: they have no order");
    if (tests.grouped.groups < 2)
      detail::throw_invalid_argument("groups = " + std::to_string(tests.grouped.groups) + ": wanted at least 2");
    if (tests.grouped.effort.most_draws == 0) detail::throw_invalid_argument("most_draws = 0: wanted at least 1");
  }

 private:
  static void check(const leeway::tolerances& all) {
    for (question q : {question::distribution, question::missing, question::unseen, question::spike}) {
      const tolerance& one = all[q];
      if (!(one.warning >= 0.0 && one.warning <= one.drift && one.drift <= 1.0))
        detail::throw_invalid_argument("tolerance " + std::to_string(one.warning) + ", " + std::to_string(one.drift) +
                                       " of " + std::string(to_string(q)) + ": wanted 0 <= warning <= drift <= 1");
    }
  }
};

}  // namespace leeway

#endif
