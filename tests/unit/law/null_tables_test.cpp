// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A memo that changed a p-value by one bit would make reports depend on what was asked before: everything here is
// compared bit for bit with the simulation that has none.
#include <leeway/law/null_tables.hpp>

#include <cmath>
#include <optional>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace null_tables_test {

using leeway::random_stream;
using leeway::law::monte_carlo_tail;
using leeway::law::null_key;
using leeway::law::null_tables;
using row = std::vector<std::uint64_t>;

namespace {

const row weights = {40, 0, 7, 55, 13, 1};
const row others = {3, 9, 1, 2, 80, 4};

double first(const row& drawn) { return static_cast<double>(drawn[0]); }
double spread(const row& drawn) {
  double sum = 0.0;
  for (std::uint64_t count : drawn)
    sum += std::sqrt(static_cast<double>(count)) * std::log1p(static_cast<double>(count));
  return sum;
}

struct question {
  null_key::kind law = null_key::kind::urn;
  row from = weights;
  std::uint64_t m = 60;
  std::uint64_t seed = 7;
  double (*statistic)(const row&) = first;
  double observed = 20.0;
  std::uint64_t most_draws = 999;
  std::uint64_t stop_at = 50;
};

monte_carlo_tail ask(const question& q, const null_tables& tables) {
  const null_key key{q.law, q.from, q.m, q.seed};
  row drawn(q.from.size());
  const auto statistic = [&] { return q.statistic(drawn); };
  const char* name = q.statistic == first ? "first" : "spread";
  if (q.law == null_key::kind::urn) {
    leeway::law::urn_law law(q.from, q.m);
    return leeway::law::monte_carlo(tables.find(key), name, key, drawn, law, statistic, q.observed, q.most_draws,
                                    q.stop_at);
  }
  const leeway::law::split_law law(q.from, q.m);
  return leeway::law::monte_carlo(tables.find(key), name, key, drawn, law, statistic, q.observed, q.most_draws,
                                  q.stop_at);
}

/// With no table at all, by the function that knows nothing of them.
monte_carlo_tail plain(const question& q) {
  row drawn(q.from.size());
  leeway::law::urn_law urn(weights, 1);
  std::optional<leeway::law::split_law> split;
  if (q.law == null_key::kind::urn)
    urn.assign(q.from, q.m);
  else
    split.emplace(q.from, q.m);
  const auto draw = [&](random_stream& random) {
    if (split)
      split->draw(random, drawn);
    else
      urn.draw(random, drawn);
    return q.statistic(drawn);
  };
  return leeway::law::monte_carlo(draw, q.observed, q.seed, q.most_draws, q.stop_at);
}

bool same(const monte_carlo_tail& x, const monte_carlo_tail& y) {
  return exact::same(x.p, y.p) && x.draws == y.draws && x.exceedances == y.exceedances;
}

/// Everything that can differ between two questions, differs between some two of these.
std::vector<question> questions() {
  std::vector<question> all;
  for (double observed : {5.0, 18.0, 25.0, 33.0, 60.0}) {
    all.push_back({.observed = observed});
    all.push_back({.observed = observed, .most_draws = 3000});
    all.push_back({.observed = observed, .stop_at = 0});
    all.push_back({.seed = 8, .observed = observed});
    all.push_back({.m = 61, .observed = observed});
    all.push_back({.from = others, .observed = observed});
    all.push_back({.law = null_key::kind::split, .observed = observed});
    all.push_back({.law = null_key::kind::split, .from = {30, 30, 30}, .observed = observed});
    all.push_back({.statistic = spread, .observed = 3.0 * observed});
  }
  return all;
}

}  // namespace

