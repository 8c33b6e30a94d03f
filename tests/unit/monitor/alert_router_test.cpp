// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// People are told what has changed, once: the state machine is written out by hand below and must agree.
#include <stdexcept>
#include <string>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/monitor/alert_router.hpp>

#include "support/catch.hpp"
#include "support/damage.hpp"

namespace alert_router_test {
namespace {

using leeway::alert;
using leeway::verdict;

leeway::report judged(verdict v, bool no_rows = false) {
  leeway::report report;
  report.window_begin = "2026-01-01T00:00:00Z";
  report.no_rows = no_rows;
  leeway::feature_report feature;
  feature.name = "bid";
  leeway::finding found;
  found.verdict = v;
  found.what = "at or below 30: 28.9 -> 19.1 %";
  feature.findings.push_back(found);
  report.features.push_back(feature);
  return report;
}

/// One letter a window: what the router said of it.
std::string told(leeway::alert_router& router, const std::string& windows) {
  std::string said;
  for (char c : windows) {
    const verdict v = c == 'd'   ? verdict::drift
                      : c == 'w' ? verdict::warning
                      : c == '?' ? verdict::too_few
                                 : verdict::stable;
    const std::vector<alert> changes = router.changes(judged(v));
    REQUIRE(changes.size() <= 1);
    said += changes.empty() ? '.' : "frcl"[static_cast<int>(changes.front().what)];
  }
  return said;
}

}  // namespace

TEST_CASE("only changes are told") {
  leeway::alert_router router;
  CHECK(told(router, "..wwwddd...") == "..f..r...c.");
}

TEST_CASE("drift that falls back to a warning is not told again") {
  leeway::alert_router router;
  CHECK(told(router, "dwdw..d..") == "f....cf.c");
}

TEST_CASE("a window that could not be judged neither confirms nor clears") {
  leeway::alert_router router({.confirm = 2, .of = 2, .clear_after = 2});
  CHECK(told(router, "w?w.??.") == "..f...c");
}

TEST_CASE("an alert needs as many windows as were asked for") {
  leeway::alert_router two_of_three({.confirm = 2, .of = 3, .clear_after = 1});
  CHECK(told(two_of_three, "w..w.w...dd") == ".....fc...f");
  leeway::alert_router mixed({.confirm = 2, .of = 2, .clear_after = 1});
  CHECK(told(mixed, "wddw") == ".fr.");
}

TEST_CASE("an alert says what moved and has a key that stays") {
  leeway::alert_router router;
  const std::vector<alert> changes = router.changes(judged(verdict::drift));
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].key() == "bid/distribution");
  CHECK(changes[0].sentence() == "bid: drift (distribution): at or below 30: 28.9 -> 19.1 %");
  CHECK(changes[0].window == "2026-01-01T00:00:00Z");
  CHECK(router.active() == std::vector<std::pair<std::string, verdict>>{{"bid/distribution", verdict::drift}});
  static_cast<void>(router.changes(judged(verdict::stable)));
  const std::vector<alert> cleared = router.changes(judged(verdict::stable));
  REQUIRE(cleared.size() == 1);
  CHECK(cleared[0].sentence() == "bid: distribution is calm again");
  CHECK(router.active().empty());
}

// Otherwise a feature whose windows became too small, or that is gone, would be called drift for ever.
TEST_CASE("an alert that no window can judge lapses, and fires anew") {
  leeway::alert_router router({.clear_after = 2, .lapse_after = 3});
  CHECK(told(router, "w??.??w??????dd") == "f........l...f.");
  leeway::alert_router never({.lapse_after = 0});
  CHECK(told(never, "w" + std::string(100, '?')) == "f" + std::string(100, '.'));
  leeway::alert_router calm({.lapse_after = 1});
  CHECK(told(calm, ".??.?") == ".....");
}

