// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A column is counted by vector instructions that differ from processor to processor: each form must count as the plain
// definition does, for every number there is, in blocks of every length.
#include <leeway/statistics/column_statistics.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "support/catch.hpp"
#include "support/columns.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace column_pass_test {

using columns::by_form;
using columns::bytes_of;
using columns::cells_between;
using columns::forms;
using columns::in_registers;
using columns::seen;
using leeway::column_statistics;
using leeway::numeric_cells;
using leeway::order_key;
using leeway::detail::instruction_set;

namespace {

template <class Real>
std::vector<Real> increasing(std::vector<Real> values) {
  for (Real& x : values) x += Real{0};  // -0.0 becomes 0.0
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end(), [](Real a, Real b) { return !(a < b); }), values.end());
  return values;
}

template <class Real>
Real any(leeway::random_stream& draws) {
  if constexpr (sizeof(Real) == 8)
    return std::bit_cast<double>(draws.next());
  else
    return std::bit_cast<float>(static_cast<std::uint32_t>(draws.next()));
}

/// Edges, their neighbours, ordinary numbers, any bits at all (NaN among them), and the ends of the line.
template <class Real>
std::vector<Real> probes(const std::vector<Real>& edges, std::size_t size, leeway::random_stream& draws) {
  constexpr Real infinity = std::numeric_limits<Real>::infinity();
  const Real special[] = {0,
                          -Real{0},
                          infinity,
                          -infinity,
                          std::numeric_limits<Real>::denorm_min(),
                          -std::numeric_limits<Real>::denorm_min(),
                          std::numeric_limits<Real>::quiet_NaN(),
                          -std::numeric_limits<Real>::quiet_NaN(),
                          (std::numeric_limits<Real>::max)(),
                          -(std::numeric_limits<Real>::max)()};
  std::vector<Real> all;
  while (all.size() < size) {
    const Real edge = edges.empty() ? Real{0} : edges[draws.below(edges.size())];
    switch (draws.below(6)) {
      case 0:
        all.push_back(edge);
        break;
      case 1:
        all.push_back(std::nextafter(edge, draws.below(2) == 0 ? infinity : -infinity));
        break;
      case 2:
        all.push_back(special[draws.below(10)]);
        break;
      case 3:
        all.push_back(any<Real>(draws));
        break;
      default:
        all.push_back(static_cast<Real>(draws.normal()));
    }
  }
  return all;
}

/// The definition: the number of edges below; the smallest and the largest key; the rest counted.
template <class Real>
seen by_definition(const std::vector<Real>& edges, std::span<const Real> values) {
  seen result{std::vector<std::uint64_t>(edges.size() + 2)};
  for (Real x : values) {
    if (std::isnan(x)) {
      ++result.counts.back();
      continue;
    }
    ++result.counts[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), x) - edges.begin())];
    result.extremes.observe(order_key(x));
    result.infinite += std::isinf(x) ? 1U : 0U;
  }
  return result;
}

/// Moments do not depend on the cells.
template <class Real>
numeric_cells any_cells() {
  return cells_between<Real>({Real{0}});
}

template <class Real>
std::size_t wrong_forms(const std::vector<Real>& edges, std::span<const Real> values) {
  const numeric_cells cells = cells_between(edges);
  const seen expected = by_definition(edges, values);
  const auto same_but_moments = [&](const auto& found) {
    return found.counts == expected.counts && found.extremes == expected.extremes &&
           found.infinite == expected.infinite;
  };
  std::size_t wrong = 0;
  column_statistics counted(cells.size());
  counted.observe(cells, values);
  wrong += std::equal(counted.counts().cells().begin(), counted.counts().cells().end(), expected.counts.begin()) &&
                   counted.counts().missing() == expected.counts.back() && counted.extremes() == expected.extremes &&
                   counted.infinite() == expected.infinite
               ? 0U
               : 1U;
  const std::vector<std::byte> sums = bytes_of(by_form(instruction_set::one_lane, any_cells<Real>(), values).moments);
  for (instruction_set form : forms()) {
    if (!leeway::detail::column_pass<Real>::fits(cells, form)) continue;
    const seen found = by_form(form, cells, values);
    wrong += same_but_moments(found) && bytes_of(found.moments) == sums ? 0U : 1U;
  }
  return wrong;
}

