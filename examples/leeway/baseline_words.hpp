// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_BASELINE_WORDS_HPP
#define LEEWAY_PROGRAM_BASELINE_WORDS_HPP

#include <string>

#include <leeway/baseline/baseline.hpp>

/// A baseline in words, for people.
namespace program {

/// What was learned, in a few lines.
std::string learned_text(const leeway::baseline& past);
/// Where it comes from, and a line a column.
std::string baseline_text(const leeway::baseline& past);
/// One column: values, tenths or categories with their shares.
std::string column_text(const leeway::baseline& past, const leeway::any_feature& feature);

}  // namespace program

#endif