TEST_CASE("a lapsed alert says that nobody knows") {
  leeway::alert_router router({.lapse_after = 2});
  static_cast<void>(router.changes(judged(verdict::drift)));
  CHECK(router.changes({}).empty());  // the feature is gone
  const std::vector<alert> changes = router.changes({});
  REQUIRE(changes.size() == 1);
  CHECK(to_string(changes[0].what) == "lapsed");
  CHECK(changes[0].key() == "bid/distribution");
  CHECK(changes[0].before == verdict::drift);
  CHECK(changes[0].now == verdict::too_few);
  CHECK(changes[0].sentence() == "bid: distribution is no longer known: no window could judge it for 2 windows");
  CHECK(router.active().empty());
  static_cast<void>(router.changes(judged(verdict::drift)));
  static_cast<void>(router.changes(judged(verdict::too_few, true)));
  const std::vector<alert> silence = router.changes(judged(verdict::too_few, true));
  REQUIRE(silence.size() == 1);
  CHECK(silence[0].key() == "bid/distribution");
  CHECK(router.active().front().first == "/rows");
}

TEST_CASE("no rows is an alert of the table, and says nothing of the features") {
  leeway::alert_router router;
  static_cast<void>(router.changes(judged(verdict::drift)));
  const std::vector<alert> silence = router.changes(judged(verdict::too_few, true));
  REQUIRE(silence.size() == 1);
  CHECK(silence[0].key() == "/rows");
  CHECK(router.active().size() == 2);
}

TEST_CASE("a router that was saved goes on as if nothing had happened") {
  leeway::random_stream random(1);
  leeway::alert_router straight({.confirm = 2, .of = 3, .clear_after = 2, .lapse_after = 4});
  leeway::alert_router saved({.confirm = 2, .of = 3, .clear_after = 2, .lapse_after = 4});
  for (int i = 0; i < 500; ++i) {
    const std::string window(1, ".wd???"[random.below(6)]);
    REQUIRE(told(straight, window) == told(saved, window));
    leeway::alert_router next({.confirm = 2, .of = 3, .clear_after = 2, .lapse_after = 4});
    next.restore(saved.save());
    saved = next;
  }
}

TEST_CASE("altered state is refused") {
  leeway::alert_router router;
  static_cast<void>(router.changes(judged(verdict::drift)));
  const std::vector<std::byte> state = router.save();
  for (std::size_t i = 0; i < state.size(); ++i) {
    std::vector<std::byte> altered = state;
    altered[i] ^= std::byte{0x10};
    CHECK_THROWS_AS(leeway::alert_router().restore(altered), leeway::bad_state);
    altered = state;
    altered.resize(i);
    CHECK_THROWS_AS(leeway::alert_router().restore(altered), leeway::bad_state);
  }
}

TEST_CASE("policies that never fire or never clear are refused") {
  CHECK_THROWS_AS(leeway::alert_router({.confirm = 0}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::alert_router({.confirm = 3, .of = 2}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::alert_router({.clear_after = 0}), std::invalid_argument);
}

// The values are in no cell, so no question of the report sees them go.
TEST_CASE("a feature that can no longer be read is told of beside its questions") {
  leeway::alert_router router({.clear_after = 1});
  const auto with_invalid = [](std::uint64_t invalid) {
    leeway::report report = judged(verdict::stable);
    report.features.front().baseline.present = 4000;
    report.features.front().window.present = 1000 - invalid;
    report.features.front().window.invalid = invalid;
    return report;
  };
  CHECK(router.changes(with_invalid(0)).empty());
  const std::vector<alert> fired = router.changes(with_invalid(300));
  REQUIRE(fired.size() == 1);
  CHECK(fired[0].key() == "bid/unreadable");
  CHECK(fired[0].sentence() == "bid: drift (unreadable): not a number: 0 -> 30 % of its values");
  CHECK(router.changes(judged(verdict::stable)).empty());  // no value: nobody knows
  const std::vector<alert> cleared = router.changes(with_invalid(0));
  REQUIRE(cleared.size() == 1);
  CHECK(cleared[0].sentence() == "bid: unreadable is calm again");
}

}  // namespace alert_router_test
