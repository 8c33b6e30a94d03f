// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_STORED_HPP
#define LEEWAY_PROGRAM_STORED_HPP

#include <optional>
#include <string>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/monitor/report.hpp>

/// What the program has written before.
namespace program {

/// The baseline in a folder, or in a file. Throws naming the file, and the offset for bytes that are no baseline.
leeway::baseline load_baseline(const std::string& path);
/// The seasons beside a baseline; nothing when there are none.
std::optional<leeway::seasonal_baseline> load_seasons(const std::string& path);
/// Where constraints lie beside a baseline.
std::string constraints_beside(const std::string& path);
/// The constraints beside a baseline; nothing when there are none.
std::optional<leeway::constraints> load_constraints(const std::string& path);
/// Constraints that ask for the columns of the baseline and nothing more.
leeway::constraints columns_only(const leeway::baseline& past);

/// A report read back from `drift.json`, as far as it is shown. Throws `leeway::json_error`.
leeway::report load_report(const std::string& path);
/// The share that every question was asked to be certainly below; nothing where none was named.
std::optional<double> certainly_below_in(const std::string& path);

/// The file itself, or the one of that name in the folder.
std::string file_at(const std::string& path, std::string_view name);

}  // namespace program

#endif
