// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Categories have no order: the test does not bind to them.
// expects: category_feature
#include <leeway/drift/kolmogorov_smirnov.hpp>

static_assert(leeway::test<leeway::kolmogorov_smirnov, leeway::numeric_cells>);
static_assert(!leeway::test<leeway::kolmogorov_smirnov, leeway::category_cells>);

int main() {
#ifdef LEEWAY_MUST_NOT_COMPILE
  const leeway::category_feature colours(leeway::feature_parts<leeway::category_cells>{});
  leeway::kolmogorov_smirnov().bind(colours);
#endif
}
