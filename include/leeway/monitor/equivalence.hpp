// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_EQUIVALENCE_HPP
#define LEEWAY_MONITOR_EQUIVALENCE_HPP

#include <string>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/monitor/report.hpp>

namespace leeway {

/// A question that leaves open whether something moved by a share of rows.
struct possible_move {
  std::string feature{};
  leeway::question question = leeway::question::distribution;
  double at_most = no_value;  ///< upper end of the 95 % interval; no value where nothing could be compared
};

/** What may have moved by `share` of rows or more, question by question: those whose 95 % interval does not lie below
    it. When nothing is left, all questions of the report moved certainly by less, which is more than that none alarmed.

  Errors: that a question is missing from the list although it moved by `share` or more has a probability of at most 2.5
  %. So has that nothing is left although some question moved by so much, however many questions there are and whatever
  ties them together: the one that moved would have to be missing. No correction is needed (intersection-union, Berger
  1982). Features that are not tested are not asked, and not listed. O(questions).
    @throws std::invalid_argument when `share` is not above 0 and at most 1 */
[[nodiscard]] inline std::vector<possible_move> not_certainly_below(const report& judged, double share) {
  if (!(share > 0.0 && share <= 1.0))
    detail::throw_invalid_argument("not_certainly_below: share = " + detail::exact_text(share) +
                                   ", wanted a share of rows");
  std::vector<possible_move> open;
  for (const feature_report& feature : judged.features)
    for (const finding& found : feature.findings) {
      const double upper = found.effect_interval.upper;
      if (detail::is_nan(upper) || upper >= share) open.push_back({feature.name, found.question, upper});
    }
  return open;
}

}  // namespace leeway

#endif
