// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_PLANNED_QUESTION_HPP
#define LEEWAY_MONITOR_PLANNED_QUESTION_HPP

#include <cstdint>

#include <leeway/base/interval.hpp>
#include <leeway/decision/question.hpp>

namespace leeway {

/// How clearly a move is to be called: as a real one, surely above the warning tolerance, or above the drift tolerance.
enum class plan_level : std::uint8_t { real, warning, drift };

/// What a window of some size would show with a power of 80 %: shares of rows; 1 where no move would do.
struct planned_question {
  leeway::question question = leeway::question::distribution;
  leeway::tolerance tolerance{};
  double real = no_value;     ///< the smallest move that is surely one
  double warning = no_value;  ///< that is surely above the warning tolerance
  double drift = no_value;    ///< that is surely above the drift tolerance

  double move(plan_level level) const noexcept {
    return level == plan_level::real ? real : level == plan_level::warning ? warning : drift;
  }
};

}  // namespace leeway

#endif
