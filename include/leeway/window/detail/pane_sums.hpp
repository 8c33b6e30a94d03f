// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_DETAIL_PANE_SUMS_HPP
#define LEEWAY_WINDOW_DETAIL_PANE_SUMS_HPP

#include <cstdint>
#include <utility>

#include <leeway/baseline/baseline.hpp>
#include <leeway/window/concept.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/// What a monitor keeps of panes that have ended: nothing where windows are not made of panes.
template <window_policy Policy>
struct pane_sums {
  pane_sums(const Policy&, const baseline&) noexcept {}
};

template <paned_window_policy Policy>
struct pane_sums<Policy> {
  pane_sums(const Policy& policy, const baseline& past) : sums(policy.sums(past)) {}

  const window& absorb(const window& pane) noexcept { return sums.absorb(ended++, pane); }

  decltype(std::declval<const Policy&>().sums(std::declval<const baseline&>())) sums;
  std::int64_t ended = 0;
};

}  // namespace leeway::detail

#endif