template <class Real>
std::vector<std::vector<Real>> edge_sets(leeway::random_stream& draws) {
  constexpr Real infinity = std::numeric_limits<Real>::infinity();
  constexpr Real largest = (std::numeric_limits<Real>::max)();
  constexpr Real smallest = std::numeric_limits<Real>::denorm_min();
  std::vector<std::vector<Real>> sets{{},
                                      {Real{0}},
                                      {-infinity},
                                      {-infinity, infinity},
                                      {-infinity, -largest, -1, -smallest, 0, smallest, 1, largest, infinity},
                                      {smallest, 2 * smallest, 3 * smallest},
                                      {-largest, largest}};
  const auto add = [&](std::size_t size, auto draw) {
    std::vector<Real> edges;
    for (std::size_t i = 0; i < size; ++i) edges.push_back(static_cast<Real>(draw()));
    sets.push_back(increasing(std::move(edges)));
  };
  for (std::size_t size : {1U, 2U, 19U, 30U, 31U, 32U, 63U, 1023U, 4095U}) {
    add(size, [&] { return draws.normal(); });
    add(size, [&] { return std::exp(4.0 * draws.normal()); });
    add(size, [&] { return draws.normal() / draws.normal(); });
    add(size, [&] { return 1e9 + draws.normal(); });
    add(size, [&] { return draws.normal() + (draws.below(2) == 0 ? 0.0 : 1e12); });  // no table separates them
    add(size, [&] { return std::floor(30.0 * draws.normal()); });
    add(size, [&] {
      for (;;)
        if (const Real x = any<Real>(draws); !std::isnan(x)) return x;
    });
  }
  // Atoms: the number just before, and the number.
  for (int last : {0, 7, 40}) {
    std::vector<Real> atoms;
    for (int i = -last; i <= last; ++i) {
      atoms.push_back(std::nextafter(static_cast<Real>(i), -infinity));
      atoms.push_back(static_cast<Real>(i));
    }
    sets.push_back(increasing(std::move(atoms)));
  }
  return sets;
}

template <class Real>
std::size_t wrong_in_registers(const std::vector<Real>& edges, std::span<const Real> values, std::size_t block) {
  const numeric_cells cells = cells_between(edges);
  const seen expected = by_definition(edges, values);
  std::size_t wrong = 0;
  for (instruction_set form : forms()) {
    const seen found = in_registers(form, cells, values, block);
    wrong += found.counts == expected.counts && found.extremes == expected.extremes ? 0U : 1U;
  }
  return wrong;
}

}  // namespace

