// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_MOMENT_TEST_HPP
#define LEEWAY_DRIFT_MOMENT_TEST_HPP

#include <array>
#include <cstdint>
#include <string_view>

#include <leeway/base/test_result.hpp>
#include <leeway/drift/log_variance.hpp>
#include <leeway/drift/welch.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway {

/// Tests that compare the moments of two sides instead of their counts.
enum class moment_test : std::uint8_t { welch, log_variance };

inline constexpr std::array<std::string_view, 2> moment_test_names = {"welch", "log_variance"};

constexpr std::string_view to_string(moment_test test) noexcept {
  return moment_test_names[static_cast<std::uint8_t>(test)];
}

/// Runs the test of that kind.
inline test_result run(moment_test test, const moments& baseline, const moments& window) noexcept {
  return test == moment_test::welch ? welch(baseline, window) : log_variance(baseline, window);
}

}  // namespace leeway

#endif
