// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Integers of every width wait in the rows of a shard as 64 bits, beside doubles, and are counted as columns. What a
// field of another width or sign would mean, and what may be missing, must not be lost on the way.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/row_monitor.hpp>

#include "support/catch.hpp"

namespace waiting_integers_test {
namespace {

struct visit {
  double price = 0.0;
  std::int8_t tiny = 0;
  std::uint8_t byte = 0;
  std::int32_t steps = 0;
  std::uint32_t hits = 0;
  std::int64_t account = 0;
  std::uint64_t hash = 0;
  std::int16_t as_real = 0;
  bool mobile = false;
  bool known = false;
  std::optional<std::int32_t> perhaps{};
  float weight = 0.0F;
};

constexpr auto fields =
    leeway::row_of<visit>(leeway::field("price", &visit::price), leeway::field("tiny", &visit::tiny),
                          leeway::field("byte", &visit::byte), leeway::field("steps", &visit::steps),
                          leeway::field("hits", &visit::hits), leeway::field("account", &visit::account),
                          leeway::field("hash", &visit::hash), leeway::field("as_real", &visit::as_real),
                          leeway::field("mobile", &visit::mobile), leeway::field("known", &visit::known),
                          leeway::field("perhaps", &visit::perhaps), leeway::field("weight", &visit::weight));

/// Integers of all sizes, those beyond 2^53 and the ends of the type among them.
template <class Integer>
Integer any(leeway::random_stream& random) {
  if (random.below(50) == 0) return std::numeric_limits<Integer>::lowest();
  if (random.below(50) == 0) return (std::numeric_limits<Integer>::max)();
  return static_cast<Integer>(random.next() >> random.below(64));
}

visit make(leeway::random_stream& random) {
  visit made;
  made.price = random.normal();
  made.tiny = any<std::int8_t>(random);
  made.byte = any<std::uint8_t>(random);
  made.steps = any<std::int32_t>(random);
  made.hits = any<std::uint32_t>(random);
  made.account = any<std::int64_t>(random);
  made.hash = any<std::uint64_t>(random);
  made.as_real = any<std::int16_t>(random);
  made.mobile = random.below(3) == 0;
  made.known = random.below(2) == 0;
  if (random.below(4) != 0) made.perhaps = any<std::int32_t>(random);
  made.weight = static_cast<float>(random.normal());
  return made;
}

leeway::baseline learned() {
  leeway::random_stream random(1);
  std::vector<double> price, as_real;
  std::vector<std::int64_t> tiny, byte, steps, hits, account, mobile, perhaps;
  std::vector<std::uint64_t> hash, known;
  std::vector<float> weight;
  for (int i = 0; i < 3000; ++i) {
    const visit one = make(random);
    price.push_back(one.price);
    tiny.push_back(one.tiny);
    byte.push_back(one.byte);
    steps.push_back(one.steps);
    hits.push_back(one.hits);
    account.push_back(one.account);
    hash.push_back(one.hash);
    as_real.push_back(one.as_real);
    mobile.push_back(one.mobile ? 1 : 0);
    known.push_back(one.known ? 1U : 0U);
    perhaps.push_back(one.perhaps.value_or(0));
    weight.push_back(one.weight);
  }
  const std::vector<leeway::column> columns = {
      {"price", std::span<const double>(price)},           {"tiny", std::span<const std::int64_t>(tiny)},
      {"byte", std::span<const std::int64_t>(byte)},       {"steps", std::span<const std::int64_t>(steps)},
      {"hits", std::span<const std::int64_t>(hits)},       {"account", std::span<const std::int64_t>(account)},
      {"hash", std::span<const std::uint64_t>(hash)},      {"as_real", std::span<const double>(as_real)},
      {"mobile", std::span<const std::int64_t>(mobile)},   {"known", std::span<const std::uint64_t>(known)},
      {"perhaps", std::span<const std::int64_t>(perhaps)}, {"weight", std::span<const float>(weight)}};
  return leeway::learn(columns);
}

}  // namespace

// Oracle: row_binding::count, which counts each value where it stands.
TEST_CASE("a shard counts integers as if one by one", "[monitor]") {
  const leeway::baseline past = learned();
  const auto described = fields.descriptions();
  const leeway::row_plan plan(past, described);
  for (std::size_t rows : {1U, 70U, 255U, 256U, 257U, 3'000U}) {
    leeway::row_monitor monitor(past, fields, {leeway::period::parse("1h")});
    leeway::window plain(plan.past());
    leeway::random_stream random(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      const visit one = make(random);
      fields.count(one, plan, plain);
      monitor.at(0).observe(fields, one, {0});
    }
    const leeway::window counted = monitor.snapshot();
    REQUIRE(counted.rows() == rows);
    for (std::size_t feature = 0; feature < past.features().size(); ++feature) {
      CAPTURE(rows, leeway::name_of(past.features()[feature]));
      const leeway::column_statistics& a = counted.columns()[feature];
      const leeway::column_statistics& b = plain.columns()[feature];
      CHECK(a.counts() == b.counts());
      CHECK(a.extremes() == b.extremes());
      CHECK(a.moments().count() == b.moments().count());
    }
  }
}

}  // namespace waiting_integers_test
