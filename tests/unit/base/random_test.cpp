// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/base/random.hpp"

#include <array>
#include <cmath>
#include <string>

#include "support/catch.hpp"
#include "unit/law/golden.hpp"

namespace random_test {

using leeway::random_stream;

namespace {

double drawn(random_stream& source, const std::string& name) {
  if (name == "uniform") return source.uniform();
  if (name == "normal") return source.normal();
  return source.exponential();
}

}  // namespace

// Oracle: the same generators written from their papers in Python (laws.py). Whole numbers and uniforms agree exactly,
// the others but for the last place of the logarithm. Two hundred normals show that the quick bounds decide nothing.
TEST_CASE("random: streams are what they have always been", "[base][random]") {
  const std::vector<golden::line> lines = golden::read("laws_random.csv");
  REQUIRE(lines.size() > 200);
  for (const golden::line& line : lines) {
    random_stream source(line.count(0), line.count(1));
    const std::string& name = line.text(2);
    CAPTURE(line.count(0), line.count(1), name, line.count(3));
    const std::uint64_t before = line.count(3);
    if (name == "next") {
      for (std::uint64_t i = 0; i < before; ++i) source.next();
      CHECK(source.next() == line.count(4));
    } else if (name.rfind("below ", 0) == 0) {
      const std::uint64_t bound = std::strtoull(name.c_str() + 6, nullptr, 10);
      for (std::uint64_t i = 0; i < before; ++i) source.below(bound);
      CHECK(source.below(bound) == line.count(4));
    } else {
      for (std::uint64_t i = 0; i < before; ++i) drawn(source, name);
      CHECK(drawn(source, name) == Approx(line.number(4)).epsilon(name == "uniform" ? 0.0 : 1e-15));
    }
  }
}

// Oracle: a constant expression is the same everywhere.
TEST_CASE("random: whole numbers are constant expressions", "[base][random]") {
  constexpr std::uint64_t first = random_stream(3, 4).next();
  random_stream source(3, 4);
  CHECK(source.next() == first);
}

// Oracle: Pearson's statistic of equal cells; 63 degrees of freedom exceed 160 with probability 2e-10.
TEST_CASE("random: uniforms and lots fill their cells evenly", "[base][random]") {
  std::array<double, 64> uniform = {}, lots = {}, streams = {};
  random_stream source(20260101, 5);
  const int draws = 640000;
  for (int i = 0; i < draws; ++i) {
    uniform[static_cast<std::size_t>(source.uniform() * 64.0)] += 1.0;
    lots[static_cast<std::size_t>(source.below(192) / 3)] += 1.0;
    streams[random_stream(1, static_cast<std::uint64_t>(i)).next() >> 58] +=
        1.0;  // first draws of neighbouring streams
  }
  for (const auto& cells : {uniform, lots, streams}) {
    double x2 = 0.0;
    for (const double count : cells) x2 += (count - draws / 64.0) * (count - draws / 64.0) / (draws / 64.0);
    CHECK(x2 < 160.0);
    CHECK(x2 > 15.0);  // nor too evenly: probability below 1e-9
  }
}

// Oracle: the first four moments of both laws; each bound is 6.5 standard errors, a failure once in 1e10.
TEST_CASE("random: moments of normal and exponential variates", "[base][random]") {
  random_stream source(7);
  const double draws = 400000.0;
  std::array<double, 4> normal = {}, exponential = {};
  double product = 0.0, before = 0.0;
  for (int i = 0; i < 400000; ++i) {
    const double z = source.normal();
    const double e = source.exponential();
    for (std::size_t k = 0; k < 4; ++k) {
      normal[k] += std::pow(z, static_cast<double>(k + 1)) / draws;
      exponential[k] += std::pow(e, static_cast<double>(k + 1)) / draws;
    }
    product += z * before / draws;
    before = z;
  }
  const double unit = 6.5 / std::sqrt(draws);
  CHECK(std::fabs(normal[0]) < unit);
  CHECK(std::fabs(normal[1] - 1.0) < unit * std::sqrt(2.0));
  CHECK(std::fabs(normal[2]) < unit * std::sqrt(15.0));
  CHECK(std::fabs(normal[3] - 3.0) < unit * std::sqrt(96.0));
  CHECK(std::fabs(product) < unit);
  CHECK(std::fabs(exponential[0] - 1.0) < unit);
  CHECK(std::fabs(exponential[1] - 2.0) < unit * std::sqrt(20.0));
  CHECK(std::fabs(exponential[2] - 6.0) < unit * std::sqrt(684.0));
}

// Oracle: definition.
TEST_CASE("random: ends", "[base][random]") {
  random_stream source(1);
  CHECK(source.below(0) == 0);
  CHECK(source.below(1) == 0);
  for (int i = 0; i < 1000; ++i) {
    const double u = source.uniform();
    CHECK((u > 0.0 && u < 1.0));
    CHECK(source.below(3) < 3);
  }
}

}  // namespace random_test
