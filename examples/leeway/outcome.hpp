// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_OUTCOME_HPP
#define LEEWAY_PROGRAM_OUTCOME_HPP

#include <optional>
#include <string>
#include <vector>

#include <leeway/monitor/report.hpp>

#include "commands.hpp"

namespace program {

/// What one report or many mean for the shell.
class outcome {
 public:
  /// `fail_on`: any of "warning", "drift", "violation", "too_few", and "uncertain": some question is not certainly below
  /// that share. Throws `std::invalid_argument` for another word, or for "uncertain" without a share.
  explicit outcome(std::vector<std::string> fail_on, std::optional<double> certainly_below = std::nullopt);

  void add(const leeway::report& report);
  /// A window that could not be judged: nothing of it is known.
  void add_not_judged();
  /// `found` when a report had what was named; `could_not_judge` when no column of any could be judged.
  exit_code code() const noexcept { return found_ ? found : judged_ ? done : could_not_judge; }

 private:
  std::vector<std::string> fail_on_;
  std::optional<double> certainly_below_;
  bool found_ = false;
  bool judged_ = false;
};

}  // namespace program

#endif
