// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// D without sorting is a search that leaves things out: here it is compared with looking at everything, on every shape
// of data that makes it look elsewhere.
#include <leeway/drift/largest_difference.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace largest_difference_test {

using leeway::difference_finder;
using leeway::largest_difference;
using leeway::sample_difference;
using leeway::sorted_values;

namespace {

__extension__ using wide = __int128;

/// Every value of both samples in order: the lowest place with the largest |A m - B n|.
template <class Real>
sample_difference by_looking_at_all(std::vector<Real> a, std::vector<Real> b) {
  const auto missing = [](std::vector<Real>& values) {
    return static_cast<std::uint64_t>(std::erase_if(values, [](Real x) { return leeway::detail::is_nan(x); }));
  };
  sample_difference result;
  result.baseline_missing = missing(a);
  result.window_missing = missing(b);
  result.baseline_n = a.size();
  result.window_n = b.size();
  if (a.empty() || b.empty()) return result;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  wide largest = -1;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    const Real at = j == b.size() || (i < a.size() && a[i] < b[j]) ? a[i] : b[j];
    while (i < a.size() && a[i] <= at) ++i;
    while (j < b.size() && b[j] <= at) ++j;
    const wide difference =
        static_cast<wide>(i) * static_cast<wide>(b.size()) - static_cast<wide>(j) * static_cast<wide>(a.size());
    const wide size = difference < 0 ? -difference : difference;
    if (size <= largest) continue;
    largest = size;
    result.gap = {i, j};
    result.where = static_cast<double>(at);
  }
  result.value = static_cast<double>(largest) / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
  return result;
}

bool same(const sample_difference& x, const sample_difference& y) {
  return x.baseline_n == y.baseline_n && x.window_n == y.window_n && x.baseline_missing == y.baseline_missing &&
         x.window_missing == y.window_missing && x.gap.baseline_cumulated == y.gap.baseline_cumulated &&
         x.gap.window_cumulated == y.gap.window_cumulated && exact::same(x.where, y.where) &&
         exact::same(x.value, y.value);
}

template <class Real>
void check(const std::vector<Real>& a, const std::vector<Real>& b) {
  const sample_difference expected = by_looking_at_all(a, b);
  const sorted_values past(a);
  difference_finder finder(a);
  CHECK(same(largest_difference(past, sorted_values(b)), expected));
  CHECK(same(finder(b), expected));
  finder(a);  // another window in between changes nothing
  CHECK(same(finder(b), expected));
}

struct shape {
  std::string name;
  std::function<double(leeway::random_stream&)> draw;
};

const std::vector<shape> shapes = {
    {"normal", [](leeway::random_stream& r) { return r.normal(); }},
    {"fifty integers", [](leeway::random_stream& r) { return static_cast<double>(r.below(50)); }},
    {"two values", [](leeway::random_stream& r) { return static_cast<double>(r.below(2)); }},
    {"constant", [](leeway::random_stream&) { return 0.25; }},
    {"zeros", [](leeway::random_stream& r) { return r.below(10) == 0 ? r.normal() : 0.0; }},
    {"zeros and neighbours", [](leeway::random_stream& r) { return r.below(3) == 0 ? 1e-300 * r.normal() : 0.0; }},
    {"counts", [](leeway::random_stream& r) { return std::floor(1e4 + 100.0 * r.normal()); }},
    {"cents", [](leeway::random_stream& r) { return std::floor(100.0 * std::exp(r.normal())) / 100.0; }},
    {"cauchy", [](leeway::random_stream& r) { return r.normal() / r.normal(); }},
    {"lognormal", [](leeway::random_stream& r) { return std::exp(4.0 * r.normal()); }},
    {"infinities",
     [](leeway::random_stream& r) {
       return r.below(4) == 0 ? (r.below(2) == 0 ? 1.0 : -1.0) * exact::infinity : r.normal();
     }},
    {"all infinite", [](leeway::random_stream& r) { return r.below(3) == 0 ? exact::infinity : -exact::infinity; }},
    {"missing", [](leeway::random_stream& r) { return r.below(3) == 0 ? exact::nan : r.normal(); }},
    {"two clusters", [](leeway::random_stream& r) { return (r.below(2) == 0 ? 0.0 : 1e9) + 1e-6 * r.normal(); }},
    {"any bits", [](leeway::random_stream& r) { return exact::any_double(r); }},
    {"subnormal", [](leeway::random_stream& r) { return static_cast<double>(r.below(1000)) * exact::smallest; }},
};

std::vector<double> sample(const shape& one, leeway::random_stream& draws, std::size_t size) {
  std::vector<double> values(size);
  for (double& value : values) value = one.draw(draws);
  return values;
}

std::vector<float> narrowed(const std::vector<double>& values) {
  std::vector<float> result;
  for (double value : values)
    result.push_back(std::fabs(value) > 3e38 && std::isfinite(value) ? 3e38F : static_cast<float>(value));
  return result;
}

}  // namespace

// Oracle: looking at everything.
TEST_CASE("largest_difference: every shape against every other, small", "[drift]") {
  leeway::random_stream draws(1);
  for (const shape& past : shapes)
    for (const shape& now : shapes)
      for (int round = 0; round < 4; ++round) {
        CAPTURE(past.name, now.name, round);
        const std::vector<double> a = sample(past, draws, draws.below(40));
        const std::vector<double> b = sample(now, draws, round == 0 ? draws.below(4) : draws.below(300));
        check(a, b);
        check(narrowed(a), narrowed(b));
      }
}

