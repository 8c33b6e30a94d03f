// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_JUDGE_HPP
#define LEEWAY_PROGRAM_JUDGE_HPP

#include <optional>

#include <leeway/baseline/baseline.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/report.hpp>

#include "live_table.hpp"

namespace program {

/// Gives reports of live tables, with the names of new values and the violations of the constraints. What does not
/// depend on the table is done once.
class judge {
 public:
  /// `pools_nothing`: every category of either side is a cell of its own.
  judge(leeway::baseline past, leeway::decision_policy policy, leeway::constraints wanted, bool pools_nothing);

  leeway::report operator()(const live_table& live);
  /// Of counts alone: nothing is known of how cells were written, and new values have no names.
  leeway::report operator()(const leeway::window& counted);

 private:
  leeway::report evaluate(const live_table& live);

  leeway::baseline past_;
  leeway::decision_policy policy_;
  leeway::constraints wanted_;
  std::optional<leeway::evaluator> evaluate_{};  // none where the cells depend on the table
};

}  // namespace program

#endif
