// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LEEWAY_HPP
#define LEEWAY_LEEWAY_HPP

/// Everything but `interop/`, what needs threads (`monitor/row_monitor.hpp`, `monitor/row_learner.hpp`), the rehearsal
/// and metrics, which are included by name.
#include <leeway/core.hpp>

#include <leeway/base/instant_text.hpp>
#include <leeway/baseline/coarsened.hpp>
#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/window/period.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/season.hpp>

#include <leeway/drift/any_test.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/unseen_rate.hpp>

#include <leeway/constraints/evaluate.hpp>
#include <leeway/constraints/observed_table.hpp>
#include <leeway/constraints/suggest.hpp>

#include <leeway/decision/correction.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/decision/policy.hpp>

#include <leeway/monitor/alert_router.hpp>
#include <leeway/monitor/column_monitor.hpp>
#include <leeway/monitor/compare.hpp>
#include <leeway/monitor/constraint_tolerances.hpp>
#include <leeway/monitor/drift_violations.hpp>
#include <leeway/monitor/equivalence.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/own_window_collector.hpp>
#include <leeway/monitor/planner.hpp>
#include <leeway/monitor/table_monitor.hpp>

#endif
