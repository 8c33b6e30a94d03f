// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DECISION_QUESTION_HPP
#define LEEWAY_DECISION_QUESTION_HPP

#include <cstdint>
#include <string_view>

namespace leeway {

/// What is asked of a feature. Each question has one deciding test, and an effect that is a share of rows.
enum class question : std::uint8_t { distribution, missing, unseen, spike };

constexpr std::string_view to_string(question q) noexcept {
  constexpr std::string_view names[] = {"distribution", "missing", "unseen", "spike"};
  return names[static_cast<std::uint8_t>(q)];
}

/// How large a change, as a share of rows, is worth a warning, and how large is drift.
struct tolerance {
  double warning = 0.05;
  double drift = 0.10;
};

struct tolerances {
  leeway::tolerance distribution{0.05, 0.10};
  leeway::tolerance missing{0.01, 0.05};
  leeway::tolerance unseen{0.01, 0.05};
  leeway::tolerance spike{0.02, 0.05};

  constexpr leeway::tolerance& operator[](question q) noexcept {
    return q == question::distribution ? distribution
           : q == question::missing    ? missing
           : q == question::unseen     ? unseen
                                       : spike;
  }
  constexpr const leeway::tolerance& operator[](question q) const noexcept {
    return q == question::distribution ? distribution
           : q == question::missing    ? missing
           : q == question::unseen     ? unseen
                                       : spike;
  }
};

}  // namespace leeway

#endif
