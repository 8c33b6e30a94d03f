// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_CONCEPT_HPP
#define LEEWAY_CELLS_CONCEPT_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace leeway {

/** Where records go to be counted. `index(x)` is below `size()`, or `size()` for a value that is missing; the same
    value always has the same index. Models: `numeric_cells`, `category_cells`. */
template <class C>
concept cells = std::copyable<C> && requires(const C c, typename C::argument x) {
  { c.size() }
  noexcept->std::same_as<std::size_t>;
  { c.index(x) }
  noexcept->std::same_as<std::size_t>;
};

}  // namespace leeway

#endif
