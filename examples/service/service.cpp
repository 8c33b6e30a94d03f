// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// A ranking service that watches its own requests: four workers count, one thread closes the hour, tells what has
// changed, keeps its state over a restart, and takes a new baseline without stopping. Traffic is made up, and so are
// its hours.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <leeway/leeway.hpp>
#include <leeway/monitor/alert_router.hpp>
#include <leeway/monitor/prometheus.hpp>
#include <leeway/monitor/row_learner.hpp>
#include <leeway/monitor/row_monitor.hpp>

namespace {

struct request {
  float bid = 0.0F;
  double click_rate = 0.0;
  std::int32_t account_age_days = 0;
  std::optional<float> income{};
  std::uint16_t country = 0;
  std::string_view device{};
  std::array<float, 4> user_embedding{};
};

float norm(const std::array<float, 4>& v) noexcept {
  float sum = 0.0F;
  for (float x : v) sum += x * x;
  return std::sqrt(sum);
}

// Bound once, by name: an empty optional is missing, text is a category, a lambda is a derived feature.
constexpr auto features = leeway::row_of<request>(
    leeway::field("bid", &request::bid), leeway::field("click_rate", &request::click_rate),
    leeway::field("account_age_days", &request::account_age_days), leeway::field("income", &request::income),
    leeway::field("country", &request::country, leeway::categorical), leeway::field("device", &request::device),
    leeway::field("user_embedding.norm", [](const request& r) noexcept { return norm(r.user_embedding); }));

request made_up(leeway::random_stream& random, double inflation) {
  constexpr std::array<std::string_view, 3> devices = {"phone", "desktop", "tablet"};
  request r;
  r.bid = static_cast<float>(inflation * std::exp(random.normal()));
  r.click_rate = random.uniform() * 0.1;
  r.account_age_days = static_cast<std::int32_t>(random.below(2000));
  if (random.uniform() < 0.8) r.income = static_cast<float>(30'000.0 + 10'000.0 * random.normal());
  r.country = static_cast<std::uint16_t>(random.below(12));
  r.device = devices[random.below(random.uniform() < 0.3 ? 3 : 2)];
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
constexpr int requests_an_hour = 5'000;
constexpr std::int64_t hour = leeway::nanoseconds_per_hour;

/// One hour of traffic, from all workers at once.
void serve(leeway::row_monitor& monitor, int which_hour, double inflation) {
  std::vector<std::thread> threads;
  for (std::size_t me = 0; me < workers; ++me)
    threads.emplace_back([&, me] {
      leeway::random_stream random(static_cast<std::uint64_t>(100 * which_hour), me);
      for (int i = 0; i < requests_an_hour; ++i)
        monitor.at(me).observe(features, made_up(random, inflation), {which_hour * hour + i});
    });
  for (std::thread& thread : threads) thread.join();
}

void tell(leeway::alert_router& router, const std::vector<leeway::report>& reports) {
  for (const leeway::report& closed : reports) {
    std::printf("%s  %llu rows  %s\n", closed.window_begin.c_str(), static_cast<unsigned long long>(closed.window_rows),
                std::string(to_string(closed.verdict)).c_str());
    for (const leeway::alert& change : router.changes(closed))
      std::printf("  %s  %s\n", std::string(to_string(change.what)).c_str(), change.sentence().c_str());
  }
}

}  // namespace

int main() {
  const leeway::window_plan hourly{leeway::period::parse("1h"), leeway::nanoseconds_per_minute};
  leeway::alert_router router({.confirm = 2, .of = 2});
  std::vector<std::byte> state;
  {
    leeway::row_monitor monitor(learned(1), features, hourly, {.shards = workers});
    for (int h = 0; h < 3; ++h) {
      serve(monitor, h, 1.0);
      tell(router, monitor.close({(h + 1) * hour}));
    }
    state = monitor.save();  // the third hour is open for another minute
  }
  std::printf("-- restart --\n");
  leeway::row_monitor monitor(learned(1), features, hourly, {.shards = workers});
  std::printf("%llu rows restored\n", static_cast<unsigned long long>(monitor.restore(state)));
  for (int h = 3; h < 6; ++h) {  // prices rise by half
    serve(monitor, h, 1.5);
    tell(router, monitor.close({(h + 1) * hour}));
  }
  std::string metrics;
  std::vector<leeway::report> last = monitor.close({7 * hour});
  for (const leeway::report& closed : last) metrics = leeway::prometheus_text(closed, {{"model", "ranker"}});
  tell(router, last);
  const bool fired = router.active().size() == 1 && router.active().front().first == "bid/distribution";
  return fired && metrics.find("leeway_verdict") != std::string::npos ? EXIT_SUCCESS : EXIT_FAILURE;
}
