// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_JUDGE_HPP
#define LEEWAY_PROGRAM_JUDGE_HPP

#include <leeway/baseline/baseline.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/report.hpp>

#include "live_table.hpp"

namespace program {

/// The report of a live table, with the names of new values and the violations of the constraints. `pools_nothing`:
/// every category of either side is a cell of its own.
leeway::report judge(const leeway::baseline& past, const live_table& live, const leeway::decision_policy& policy,
                     const leeway::constraints& wanted, bool pools_nothing);

}  // namespace program

#endif
