// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_PLAN_WORDS_HPP
#define LEEWAY_PROGRAM_PLAN_WORDS_HPP

#include <cstdint>
#include <span>
#include <string>

#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/planner.hpp>

/// Plans in words, for people.
namespace program {

/// What was learned, and how many questions a report asks.
std::string plan_head(const leeway::baseline& past, const leeway::planner& plans);
/// For windows of each size the smallest move that is called: in the middle of all columns, and in the worst of them.
std::string sizes_text(leeway::planner& plans, std::span<const std::uint64_t> sizes, bool all);
/// What a window of so many rows shows of each column. `all`: of each question.
std::string moves_text(leeway::planner& plans, std::uint64_t rows, bool all);
/// How many rows a move of this share needs, column by column.
std::string rows_text(leeway::planner& plans, double move, bool all);

}  // namespace program

#endif
