// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_BESIDE_HPP
#define LEEWAY_PROGRAM_BESIDE_HPP

#include <string>
#include <string_view>
#include <vector>

#include <leeway/constraints/constraints.hpp>
#include <leeway/monitor/report.hpp>

#include "text.hpp"

/// The rule of Model Monitor beside our verdict, for those who come from there.
namespace program {

/// Throws `std::invalid_argument` for another name than "model_monitor"; false for none.
bool beside_model_monitor(std::string_view name);

/// Distance, limit, and what the old rule says.
std::vector<text_table::cell> beside_heading();
std::vector<text_table::cell> beside_cells(const leeway::feature_report& feature, const leeway::constraints& wanted);
/// How many columns the old rule calls, and where both do not agree.
std::string beside_text(const leeway::report& report, const leeway::constraints& wanted);

}  // namespace program

#endif
