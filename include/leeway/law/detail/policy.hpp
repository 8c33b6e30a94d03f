// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_POLICY_HPP
#define LEEWAY_LAW_DETAIL_POLICY_HPP

#include <boost/math/policies/policy.hpp>

namespace leeway::detail {

/**
 * The one policy under which Boost.Math is called: no promotion to long double (six times slower, not more accurate
 * than 2e-13), and no exceptions or errno: a bad argument gives NaN, an overflow infinity.
 */
using boost_policy = boost::math::policies::policy<
    boost::math::policies::promote_float<false>, boost::math::policies::promote_double<false>,
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::denorm_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
    boost::math::policies::rounding_error<boost::math::policies::ignore_error>,
    boost::math::policies::indeterminate_result_error<boost::math::policies::ignore_error>>;

}  // namespace leeway::detail

#endif
