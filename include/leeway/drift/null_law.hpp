// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_NULL_LAW_HPP
#define LEEWAY_DRIFT_NULL_LAW_HPP

#include <cstdint>

namespace leeway {

/// Which null law gives a test on groups its p-values. The other tests have one law each and take none.
enum class null_law : std::uint8_t {
  automatic,    ///< Monte Carlo while a cell expects fewer than 100 records on a side, the limit law beyond
  monte_carlo,  ///< seeded draws from the urn or from re-assignments
  asymptotic    ///< the limit law at every size, as other tools have it
};

/// How far Monte Carlo goes. The seed is part of the result: the same counts always give the same p-value.
struct monte_carlo_effort {
  std::uint64_t most_draws = 9'999;
  std::uint64_t seed = 0x1ee'3a7;
  std::uint64_t enough_exceedances =
      200;  ///< a p-value is known well enough (to 7 %) after so many draws beyond what was seen
};

}  // namespace leeway

#endif
