// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CORE_HPP
#define LEEWAY_CORE_HPP

/// Everything that needs only the standard library: counting, baselines, windows and their bytes.
#include <leeway/config.hpp>
#include <leeway/fwd.hpp>
#include <leeway/version.hpp>

#include <leeway/base/frame.hpp>
#include <leeway/base/instant_text.hpp>
#include <leeway/base/random.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/base/verdict.hpp>

#include <leeway/cells/category_cells.hpp>
#include <leeway/cells/edges.hpp>
#include <leeway/cells/equal_mass.hpp>
#include <leeway/cells/equal_width.hpp>
#include <leeway/cells/grouping.hpp>
#include <leeway/cells/numeric_cells.hpp>

#include <leeway/statistics/column_statistics.hpp>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/baseline/rounded.hpp>
#include <leeway/baseline/seasonal_baseline.hpp>

#include <leeway/window/every.hpp>
#include <leeway/window/period.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/season.hpp>
#include <leeway/window/since_start.hpp>
#include <leeway/window/window.hpp>

#endif
