// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// People decide by a rehearsal whether to trust a monitor. So what it says was seen, when, and what it would take must
// be what closed forms, the plan and the reports themselves say.
#include <leeway/monitor/rehearsal.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/own_window_collector.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/reports.hpp"
#include "support/samples.hpp"

namespace rehearsal_test {

using leeway::injection;
using leeway::parse_injection;
using leeway::rehearsal;
using leeway::window;

namespace {

/// A table, and its rows in windows, calm or injected.
class history {
 public:
  history(reports::table table, std::size_t rows_a_window)
      : table_(std::move(table)), size_(rows_a_window), past_(leeway::learn(table_.columns(), {.name = "past"})) {}

  const leeway::baseline& past() const { return past_; }
  std::size_t windows() const { return table_.rows() / size_; }
  window calm(std::size_t w) const {
    return count(
        w, [](double x, std::size_t) { return x; }, [](std::string_view x, std::size_t) { return x; });
  }
  /// Income and colour are changed where it applies.
  window injected(std::size_t w, const injection& change) const {
    const auto* income = std::get_if<leeway::numeric_feature>(&past_.features()[0]);
    const auto* colour = std::get_if<leeway::category_feature>(&past_.features()[2]);
    const leeway::number_injector numbers(change, *income);
    const leeway::category_injector words(change, *colour);
    const bool in_numbers = leeway::applies(change, past_.features()[0]);
    const bool in_words = leeway::applies(change, past_.features()[2]);
    return count(
        w, [&](double x, std::size_t row) { return in_numbers ? numbers(x, leeway::injection_stream(1, row, 0)) : x; },
        [&](std::string_view x, std::size_t row) {
          return in_words ? words(x, leeway::injection_stream(1, row, 2)) : x;
        });
  }
  leeway::rehearsal_result rehearse(const std::vector<injection>& injections,
                                    const leeway::decision_policy& policy = {},
                                    const std::vector<std::string>& columns = {"income", "colour"}) const {
    rehearsal all(past_, policy, injections, columns);
    for (std::size_t w = 0; w < windows(); ++w) {
      std::vector<window> changed;
      for (const injection& one : injections) changed.push_back(injected(w, one));
      all.add(calm(w), changed);
    }
    return all.result();
  }

 private:
  template <class Number, class Word>
  window count(std::size_t w, Number&& number, Word&& word) const {
    window result(past_, "window " + std::to_string(w));
    const auto cells = [&](std::size_t i) -> const auto& {
      return std::get<leeway::numeric_feature>(past_.features()[i]).cells();
    };
    for (std::size_t row = w * size_; row < (w + 1) * size_; ++row) {
      result.column(0).observe(cells(0), number(table_.income[row], row));
      result.column(1).observe(cells(1), table_.visits[row]);
      result.column(2).observe(std::get<leeway::category_feature>(past_.features()[2]).cells(),
                               word(table_.colour[row], row));
    }
    result.add_rows(size_);
    return result;
  }

