// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_RENAMES_HPP
#define LEEWAY_PROGRAM_RENAMES_HPP

#include <string>

#include <leeway/baseline/schema.hpp>
#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/interop/json_schema_file.hpp>

/// A schema may say what a column was called before; what was learned or stated under the old name then goes by the new.
namespace program {

/// Throws naming the file and the place in it. Nothing is stated where no file is named.
leeway::schema_file load_schema(const std::string& path);

/// As `leeway::renamed` of a baseline, for each season, and for the column that makes them.
leeway::seasonal_baseline renamed(const leeway::seasonal_baseline& seasons, const leeway::schema& wanted);
/// Columns that the constraints do not name are passed over.
void rename(leeway::constraints& stated, const leeway::schema& wanted);

}  // namespace program

#endif
