// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_REHEARSE_WORDS_HPP
#define LEEWAY_PROGRAM_REHEARSE_WORDS_HPP

#include <cstdint>
#include <string>

#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/rehearsal_result.hpp>

/// A rehearsal in words, for people.
namespace program {

/// What a rehearsal is called.
struct rehearsed_source {
  std::string table{};
  std::string window{};        ///< how long one is: "500 rows", "1d"
  std::uint64_t left_out = 0;  ///< rows at the end that make no whole window
};

/// False alarms, every injection, and every injection in every column: the least seen first, unless `all` at most 20.
std::string rehearsal_text(const leeway::rehearsal_result& result, const leeway::baseline& past,
                           const rehearsed_source& source, bool all);

/// How often each injection is seen, in a few lines.
std::string short_rehearsal_text(const leeway::rehearsal_result& result);

}  // namespace program

#endif
