// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_TEST_NAMES_HPP
#define LEEWAY_PROGRAM_TEST_NAMES_HPP

#include <string_view>

#include <leeway/decision/policy.hpp>

/// What tests are called on the command line and in headings.
namespace program {

/// "ks", "kolmogorov_smirnov", ...; throws `std::invalid_argument` naming the option.
leeway::test_kind parse_test(std::string_view option, std::string_view text);
/// The same, tests of moments included: the name of the test in reports, and `policy` will have it shown.
std::string_view parse_shown(std::string_view option, std::string_view text, leeway::decision_policy& policy);
/// Above a column of statistics, of a test by its name in reports.
std::string_view heading_of(std::string_view test);

}  // namespace program

#endif
