// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a dictionary does not know is counted in little space: every bound must hold whatever comes, and in any order.
#include <leeway/statistics/heavy_hitters.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/damage.hpp"

namespace heavy_hitters_test {

using leeway::frequent_text;
using leeway::heavy_hitters;
using texts = std::vector<std::string>;
using truth = std::map<std::string, std::uint64_t>;

namespace {

texts skewed(std::uint64_t seed, std::size_t records) {
  leeway::random_stream random(seed);
  texts result;
  for (std::size_t i = 0; i < records; ++i) {
    const double x = random.uniform();
    const int word = static_cast<int>(1.0 / (x * x * 40.0 + 1e-4));
    // Some of them longer than what is kept beside the count.
    result.push_back("word" + std::to_string(word) + std::string(static_cast<std::size_t>(word % 5) * 6, 'x'));
  }
  return result;
}

truth counted(const texts& all) {
  truth result;
  for (const std::string& text : all) ++result[text];
  return result;
}

void check(const heavy_hitters& found, const truth& real, std::uint64_t records) {
  CHECK(found.records() == records);
  CHECK(found.error() <= records / (found.size() + 1));
  truth listed;
  for (const frequent_text& one : found.top(1'000'000)) {
    CHECK(one.at_least <= real.at(one.text));
    CHECK(one.at_most >= real.at(one.text));
    listed[one.text] = one.at_least;
  }
  for (const auto& [text, times] : real)
    if (times > found.error()) CHECK(listed.count(text) == 1);
}

}  // namespace

// Oracle: std::map.
TEST_CASE("heavy_hitters: bounds hold", "[statistics][heavy_hitters]") {
  for (std::size_t size : {1U, 2U, 7U, 64U}) {
    const texts all = skewed(size, 20'000);
    texts sorted = all;
    std::sort(sorted.begin(), sorted.end());
    for (const texts& order : {all, sorted, texts(sorted.rbegin(), sorted.rend())}) {
      heavy_hitters found(size);
      for (const std::string& text : order) found.observe(text);
      check(found, counted(all), all.size());
    }
  }
}

TEST_CASE("heavy_hitters: exact while all fit", "[statistics][heavy_hitters]") {
  heavy_hitters found(2);
  found.observe("b", 5);
  found.observe("a", 5);
  found.observe("", 7);
  found.observe("c");
  found.observe("d", 0);
  CHECK(found.error() == 0);
  const std::vector<frequent_text> top = found.top(3);
  REQUIRE(top.size() == 3);
  CHECK((top[0].text.empty() && top[0].at_least == 7 && top[0].at_most == 7));
  CHECK((top[1].text == "a" && top[2].text == "b"));
  found.observe("e");
  CHECK(found.error() == 5);  // the third largest of 7 5 5 1
  CHECK(found.top(9).size() == 2);
  found.reset();
  CHECK((found.records() == 0 && found.error() == 0 && found.top(9).empty()));
}

// Oracle: std::map over all shards.
// Hashes of both texts begin with a byte below 2: places in an index that look alike, and like one that is empty.
TEST_CASE("heavy_hitters: a text that was forgotten comes again", "[statistics][heavy_hitters]") {
  REQUIRE(leeway::hash("t92") >> 57 == 0);
  REQUIRE(leeway::hash("t186") >> 57 == 0);
  heavy_hitters found(2);
  found.observe("t92", 5);
  for (const char* text : {"t0", "t186", "t1", "t2"}) found.observe(text);
  heavy_hitters copy = found;
  for (heavy_hitters* one : {&found, &copy}) {
    one->observe("t186", 1'000'000);
    const auto top = one->top(1);
    REQUIRE(top.size() == 1);
    CHECK(top[0].text == "t186");
    CHECK(top[0].at_most >= 1'000'001);
    CHECK(top[0].at_least <= 1'000'001);
  }
}

TEST_CASE("heavy_hitters: merged shards keep their bounds", "[statistics][heavy_hitters]") {
  heavy_hitters whole(16);
  truth real;
  std::uint64_t records = 0;
  for (std::uint64_t shard = 0; shard < 6; ++shard) {
    const texts part = skewed(100 + shard, 3000 + 1000 * shard);
    heavy_hitters counting(16);
    for (const std::string& text : part) counting.observe(text), ++real[text];
    records += part.size();
    whole.merge(counting);
    check(whole, real, records);
  }
  heavy_hitters twice = whole;
  twice.merge(twice);
  CHECK(twice.records() == 2 * records);
  CHECK_THROWS_WITH(whole.merge(heavy_hitters(8)), Catch::Contains("sizes 16 and 8"));
  CHECK_THROWS_WITH(heavy_hitters(0), Catch::Contains("size = 0"));
}

TEST_CASE("heavy_hitters: bytes", "[statistics][heavy_hitters]") {
  heavy_hitters found(3);
  for (const std::string& text : skewed(1, 500)) found.observe(text);
  heavy_hitters read = heavy_hitters::load(found.save());
  CHECK(read.save() == found.save());
  for (const std::string& text : skewed(2, 500)) found.observe(text), read.observe(text);
  CHECK(read.save() == found.save());
  CHECK(damage::unnoticed([](std::span<const std::byte> bytes) { return heavy_hitters::load(bytes); }, found.save()) ==
        0);
}

}  // namespace heavy_hitters_test
