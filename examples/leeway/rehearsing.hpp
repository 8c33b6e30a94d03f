// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_REHEARSING_HPP
#define LEEWAY_PROGRAM_REHEARSING_HPP

#include <cstdint>
#include <string>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/injection.hpp>
#include <leeway/monitor/rehearsal_result.hpp>

#include "arguments.hpp"
#include "row_windows.hpp"

namespace program {

/// What is put into windows, and how they are judged.
struct rehearsal_plan {
  leeway::decision_policy policy{};
  std::vector<leeway::injection> injections = leeway::default_injections();
  std::vector<std::string> columns{};  ///< the only ones that are changed; none: all that are tested
  std::uint64_t seed = 1;
};

struct rehearsed_windows {
  leeway::rehearsal_result result{};
  std::uint64_t left_out = 0;  ///< rows at the end that make no whole window
  rows_in_no_window lost{};
};

/// Judges each window of a table against all others, as it is and changed. Reads the table once. Throws `std::invalid_argument` for less than two windows.
rehearsed_windows rehearse_table(const leeway::baseline& past, const input_arguments& table,
                                 const window_arguments& windows, const rehearsal_plan& plan);

}  // namespace program

#endif
