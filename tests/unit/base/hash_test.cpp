// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Hashes are written into baselines: another value for the same text would turn known categories into unseen ones.
#include <leeway/base/hash.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace hash_test {
namespace {

std::string from_hex(const std::string& hex) {
  std::string text;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    text.push_back(static_cast<char>(std::strtoul(hex.substr(i, 2).c_str(), nullptr, 16)));
  return text;
}

}  // namespace

// Oracle: hash_values.py, a second implementation in whole numbers of any length.
TEST_CASE("hash: values are fixed for ever", "[base]") {
  for (const golden::row& row : golden::table("hash_values.csv")) {
    CAPTURE(row.text("name"));
    const std::string text = from_hex(row.text("hex"));
    CHECK(leeway::hash(text, row.count("seed")) == row.count("hash"));
    CHECK(leeway::combine_hash(row.count("seed"), row.count("hash")) == row.count("combined"));
  }
  static_assert(leeway::hash("a") != leeway::hash("b"));
}

// Oracle: among 200 000 fair 64-bit values two agree with probability 1e-9; the low 20 bits, which place a text in a
// table, show about 2^20 (1 - exp(-200000 / 2^20)) = 182 000 values, with a standard deviation below 200.
TEST_CASE("hash: texts that differ little do not meet", "[base]") {
  std::set<std::uint64_t> all;
  std::set<std::uint64_t> low;
  for (int i = 0; i < 200'000; ++i) {
    const std::uint64_t h = leeway::hash("customer-" + std::to_string(i));
    all.insert(h);
    low.insert(h & 0xfffff);
  }
  CHECK(all.size() == 200'000);
  CHECK(low.size() > 180'000);
  CHECK(leeway::hash(std::string(8, '\0')) != leeway::hash(std::string(16, '\0')));
  CHECK(leeway::hash("") != leeway::hash(std::string(1, '\0')));
}

// Oracle: a fair hash flips each of 64 bits with probability 1/2. Over 2 000 texts the mean has a standard deviation of
// 4 / sqrt(2 000) = 0.09; the bound is more than ten of them.
TEST_CASE("hash: one bit of the text moves half of the bits", "[base]") {
  double flipped = 0.0;
  int tried = 0;
  for (int i = 0; i < 200; ++i) {
    std::string text = "text number " + std::to_string(i);
    const std::uint64_t before = leeway::hash(text);
    for (std::size_t at = 0; at < 10; ++at) {
      text[at] = static_cast<char>(text[at] ^ 1);
      flipped += std::popcount(before ^ leeway::hash(text));
      text[at] = static_cast<char>(text[at] ^ 1);
      ++tried;
    }
  }
  CHECK(std::abs(flipped / tried - 32.0) < 1.0);
}

// Oracle: order matters where things are combined.
TEST_CASE("hash: combining is not commutative", "[base]") {
  using leeway::combine_hash;
  CHECK(combine_hash(combine_hash(0, 1), 2) != combine_hash(combine_hash(0, 2), 1));
  CHECK(combine_hash(0, 0) != 0);
}

}  // namespace hash_test
