// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/constraints/constraints.hpp>

#include <utility>

#include "support/catch.hpp"

namespace constraints_test {

// Oracle: the defaults that Model Monitor's container writes: 1.0, 1.0, 0.1, 0.1, Robust, LInfinity, all enabled.
TEST_CASE("constraints begin with Model Monitor's defaults") {
  const leeway::constraints wanted;
  CHECK(wanted.evaluate);
  CHECK(wanted.emit_metrics);
  CHECK(wanted.datatype_check_threshold == Approx(1.0));
  CHECK(wanted.domain_content_threshold == Approx(1.0));
  CHECK(wanted.compare_distributions);
  CHECK(wanted.comparison_threshold == Approx(0.1));
  CHECK(wanted.categorical_comparison_threshold.value() == Approx(0.1));
  CHECK(wanted.comparison_method == "Robust");
  CHECK(wanted.categorical_drift_method == "LInfinity");
}

// Oracle: by hand.
TEST_CASE("constraints find a feature by its name") {
  leeway::constraints wanted;
  wanted.features.resize(2);
  wanted.features[0].name = "a";
  wanted.features[1].name = "b";
  CHECK(wanted.find("b") == &wanted.features[1]);
  CHECK(std::as_const(wanted).find("a") == &wanted.features[0]);
  CHECK(wanted.find("c") == nullptr);
}

// Oracle: what is not stated is not checked.
TEST_CASE("a feature states nothing by itself") {
  const leeway::feature_constraints feature;
  CHECK(feature.inferred_type == leeway::inferred_type::unknown);
  CHECK(feature.exact_type);
  CHECK_FALSE(feature.completeness);
  CHECK_FALSE(feature.non_negative);
  CHECK_FALSE(feature.minimum);
  CHECK_FALSE(feature.maximum);
  CHECK(feature.domain.empty());
  CHECK(feature.tolerances.empty());
  CHECK(feature.evaluate);
}

}  // namespace constraints_test
