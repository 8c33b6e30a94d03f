// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// Four writers count while another thread closes windows, takes snapshots, saves, restores elsewhere and changes the
// baseline, all at random. In the end every row must be somewhere, exactly once, and memory must be what it was.
//
//   leeway_soak [ROWS]     1 000 000 000 rows take some minutes; the tests run a few under ThreadSanitizer
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <leeway/leeway.hpp>
#include <leeway/monitor/row_learner.hpp>
#include <leeway/monitor/row_monitor.hpp>

namespace {

struct row {
  double number = 0.0;
  std::int64_t whole = 0;
  const char* word = nullptr;  // null is missing
};

constexpr auto fields = leeway::row_of<row>(leeway::field("number", &row::number), leeway::field("whole", &row::whole),
                                            leeway::field("word", &row::word));

row drawn(leeway::random_stream& random) {
  constexpr std::array<const char*, 4> words = {"red", "green", "blue", nullptr};
  return {random.uniform(), static_cast<std::int64_t>(random.below(40)), words[random.below(4)]};
}

/// Some rows of a writer come as columns.
void observe_as_columns(leeway::row_monitor::shard& into, const row& one, leeway::instant at) {
  const std::string_view word = one.word != nullptr ? std::string_view(one.word) : std::string_view();
  const std::array<leeway::column, 3> columns = {{{"number", std::span<const double>(&one.number, 1)},
                                                  {"whole", std::span<const std::int64_t>(&one.whole, 1)},
                                                  {"word", std::span<const std::string_view>(&word, 1)}}};
  into.observe(columns, at);
}

leeway::baseline learned(std::uint64_t seed) {
  leeway::random_stream random(seed);
  leeway::row_learner learner(fields, 2000);
  for (int i = 0; i < 2000; ++i) learner.observe(fields, drawn(random));
  return learner.learned({.name = "soak"});
}

constexpr std::size_t writers = 4;
constexpr std::uint64_t rows_a_tick = 1000;  // of one writer
const leeway::window_plan plan{leeway::period::parse("1s"), leeway::nanoseconds_per_second};

/// A tenth of a second a tick. Writers do not run ahead of the closing clock by more than a window.
leeway::instant time_of(std::uint64_t tick) {
  return {static_cast<std::int64_t>(tick) * (leeway::nanoseconds_per_second / 10)};
}

struct soak {
  std::uint64_t rows_each;
  std::array<leeway::baseline, 2> baselines{learned(1), learned(2)};
  leeway::row_monitor monitor{baselines[0], fields, plan, {.shards = writers}};
  std::array<std::atomic<std::uint64_t>, writers> ticks{};
  std::atomic<std::uint64_t> closed{0};
  std::atomic<std::size_t> finished{0};
  std::uint64_t in_reports = 0;
  std::uint64_t actions = 0;

  void write(std::size_t me) {
    leeway::random_stream random(7, me);
    for (std::uint64_t i = 0; i < rows_each; ++i) {
      const std::uint64_t tick = i / rows_a_tick;
      if (i % rows_a_tick == 0) {
        ticks[me].store(tick);
        while (tick > closed.load() + 10) std::this_thread::yield();
      }
      const std::uint64_t late = i % 997 == 0 && tick > 40 ? 40 : 0;
      const row next = drawn(random);
      if (i % 17 == 0)
        observe_as_columns(monitor.at(me), next, time_of(tick - late));
      else
        monitor.at(me).observe(fields, next, time_of(tick - late));
    }
    ticks[me].store(~std::uint64_t{0});
    ++finished;
  }

  std::uint64_t slowest() const {
    std::uint64_t least = ~std::uint64_t{0};
    for (const auto& tick : ticks) least = (std::min)(least, tick.load());
    return least;
  }

  void add(const std::vector<leeway::report>& reports) {
    for (const leeway::report& one : reports) in_reports += one.window_rows;
  }

  void act(leeway::random_stream& random) {
    ++actions;
    const std::uint64_t which = random.below(20);
    if (which < 14) {
      const std::uint64_t tick = slowest();
      if (tick == ~std::uint64_t{0}) return;
      add(monitor.close(time_of(tick)));
      closed = tick;
    } else if (which < 16) {
      monitor.snapshot();
    } else if (which < 19) {
      leeway::row_monitor other(monitor.past(), fields, plan);
      other.restore(monitor.save());
    } else {
      add(monitor.rebase(baselines[random.below(2)]));
    }
  }
};

std::uint64_t resident_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == "VmRSS:") {
      std::uint64_t size = 0;
      status >> size;
      return size;
    }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::uint64_t rows = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000'000;
  soak run{rows / writers};
  std::vector<std::thread> threads;
  for (std::size_t me = 0; me < writers; ++me) threads.emplace_back([&run, me] { run.write(me); });
  leeway::random_stream random(11);
  std::uint64_t settled = 0;
  std::uint64_t most = 0;
  while (run.finished < writers) {
    run.act(random);
    if (run.actions == 200) settled = resident_kilobytes();
    if (run.actions > 200 && run.actions % 100 == 0) most = (std::max)(most, resident_kilobytes());
    std::this_thread::yield();
  }
  for (std::thread& thread : threads) thread.join();

  const std::uint64_t open = run.monitor.snapshot().rows();
  const std::uint64_t late = run.monitor.late_rows();
  const std::uint64_t found = run.in_reports + open + late + run.monitor.unplaced_rows();
  const std::uint64_t written = run.rows_each * writers;
  const auto number = [](std::uint64_t x) { return static_cast<unsigned long long>(x); };
  std::printf(
      "%llu rows written, %llu found: %llu in reports, %llu open, %llu late, %llu without a place; %llu actions\n",
      number(written), number(found), number(run.in_reports), number(open), number(late),
      number(run.monitor.unplaced_rows()), number(run.actions));
  if (most > 0) std::printf("memory: %llu KiB when settled, %llu KiB at most\n", number(settled), number(most));
  const bool flat = most <= settled + settled / 4 + 4096;
  return found == written && flat ? EXIT_SUCCESS : EXIT_FAILURE;
}