// Oracle: `monte_carlo` without a memo. Asked forwards, backwards and shuffled, with room for all, for some, and for
// nothing.
TEST_CASE("null_tables: the same p-values in any order", "[law][null_tables]") {
  const std::vector<question> all = questions();
  std::vector<monte_carlo_tail> expected;
  for (const question& q : all) expected.push_back(plain(q));
  for (const null_tables& tables :
       {null_tables(), null_tables(8, 6, 5000), null_tables(8, 6, 100), null_tables(1, 6, 700), null_tables(0, 6, 700),
        null_tables(3, 5, 700), null_tables(2, 6, 0)}) {
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(same(ask(all[i], tables), expected[i]));
    for (std::size_t i = all.size(); i-- > 0;) CHECK(same(ask(all[i], tables), expected[i]));
    random_stream order(3);
    for (int i = 0; i < 200; ++i) {
      const std::size_t k = order.below(all.size());
      CHECK(same(ask(all[k], tables), expected[k]));
    }
  }
}

// Oracle: the promise: what is remembered is not drawn again, also for another statistic and by another handle.
TEST_CASE("null_tables: draws once", "[law][null_tables]") {
  struct counting_law {
    std::uint64_t draws = 0;
    void draw(random_stream& random, std::span<std::uint64_t> drawn) {
      ++draws;
      for (std::uint64_t& count : drawn) count = random.below(100);
    }
  };
  const null_tables tables(2, 6, 1000);
  const null_tables copy = tables;  // NOLINT: a handle
  const null_key key{null_key::kind::urn, weights, 60, 7};
  counting_law law;
  row drawn(6);
  const auto draws_for = [&](const null_tables& handle, double (*statistic)(const row&), double observed,
                             std::uint64_t most) {
    const std::uint64_t before = law.draws;
    leeway::law::monte_carlo(
        handle.find(key), statistic == first ? "first" : "spread", key, drawn, law, [&] { return statistic(drawn); },
        observed, most, 0);
    return law.draws - before;
  };
  CHECK(draws_for(tables, first, 50.0, 300) == 300);
  CHECK(draws_for(tables, first, 20.0, 300) == 0);
  CHECK(draws_for(copy, spread, 90.0, 300) == 0);
  CHECK(draws_for(tables, first, 50.0, 800) == 500);
  CHECK(draws_for(tables, spread, 90.0, 2000) == 1200);  // 200 of them beyond what it remembers
  CHECK(draws_for(tables, spread, 90.0, 2000) == 1000);
  CHECK(draws_for(null_tables(), spread, 90.0, 10) == 10);
}

// Oracle: the rule: the urn asked least recently makes room; pooled records have a place of their own.
TEST_CASE("null_tables: which simulations stay", "[law][null_tables]") {
  const null_tables tables(2, 6, 100);
  const auto urn = [&](std::uint64_t m) { return tables.find({null_key::kind::urn, weights, m, 7}); };
  leeway::law::null_table* one = urn(1);
  leeway::law::null_table* two = urn(2);
  CHECK(one != two);
  CHECK(urn(1) == one);
  CHECK(urn(3) == two);
  for (std::uint64_t m = 10; m < 20; ++m) tables.find({null_key::kind::split, weights, m, 7});
  CHECK(urn(1) == one);
  CHECK(one->holds({null_key::kind::urn, weights, 1, 7}));
  CHECK(tables.find({null_key::kind::urn, row(7, 1), 1, 7}) == nullptr);  // more cells than there is room for
  CHECK(null_tables().find({null_key::kind::urn, weights, 1, 7}) == nullptr);
  CHECK(null_tables(0, 6, 100).find({null_key::kind::urn, weights, 1, 7}) == nullptr);
}

// Oracle: by construction: counts beyond 32 bits are not remembered, and right all the same; nine statistics are one
// too many.
TEST_CASE("null_tables: what there is no room for", "[law][null_tables]") {
  const null_tables tables(1, 6, 100);
  question large{.m = std::uint64_t{1} << 40, .observed = 4e11, .most_draws = 100};
  for (int i = 0; i < 3; ++i) CHECK(same(ask(large, tables), plain(large)));
  leeway::law::null_table* table = tables.find({null_key::kind::urn, weights, 60, 7});
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) CHECK(table->values_of(name) != nullptr);
  CHECK(table->values_of("i") == nullptr);
  CHECK(table->values_of("a") != nullptr);
  CHECK(same(ask({}, tables), plain({})));
}

}  // namespace null_tables_test