// Oracle: looking at everything; calm windows, moved ones, the baseline itself, all below.
TEST_CASE("largest_difference: every shape, large", "[drift]") {
  leeway::random_stream draws(2);
  for (const shape& one : shapes) {
    CAPTURE(one.name);
    const std::vector<double> a = sample(one, draws, 20'000);
    std::vector<double> b = sample(one, draws, 3'000 + draws.below(20'000));
    check(a, b);
    check(narrowed(a), narrowed(b));
    check(a, a);
    for (double& value : b) value += 0.05;
    check(a, b);
    for (double& value : b) value -= 1e300;
    check(a, b);
  }
  const std::vector<double> a = exact::normals(draws, 100'000);
  check(a, exact::normals(draws, 100'000));
  check(a, exact::normals(draws, 77));
  check(exact::normals(draws, 77), a);
}

// Oracle: the same search in 64 bits, which the cases above compare with looking at everything.
TEST_CASE("largest_difference: in 128 bits", "[drift]") {
  leeway::random_stream draws(3);
  for (const shape& one : shapes) {
    CAPTURE(one.name);
    const sorted_values a(sample(one, draws, 4'000));
    const std::vector<double> window = sample(one, draws, 3'000);
    const sorted_values b(window);
    if (a.size() == 0 || b.size() == 0) continue;
    const auto narrow = leeway::detail::widest_gap_of_sorted<std::int64_t>(a.keys(), b.keys());
    const auto long_way = leeway::detail::widest_gap_of_sorted<wide>(a.keys(), b.keys());
    leeway::detail::difference_cells<double> cells(a);
    cells.count(window);
    const auto unsorted = cells.widest<wide>(a, window, b.size());
    for (const auto& found : {long_way, unsorted}) {
      CHECK(found.size == narrow.size);
      CHECK(found.baseline_cumulated == narrow.baseline_cumulated);
      CHECK(found.window_cumulated == narrow.window_cumulated);
      CHECK(found.key == narrow.key);
    }
  }
  CHECK(leeway::detail::narrow_product(1, 1));
  CHECK(leeway::detail::narrow_product((std::uint64_t{1} << 31) - 1, std::uint64_t{1} << 31));
  CHECK_FALSE(leeway::detail::narrow_product(std::uint64_t{1} << 31, std::uint64_t{1} << 31));
}

// Oracle: the bucket of one value, which is plain arithmetic; in every form that this processor runs.
TEST_CASE("largest_difference: places of values", "[drift]") {
  using leeway::detail::instruction_set;
  leeway::random_stream draws(4);
  std::vector<instruction_set> sets{instruction_set::plain, instruction_set::one_lane};
  for (auto set : {instruction_set::sse4, instruction_set::avx2, instruction_set::avx512})
    if (set <= leeway::detail::best_instruction_set()) sets.push_back(set);
  for (const shape& one : shapes) {
    CAPTURE(one.name);
    const std::vector<double> values = sample(one, draws, 1'037);
    const sorted_values sorted(values);
    const auto scale = leeway::detail::scale_of<double>(sorted.keys(), 512);
    CHECK(scale.bucket(scale.highest) < 512);
    for (const instruction_set set : sets) {
      std::vector<std::uint64_t> places(values.size());
      leeway::detail::run_kernel<leeway::detail::place_kernel<double>>(set, values.data(), values.size(), &scale,
                                                                       std::uint64_t{777}, places.data());
      for (std::size_t i = 0; i < values.size(); ++i)
        REQUIRE(places[i] == (leeway::detail::is_nan(values[i]) ? 777 : scale.bucket(values[i])));
    }
    for (std::size_t i = 1; i < sorted.size(); ++i) REQUIRE(scale.bucket(sorted[i - 1]) <= scale.bucket(sorted[i]));
  }
}

// Oracle: exact rationals (ks_samples.py): the fraction, the lowest place, the sign; scipy agrees there.
TEST_CASE("largest_difference: agrees with exact arithmetic", "[drift]") {
  for (const golden::row& line : golden::table("drift_ks.csv")) {
    CAPTURE(line.text("name"));
    difference_finder finder(line.numbers("baseline"));
    const sample_difference found = finder(line.numbers("window"));
    CHECK(static_cast<double>(found.baseline_n) == Approx(line.number("n")));
    CHECK(static_cast<double>(found.window_n) == Approx(line.number("m")));
    const auto c = leeway::law::ks_distance(found.baseline_n, found.window_n, found.gap);
    CHECK(exact::same(static_cast<double>(c), line.number("numerator")));
    CHECK(exact::same(found.where, line.number("where")));
    CHECK(exact::same(static_cast<double>(found.sign()), line.number("sign")));
    CHECK(std::fabs(found.value - line.number("d")) <= 1e-16);
  }
}

// Oracle: definition.
TEST_CASE("largest_difference: nothing to compare", "[drift]") {
  for (const auto& [a, b] : std::vector<std::pair<std::vector<double>, std::vector<double>>>{
           {{}, {1.0}}, {{1.0}, {}}, {{}, {}}, {{exact::nan}, {1.0, exact::nan}}}) {
    difference_finder finder(a);
    const sample_difference found = finder(b);
    CHECK(std::isnan(found.value));
    CHECK(std::isnan(found.where));
    CHECK(found.sign() == 0);
    CHECK(std::isnan(largest_difference(sorted_values(a), sorted_values(b)).value));
  }
}

}  // namespace largest_difference_test
