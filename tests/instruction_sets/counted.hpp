// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_INSTRUCTION_SETS_COUNTED_HPP
#define LEEWAY_TESTS_INSTRUCTION_SETS_COUNTED_HPP

#include <cstddef>
#include <vector>

/// The bytes of a column's statistics, counted by code that was compiled for x86-64-v2, v3 and v4.
std::vector<std::byte> counted_by_v2(const std::vector<double>& past, const std::vector<double>& live);
std::vector<std::byte> counted_by_v3(const std::vector<double>& past, const std::vector<double>& live);
std::vector<std::byte> counted_by_v4(const std::vector<double>& past, const std::vector<double>& live);

#endif
