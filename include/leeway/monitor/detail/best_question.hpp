// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_BEST_QUESTION_HPP
#define LEEWAY_MONITOR_DETAIL_BEST_QUESTION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <leeway/base/interval.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/monitor/feature_questions.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/resized.hpp>

namespace leeway::detail {

/// The question that sees a change of a feature in the smallest window, or the one that comes closest.
struct best_question {
  question what = question::distribution;
  double moved = no_value;  ///< share of rows
  std::optional<std::uint64_t> rows{};
};

/// The smallest number of rows, within 1 %, for which `suffices(rows)`, which holds from some number on; nothing when
/// that is beyond 2^32. About 12 calls.
template <class Suffices>
std::optional<std::uint64_t> fewest_rows(Suffices&& suffices) {
  int low = 3;
  int high = 32;
  if (!suffices(std::uint64_t{1} << high)) return std::nullopt;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    (suffices(std::uint64_t{1} << middle) ? high : low) = middle;
  }
  std::uint64_t too_few = std::uint64_t{1} << low;
  std::uint64_t enough = std::uint64_t{1} << high;
  while (enough - too_few > 1 + enough / 100) {
    const std::uint64_t middle = too_few + (enough - too_few) / 2;
    (suffices(middle) ? enough : too_few) = middle;
  }
  return enough;
}

/// `changed`: records of the feature after the change, all there are. A window of `rows` is taken to be like the
/// baseline but for the change.
template <cells C>
best_question find_best_question(feature_questions<C>& asked, const counts& changed, const tolerances& wanted,
                                 double log_significance) {
  const counts& past = asked.feature().counts();
  best_question best;
  for (std::size_t q = 0; q < asked.size(); ++q) {
    const double tolerated = wanted[asked.question_at(q)].warning;
    best_question next{asked.question_at(q), asked.share_moved(q, past, changed).value, {}};
    if (next.moved > tolerated)
      next.rows = fewest_rows([&](std::uint64_t rows) {
        return asked.smallest_effect(q, past, resized(past, rows), log_significance, tolerated) <= next.moved;
      });
    const bool sooner = next.rows && (!best.rows || *next.rows < *best.rows);
    const bool nearer = !next.rows && !best.rows && !(next.moved <= best.moved);
    if (sooner || nearer) best = next;
  }
  return best;
}

}  // namespace leeway::detail

#endif
