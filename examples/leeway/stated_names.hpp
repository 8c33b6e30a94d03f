// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_STATED_NAMES_HPP
#define LEEWAY_PROGRAM_STATED_NAMES_HPP

#include <string>

#include <leeway/baseline/baseline.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/interop/json_schema_file.hpp>

/// Names in files that people write: one that is misspelt would otherwise be a rule that nobody keeps and nobody misses.
namespace program {

/// Throws `std::invalid_argument` where a schema has a domain or tolerances for a column that neither the baseline nor
/// its constraints have.
void require_known_columns(const leeway::schema_file& stated, const std::string& file, const leeway::baseline& past,
                           const leeway::constraints& wanted);

/// Says on standard error which constraints are of no column of the baseline: those that look misspelt, and those that
/// only a person can have written.
void warn_of_unknown_columns(const leeway::constraints& wanted, const std::string& file, const leeway::baseline& past);

}  // namespace program

#endif
