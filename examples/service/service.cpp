// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// A service that watches its requests: four workers count while another thread closes the hour, tells what has changed,
// keeps its state over a restart, and takes a new baseline. Traffic and its hours are made up.
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include <leeway/interop/load_file.hpp>
#include <leeway/interop/save_file.hpp>
#include <leeway/leeway.hpp>
#include <leeway/monitor/prometheus.hpp>
#include <leeway/monitor/row_learner.hpp>
#include <leeway/monitor/row_monitor.hpp>

struct request {
  float bid = 0.0F;
  double click_rate = 0.0;
  std::optional<float> income{};
  std::uint16_t country = 0;
  std::string_view device{};
  std::array<float, 3> user_embedding{};
};

// Bound once, by name: an empty optional is missing, text is a category, a lambda is a derived feature.
constexpr auto features = leeway::row_of<request>(
    leeway::field("bid", &request::bid), leeway::field("click_rate", &request::click_rate),
    leeway::field("income", &request::income), leeway::field("country", &request::country, leeway::categorical),
    leeway::field("device", &request::device), leeway::field("user_embedding.norm", [](const request& r) noexcept {
      return std::hypot(r.user_embedding[0], r.user_embedding[1], r.user_embedding[2]);
    }));

request made_up(leeway::random_stream& random, double inflation) {
  request r;
  r.bid = static_cast<float>(inflation * std::exp(random.normal()));
  r.click_rate = random.uniform() * 0.1;
  if (random.uniform() < 0.8) r.income = static_cast<float>(30'000.0 + 10'000.0 * random.normal());
  r.country = static_cast<std::uint16_t>(random.below(12));
  r.device = random.uniform() < 0.3 ? "desktop" : "phone";
  for (float& x : r.user_embedding) x = static_cast<float>(random.normal());
  return r;
}

leeway::baseline learned(std::uint64_t seed) {
  leeway::random_stream random(seed);
  leeway::row_learner learner(features, 20'000);
  for (int i = 0; i < 20'000; ++i) learner.observe(features, made_up(random, 1.0));
  return learner.learned({.name = "ranker"});
}

constexpr std::size_t workers = 4;
constexpr int requests_an_hour = 20'000;
constexpr std::int64_t hour = leeway::nanoseconds_per_hour;

/// Hours of traffic from all workers at once; each hour is closed by `at_the_end_of(hour)` while the next one comes in.
template <class AtTheEndOf>
void serve(leeway::row_monitor& monitor, int first, int last, double inflation, AtTheEndOf&& at_the_end_of) {
  std::atomic<int> latest{first + 1};
  std::array<std::atomic<int>, workers> done{};
  std::vector<std::thread> threads;
  for (std::size_t me = 0; me < workers; ++me)
    threads.emplace_back([&, me] {
      leeway::random_stream random(7, me);
      for (int h = first; h < last; done[me] = ++h) {
        while (h > latest) std::this_thread::yield();
        for (int i = 0; i < requests_an_hour; ++i)
          monitor.at(me).observe(features, made_up(random, inflation), {h * hour + i});
      }
    });
  for (int h = first; h < last; latest = ++h + 1) {
    for (const std::atomic<int>& one : done)
      while (one <= h) std::this_thread::yield();
    at_the_end_of(h);
  }
  for (std::thread& thread : threads) thread.join();
}

/// What has changed, for people; the last hour, for Prometheus. Gives the number of rows.
std::uint64_t tell(leeway::alert_router& router, const std::vector<leeway::report>& reports) {
  std::uint64_t rows = 0;
  for (const leeway::report& one : reports) {
    std::cout << one.window_begin << "  " << one.window_rows << " rows  " << to_string(one.verdict) << '\n';
    for (const leeway::alert& change : router.changes(one)) std::cout << "  " << change.sentence() << '\n';
    leeway::save_file("ranker.metrics", leeway::prometheus_text(one, {{"model", "ranker"}}));
    rows += one.window_rows;
  }
  return rows;
}

int main() {
  leeway::save_file("ranker.leeway", learned(1).renamed("click_rate", "ctr").save());  // what it was called then
  leeway::save_file("next.leeway", learned(2).save());
  const auto load = [](const char* file) { return leeway::baseline::load(leeway::load_file(file)); };
  const leeway::baseline past = load("ranker.leeway").renamed("ctr", "click_rate");
  const leeway::window_plan hourly{leeway::period::parse("1h"), leeway::nanoseconds_per_minute};
  leeway::alert_router router({.confirm = 2, .of = 2});
  {
    leeway::row_monitor monitor(past, features, hourly, {.shards = workers});
    serve(monitor, 0, 3, 1.0, [&](int h) { tell(router, monitor.close({(h + 1) * hour})); });
    leeway::save_file("ranker.state", monitor.save());  // the third hour is open for another minute
  }
  const leeway::baseline next = load("next.leeway");
  leeway::row_monitor monitor(past, features, hourly, {.shards = workers});
  std::uint64_t missing = monitor.restore(leeway::load_file("ranker.state")) + 5 * workers * requests_an_hour;
  std::cout << "-- restarted --\n";
  serve(monitor, 3, 8, 1.5, [&](int h) {                        // prices rise by half
    if (h == 5) missing -= tell(router, monitor.rebase(next));  // the workers go on
    missing -= tell(router, monitor.close({(h + 1) * hour}));
  });
  const bool fired = router.active().size() == 1 && router.active().front().first == "bid/distribution";
  return fired && missing == monitor.snapshot().rows() ? 0 : 1;
}