// Oracle: std::lower_bound.
TEMPLATE_TEST_CASE("column_pass: every form counts as the definition", "[statistics]", double, float) {
  leeway::random_stream draws(20261121);
  std::size_t index = 0;
  for (const auto& edges : edge_sets<TestType>(draws)) {
    CAPTURE(index++, edges.size());
    CHECK(wrong_forms<TestType>(edges, probes(edges, 3 * edges.size() + 2'500, draws)) == 0);
  }
}

// Oracle: as above, for spans of every length that begin anywhere.
TEMPLATE_TEST_CASE("column_pass: spans of every length", "[statistics]", double, float) {
  leeway::random_stream draws(20261122);
  std::vector<TestType> edges;
  for (int i = 0; i < 99; ++i) edges.push_back(static_cast<TestType>(draws.normal()));
  edges = increasing(std::move(edges));
  const std::vector<TestType> values = probes(edges, 400, draws);
  std::size_t wrong = 0;
  for (std::size_t size = 0; size <= 300; ++size)
    wrong += wrong_forms<TestType>(edges, std::span<const TestType>(values).subspan(size % 17, size));
  CHECK(wrong == 0);
}

// Oracle: std::lower_bound. Every set of few edges, in blocks that the vectors divide and that they do not.
TEMPLATE_TEST_CASE("few_cells_kernel: every form counts as the definition", "[statistics]", double, float) {
  leeway::random_stream draws(20261125);
  std::size_t index = 0;
  for (const auto& edges : edge_sets<TestType>(draws)) {
    CAPTURE(index++, edges.size());
    if (edges.size() > 31) continue;
    const std::vector<TestType> values = probes(edges, 6'500, draws);
    CHECK(wrong_in_registers<TestType>(edges, values, values.size()) == 0);
    CHECK(wrong_in_registers<TestType>(edges, std::span<const TestType>(values).subspan(1), 1'024) == 0);
    CHECK(wrong_in_registers<TestType>(edges, std::span<const TestType>(values).first(2'000), 77) == 0);
  }
}

// Oracle: as above, for spans of every length that begin anywhere.
TEMPLATE_TEST_CASE("few_cells_kernel: spans of every length", "[statistics]", double, float) {
  leeway::random_stream draws(20261126);
  for (std::size_t size : {30U, 31U}) {
    std::vector<TestType> edges;
    while (edges.size() < size) edges.push_back(static_cast<TestType>(draws.normal()));
    edges = increasing(std::move(edges));
    const std::vector<TestType> values = probes(edges, 400, draws);
    std::size_t wrong = 0;
    for (std::size_t length = 0; length <= 300; ++length)
      wrong += wrong_in_registers<TestType>(edges, std::span<const TestType>(values).subspan(length % 17, length), 512);
    CHECK(wrong == 0);
  }
}

// Oracle: by hand: all values in one cell, as many as its counters hold, are the most that a counter ever sees.
TEMPLATE_TEST_CASE("few_cells_kernel: counters are wide enough", "[statistics]", double, float) {
  std::vector<TestType> edges;
  for (int i = 0; i < 31; ++i) edges.push_back(static_cast<TestType>(i));
  const std::vector<TestType> values(leeway::detail::few_cells<TestType>::most_values, TestType{12});
  CHECK(wrong_in_registers<TestType>(edges, values, values.size()) == 0);
  const std::vector<TestType> beyond(values.size(), std::numeric_limits<TestType>::quiet_NaN());
  CHECK(wrong_in_registers<TestType>(edges, beyond, beyond.size()) == 0);
}

// Oracle: std::lower_bound over columns longer than the counters of a part last.
TEMPLATE_TEST_CASE("column_pass: columns of many parts", "[statistics]", double, float) {
  leeway::random_stream draws(20261127);
  for (std::size_t size : {20U, 200U}) {
    std::vector<TestType> edges;
    for (std::size_t i = 0; i < size; ++i) edges.push_back(static_cast<TestType>(draws.normal()));
    edges = increasing(std::move(edges));
    std::vector<TestType> values = probes(edges, 10'000, draws);
    values.insert(values.end(), 270'000, edges[3]);
    CHECK(wrong_forms<TestType>(edges, values) == 0);
  }
}

// Oracle: std::lower_bound over what is sorted, constant and zero nearly everywhere, as over any other order.
TEST_CASE("column_pass: counts do not depend on the order", "[statistics]") {
  leeway::random_stream draws(20261123);
  const std::vector<double> edges = increasing(exact::normals(draws, 1023));
  std::vector<double> values = exact::normals(draws, 20'000);
  CHECK(wrong_forms<double>(edges, values) == 0);
  std::sort(values.begin(), values.end());
  CHECK(wrong_forms<double>(edges, values) == 0);
  CHECK(wrong_forms<double>(edges, std::vector<double>(20'000, edges[7])) == 0);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (i % 20 != 0) values[i] = 0.0;
  CHECK(wrong_forms<double>(edges, values) == 0);
}

namespace {

leeway::moments one_by_one(const std::vector<double>& values) {
  const numeric_cells cells = cells_between<double>({0.0});
  column_statistics seen(cells.size());
  for (double x : values) seen.observe(cells, x);
  return seen.moments();
}

/// The allowance of moments_test.cpp: that of Welford's recursion.
void check_golden(const leeway::moments& found, const golden::row& row) {
  const double n = row.number("count");
  const double steps = 4.0 * (n + 2.0) * 0x1p-53;
  CHECK(found.count() == row.count("count"));
  const double largest = std::fmax(std::fabs(row.number("minimum")), std::fabs(row.number("maximum")));
  CHECK(std::fabs(found.mean() - row.number("mean")) <= steps * largest + exact::smallest * n);
  const double variance = row.number("variance_sample");
  if (std::isfinite(variance) && !std::isnan(row.number("condition_variance")))
    CHECK(std::fabs(found.variance() - variance) <=
          steps * row.number("condition_variance") * variance + exact::smallest * n);
  else if (std::isnan(variance))
    CHECK(std::isnan(found.variance()));
}

}  // namespace

// Oracle: moments.py. In blocks, and one value at a time as column_statistics has them.
TEST_CASE("column_pass: golden series", "[statistics]") {
  const numeric_cells cells = cells_between<double>({0.0});
  for (const golden::row& row : golden::table("moments_series.csv")) {
    CAPTURE(row.text("name"));
    const std::vector<double> values = row.numbers("values");
    check_golden(by_form<double>(leeway::detail::best_instruction_set(), cells, values).moments, row);
    check_golden(one_by_one(values), row);
  }
}

namespace {

struct errors {
  double variance = 0.0, kurtosis = 0.0;

  errors& operator+=(const errors& other) {
    variance += other.variance * other.variance;
    kurtosis += other.kurtosis * other.kurtosis;
    return *this;
  }
};

/// Relative errors against two passes in extended precision.
errors errors_of(const leeway::moments& found, const std::vector<double>& values) {
  long double mean = 0;
  for (double x : values) mean += static_cast<long double>(x);
  const auto n = static_cast<long double>(values.size());
  mean /= n;
  long double second = 0, fourth = 0;
  for (double x : values) {
    const long double square = (static_cast<long double>(x) - mean) * (static_cast<long double>(x) - mean);
    second += square;
    fourth += square * square;
  }
  const auto variance = static_cast<double>(second / (n - 1));
  const auto kurtosis = static_cast<double>(n * fourth / second / second);
  return {std::fabs(found.variance() / variance - 1.0), std::fabs((found.excess_kurtosis() + 3.0) / kurtosis - 1.0)};
}

}  // namespace

// Oracle: two passes in extended precision. The promise: no worse than one value at a time, and ten times better where
// the mean is a thousand million standard deviations from zero.
TEST_CASE("column_pass: moments are nearer than one value at a time", "[statistics]") {
  leeway::random_stream draws(20261124);
  const numeric_cells cells = cells_between<double>({0.0});
  for (double offset : {0.0, 1e3, 1e9}) {
    CAPTURE(offset);
    errors plain{}, blocks{}, waiting{};  // of twenty series, squared and added up: one series may be lucky
    for (int series = 0; series < 20; ++series) {
      std::vector<double> values = exact::normals(draws, 10'000);
      for (double& x : values) x += offset;
      leeway::moments welford;
      for (double x : values) welford.observe(x);
      plain += errors_of(welford, values);
      waiting += errors_of(one_by_one(values), values);
      blocks += errors_of(by_form<double>(instruction_set::plain, cells, values).moments, values);
    }
    const double better = offset > 1e8 ? 10.0 : 1.0;
    CHECK(std::sqrt(blocks.variance) <= std::sqrt(plain.variance) / better);
    CHECK(std::sqrt(blocks.kurtosis) <= std::sqrt(plain.kurtosis) / better);
    CHECK(std::sqrt(waiting.variance) <= std::sqrt(plain.variance) / better);
    CHECK(std::sqrt(waiting.kurtosis) <= std::sqrt(plain.kurtosis) / better);
  }
  std::vector<double> outlier = exact::normals(draws, 10'000);
  outlier.front() = 1e15;
  CHECK(errors_of(by_form<double>(instruction_set::plain, cells, outlier).moments, outlier).variance <= 1e-13);
  CHECK(errors_of(one_by_one(outlier), outlier).variance <= 1e-13);
  std::vector<double> step = exact::normals(draws, 10'000);
  for (std::size_t i = 3'000; i < step.size(); ++i) step[i] += 1e9;
  CHECK(errors_of(by_form<double>(instruction_set::plain, cells, step).moments, step).variance <= 1e-13);
  CHECK(errors_of(one_by_one(step), step).variance <= 1e-13);
}

// Oracle: two passes over what is finite. Values that are not come alone, in crowds and not at all, and last in a
// block.
TEST_CASE("column_pass: what is not finite comes and goes", "[statistics]") {
  leeway::random_stream draws(20261128);
  std::vector<double> values = exact::normals(draws, 40'000);
  for (double& x : values) x += 1e3;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t i : {4'095U, 9'001U, 23'000U, 39'999U}) values[i] = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i : {0U, 13'000U, 39'998U}) values[i] = -infinity;
  for (std::size_t i = 28'000; i < 34'000; i += 3) values[i] = i % 2 == 0 ? infinity : -infinity;
  std::vector<double> finite;
  for (double x : values)
    if (std::isfinite(x)) finite.push_back(x);
  const numeric_cells cells = cells_between<double>({1e3});
  for (instruction_set form : forms()) {
    const seen found = by_form<double>(form, cells, values);
    CHECK(found.moments.count() == finite.size());
    CHECK(found.infinite == values.size() - finite.size() - 4);
    CHECK(errors_of(found.moments, finite).variance <= 1e-13);
    CHECK(errors_of(found.moments, finite).kurtosis <= 1e-12);
  }
  CHECK(wrong_forms<double>({1e3}, values) == 0);
}

// Oracle: by hand: where powers or sums leave the doubles, as one value at a time.
TEST_CASE("column_pass: values beyond the powers of doubles", "[statistics]") {
  const numeric_cells cells = cells_between<double>({0.0});
  for (double x : {1e155, -exact::largest, 1e200}) {
    const leeway::moments found = by_form<double>(instruction_set::plain, cells, std::vector<double>(1'500, x)).moments;
    CHECK(found.count() == 1'500);
    CHECK(exact::same(found.mean(), x));
    CHECK(exact::same(found.variance(), 0.0));
    CHECK(std::isnan(found.skewness()));
  }
  // A value beyond, among ordinary ones: what Welford's recursion makes of it.
  std::vector<double> mixed(600, 1.0);
  for (std::size_t i = 0; i < mixed.size(); i += 7) mixed[i] = 1e100;
  leeway::moments welford;
  for (double x : mixed) welford.observe(x);
  for (const leeway::moments& found :
       {by_form<double>(instruction_set::plain, cells, mixed).moments, one_by_one(mixed)}) {
    CHECK(found.count() == 600);
    CHECK(std::fabs(found.mean() / welford.mean() - 1.0) <= 1e-12);
    CHECK(std::fabs(found.variance() / welford.variance() - 1.0) <= 1e-12);
    CHECK(std::isnan(found.excess_kurtosis()) == std::isnan(welford.excess_kurtosis()));
  }
}

}  // namespace column_pass_test
