// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_TEST_RESULT_HPP
#define LEEWAY_BASE_TEST_RESULT_HPP

#include <cstdint>
#include <string_view>

#include <leeway/base/interval.hpp>

namespace leeway {

/// How a p-value was found.
enum class p_method : std::uint8_t {
  none,                        ///< no p-value
  exact,                       ///< the exact law
  urn_monte_carlo,             ///< seeded draws from the urn of baseline-quantile bins
  hypergeometric_monte_carlo,  ///< seeded re-assignments of the pooled records
  asymptotic,                  ///< the limit law
  bound                        ///< never below the exact value
};

constexpr std::string_view to_string(p_method method) noexcept {
  constexpr std::string_view names[] = {"none",       "exact", "urn_monte_carlo", "hypergeometric_monte_carlo",
                                        "asymptotic", "bound"};
  return names[static_cast<std::uint8_t>(method)];
}

/// What a reader of a result should know besides the numbers.
enum class flag : std::uint32_t {
  small_expected = 1,   ///< a cell expects fewer than 5 records and the law used is asymptotic
  ties = 2,             ///< values repeat
  zero_cell = 4,        ///< a cell is empty on one side
  pooled = 8,           ///< rare and unseen categories share one cell
  fewer_groups = 16,    ///< heavy values left fewer groups than asked for
  p_underflow = 32,     ///< the p-value is below 1e-300; its logarithm is exact
  repeated_looks = 64,  ///< asked more often than its windows close
  dependent_rows = 128  ///< rows hang together, or follow a season
};

inline constexpr std::string_view flag_names[] = {"small_expected", "ties",        "zero_cell",      "pooled",
                                                  "fewer_groups",   "p_underflow", "repeated_looks", "dependent_rows"};

class flags {
 public:
  constexpr flags& set(flag f, bool on = true) noexcept {
    if (on) bits_ |= static_cast<std::uint32_t>(f);
    return *this;
  }
  constexpr bool has(flag f) const noexcept { return (bits_ & static_cast<std::uint32_t>(f)) != 0; }
  constexpr std::uint32_t bits() const noexcept { return bits_; }
  friend constexpr bool operator==(flags, flags) = default;

 private:
  std::uint32_t bits_ = 0;
};

/// What a test found: plain data, `no_value` (NaN) wherever there is no value. Logarithms are natural.
struct test_result {
  std::string_view test;  ///< name of the test
  p_method method = p_method::none;
  double statistic = no_value;
  interval statistic_interval{};  ///< certified: holds the value that the raw records would give
  double log_p_value = no_value;
  interval log_p_interval{};  ///< p-values at the ends of `statistic_interval`
  double degrees_of_freedom = no_value;
  double effect = no_value;      ///< the size of the change, in the unit the test's page names
  interval effect_interval{};    ///< 95 %
  std::uint64_t baseline_n = 0;  ///< present records that took part
  std::uint64_t window_n = 0;
  leeway::flags flags{};
};

}  // namespace leeway

#endif