  reports::table table_;
  std::size_t size_;
  leeway::baseline past_;
};

const leeway::rehearsed_change& find(const leeway::rehearsal_result& result, std::string_view feature,
                                     std::string_view injection) {
  for (const leeway::rehearsed_change& one : result.changes)
    if (result.features[one.feature].name == feature && result.injections[one.injection].what.text == injection)
      return one;
  throw std::runtime_error("not rehearsed");
}

double normal_distribution(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

// Oracle: closed forms. A normal law that is shifted by c deviations moves by 2 Phi(c/2) - 1; scaled by k, by the gap
// of the two distribution functions at x with x^2 = 2 ln k / (1 - 1/k^2). Lost and new records are binomial. The
// empirical gap errs by at most two bands of Massart, the cells by two of 1024; together wrong once in 10^9.
TEST_CASE("rehearsal: what an injection moves", "[monitor]") {
  const std::size_t rows = 20'000;
  const history past(reports::make(1, rows), 1000);
  std::vector<injection> injections;
  for (std::string_view text : {"shift=0.5sd", "shift=-1sd", "scale=1.5", "missing=5%", "zero=20%", "new=3%"})
    injections.push_back(parse_injection(text));
  const leeway::rehearsal_result result = past.rehearse(injections);
  const auto size = static_cast<double>(rows);
  const double band = 2.0 * std::sqrt(std::log(2e9) / (2.0 * 0.97 * size)) + 2.0 / 1024.0;
  const auto near = [](double x, double expected, double error) { return std::fabs(x - expected) < error; };
  CHECK(near(find(result, "income", "shift=0.5sd").moved, 2.0 * normal_distribution(0.25) - 1.0, band));
  CHECK(near(find(result, "income", "shift=-1sd").moved, 2.0 * normal_distribution(0.5) - 1.0, band));
  const double x = std::sqrt(2.0 * std::log(1.5) / (1.0 - 1.0 / 2.25));
  CHECK(near(find(result, "income", "scale=1.5").moved, normal_distribution(x) - normal_distribution(x / 1.5), band));
  // Half of the values are below 0, so that 0 rises by a fifth and the distribution moves by a tenth.
  CHECK(find(result, "income", "zero=20%").question == leeway::question::spike);
  const auto six_errors = [&](double share) { return 6.2 * std::sqrt(share * (1.0 - share) / (0.9 * size)); };
  CHECK(near(find(result, "income", "zero=20%").moved, 0.2, six_errors(0.2) + 2.0 / 1024.0));
  CHECK(find(result, "income", "missing=5%").question == leeway::question::missing);
  CHECK(near(find(result, "income", "missing=5%").moved, 0.05 * 0.98, six_errors(0.05)));
  CHECK(find(result, "colour", "new=3%").question == leeway::question::unseen);
  CHECK(near(find(result, "colour", "new=3%").moved, 0.03, six_errors(0.03)));
  CHECK(result.injections[5].features == 1);
  CHECK(result.injections[3].features == 2);
  CHECK(result.changes.size() == 4 + 2 + 1);
  CHECK(result.windows.size() == 20);
  CHECK(result.typical_rows == 1000);
  CHECK(result.family == 11);
}

// Oracle: the plan claims a power of 80 % at the rows that it names: misses beyond its bound at that rate happen once
// in 10^9 where the claim holds. A quarter of the rows must see less than that.
TEST_CASE("rehearsal: windows as long as the plan says see the change", "[monitor]") {
  for (std::string_view text : {"shift=0.5sd", "missing=5%", "zero=20%", "new=3%"}) {
    INFO(text);
    const std::vector<injection> one = {parse_injection(text)};
    const char* column = text == "new=3%" ? "colour" : "income";
    const leeway::rehearsal_result first = history(reports::make(2, 20'000), 1000).rehearse(one, {}, {column});
    const auto rows = static_cast<std::size_t>(first.changes.front().flat.rows_needed.value());
    const std::size_t windows = 100;
    const leeway::rehearsal_result enough = history(reports::make(3, windows * rows), rows).rehearse(one, {}, {column});
    const auto missed =
        static_cast<std::uint64_t>(static_cast<double>(windows) - enough.changes.front().flat.seen.seen);
    CHECK(missed <= samples::at_most(windows, 0.2, 1e-9));
    const leeway::rehearsal_result few =
        history(reports::make(4, windows * rows / 4), rows / 4).rehearse(one, {}, {column});
    CHECK(few.changes.front().flat.seen.share() < 0.8);
    CHECK(few.changes.front().flat.seen.between().upper >= few.changes.front().flat.seen.share());
  }
}

// Oracle: the guarantee: windows of independent rows alarm with probability 1 % at most; more than this bound once in
// 10^9.
TEST_CASE("rehearsal: calm windows", "[monitor]") {
  const std::size_t windows = 200;
  for (std::size_t rows : {50U, 300U}) {
    const leeway::rehearsal_result result = history(reports::make(5, windows * rows), rows).rehearse({});
    CHECK(result.flat_alarms.windows == windows);
    CHECK(result.flat_alarms.seen <= static_cast<double>(samples::at_most(windows, 0.01, 1e-9)));
    CHECK(result.learned_alarms.seen <= result.flat_alarms.seen);
    CHECK(result.learns);
    CHECK(result.injections.empty());
    CHECK(result.changes.empty());
  }
}

// Oracle: the collector of own windows, which judges whole reports.
TEST_CASE("rehearsal: alarms of a past that moves", "[monitor]") {
  const std::size_t windows = 60;
  const std::size_t rows = 200;
  reports::table table = reports::make(6, windows * rows);
  for (std::size_t i = 0; i < table.rows(); ++i)
    table.income[i] += (i / rows) % 7 == 0 ? 1.0 : 0.3 * std::sin(static_cast<double>(i / rows));
  const history past(std::move(table), rows);
  leeway::own_window_collector collector(past.past(), "200");
  for (std::size_t w = 0; w < windows; ++w) collector.add(past.calm(w));
  const leeway::own_review review = collector.review();
  const leeway::rehearsal_result result =
      past.rehearse({parse_injection("shift=0.5sd"), parse_injection("missing=5%")});
  CHECK(result.flat_alarms.seen == Approx(static_cast<double>(review.flat_alarms())));
  CHECK(result.learned_alarms.seen == Approx(static_cast<double>(review.learned_alarms())));
  CHECK(result.flat_alarms.seen > result.learned_alarms.seen);
  CHECK(result.features[0].flat_alarms.seen == Approx(result.flat_alarms.seen));
  CHECK(exact::same(result.features[1].flat_alarms.seen, 0.0));
  // What tolerates the restless weeks does not see the shift, and needs more than the flat tolerances do, or more than
  // there is.
  const leeway::rehearsed_change& shift = find(result, "income", "shift=0.5sd");
  CHECK(shift.learned.seen.seen < shift.flat.seen.seen);
  CHECK((!shift.learned.rows_needed || *shift.learned.rows_needed > *shift.flat.rows_needed));
  // Missing values did not move: both tolerances are the same.
  const leeway::rehearsed_change& missing = find(result, "income", "missing=5%");
  CHECK(missing.learned.rows_needed == missing.flat.rows_needed);
}

// Oracle: by definition: where all windows alarm already, a change that the same question would see is not seen.
TEST_CASE("rehearsal: an alarm that is always there shows nothing", "[monitor]") {
  reports::table table = reports::make(7, 30 * 200);
  for (std::size_t i = 0; i < table.rows(); ++i) table.income[i] += (i / 200) % 2 == 0 ? 2.0 : -2.0;
  leeway::decision_policy policy;
  policy.tolerances.spike = {1.0, 1.0};
  const leeway::rehearsal_result result =
      history(std::move(table), 200).rehearse({parse_injection("shift=1sd"), parse_injection("missing=20%")}, policy);
  CHECK(exact::same(result.flat_alarms.seen, 30.0));
  CHECK(exact::same(find(result, "income", "shift=1sd").flat.seen.seen, 0.0));
  CHECK(exact::same(find(result, "income", "missing=20%").flat.seen.seen, 30.0));
}

// Oracle: 20 others are needed to learn from.
TEST_CASE("rehearsal: too few windows to learn from", "[monitor]") {
  reports::table table = reports::make(7, 20 * 200);
  for (std::size_t i = 0; i < 400; ++i) table.income[i] += 1.5;
  const leeway::rehearsal_result result = history(std::move(table), 200).rehearse({});
  CHECK_FALSE(result.learns);
  CHECK(exact::same(result.flat_alarms.seen, 2.0));
  CHECK(exact::same(result.learned_alarms.seen, 2.0));
}

// Oracle: by hand. From each of five windows on: 1, 3, 2, 1 windows, never; of two features together the middle one of
// ten.
TEST_CASE("rehearsal: windows until a change is seen", "[monitor]") {
  leeway::detail::seen_windows one(5);
  one.add({true, false, false, true, false});
  CHECK(exact::same(one.result().delay, 2.0));
  CHECK(exact::same(one.result().seen.seen, 2.0));
  leeway::detail::seen_windows both = one;
  both.add({true, true, true, true, true});
  CHECK(exact::same(both.result().delay, 1.0));
  CHECK(exact::same(both.result().seen.seen, 3.5));
  leeway::detail::seen_windows late(4);
  late.add({false, true, false, false});
  CHECK(std::isnan(late.result().delay));
  leeway::detail::seen_windows none(4);
  CHECK(exact::same(none.result().seen.seen, 0.0));
  CHECK(std::isnan(none.result().delay));
}

// Oracle: by definition: a window without rows says nothing; nor does one that is all there is.
TEST_CASE("rehearsal: windows that are left out", "[monitor]") {
  const history past(reports::make(8, 1000), 1000);
  const std::vector<injection> one = {parse_injection("missing=5%")};
  rehearsal all(past.past(), {}, one);
  const std::vector<window> injected = {past.injected(0, one.front())};
  all.add(past.calm(0), injected);
  all.add(window(past.past()), {{window(past.past())}});
  CHECK(all.size() == 0);
  const leeway::rehearsal_result result = all.result();
  CHECK(result.windows.empty());
  CHECK(result.flat_alarms.windows == 0);
  CHECK(result.injections.size() == 0);
}

// Oracle: the contract.
TEST_CASE("rehearsal: what is refused", "[monitor]") {
  const history past(reports::make(9, 1000), 100);
  const history other(reports::make(10, 1000), 100);
  const std::vector<injection> one = {parse_injection("missing=5%")};
  const std::vector<std::string> unknown = {"income", "height"};
  CHECK_THROWS_WITH(rehearsal(past.past(), {}, one, unknown), "rehearsal: column \"height\" is not in the baseline");
  leeway::decision_policy senseless;
  senseless.significance = 2.0;
  CHECK_THROWS_AS(rehearsal(past.past(), senseless, one), std::invalid_argument);
  rehearsal all(past.past(), {}, one);
  CHECK_THROWS_AS(all.add(past.calm(0), {}), std::invalid_argument);
  const std::vector<window> foreign = {other.injected(0, one.front())};
  CHECK_THROWS_AS(all.add(past.calm(0), foreign), std::invalid_argument);
  const std::vector<window> good = {past.injected(0, one.front())};
  CHECK_THROWS_AS(all.add(other.calm(0), good), std::invalid_argument);
  window twice = past.calm(0);
  for (int times = 0; times < 20; ++times) twice.merge(past.calm(0));
  CHECK_THROWS_AS(all.add(twice, good), std::invalid_argument);
  CHECK(all.size() == 0);
  all.add(past.calm(0), good);
  CHECK(all.size() == 1);
}

}  // namespace rehearsal_test
