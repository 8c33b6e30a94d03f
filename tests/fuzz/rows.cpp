// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A row monitor with two shards, driven by a random series of rows, closes, snapshots, restarts and changes of the
// baseline, against rows that are remembered by the hour.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/row_monitor.hpp>

#include "decisions.hpp"

namespace {

struct row {
  double x = 0.0;
  std::optional<std::int32_t> steps{};
  std::int64_t account = 0;
};

constexpr auto fields = leeway::row_of<row>(leeway::field("x", &row::x), leeway::field("steps", &row::steps),
                                            leeway::field("account", &row::account));
constexpr std::int64_t hour = leeway::nanoseconds_per_hour;

leeway::baseline learned(double scale) {
  std::vector<double> x;
  std::vector<std::int64_t> steps, accounts;
  for (int i = 0; i < 64; ++i) {
    x.push_back(scale * static_cast<double>(i * i));
    steps.push_back(i % 5);
    accounts.push_back(i % 2 == 0 ? i : INT64_MAX - i);
  }
  const std::vector<leeway::column> columns = {{"x", std::span<const double>(x)},
                                               {"steps", std::span<const std::int64_t>(steps)},
                                               {"account", std::span<const std::int64_t>(accounts)}};
  return leeway::learn(columns);
}

const leeway::baseline& past(bool other) {
  static const leeway::baseline both[] = {learned(1.0), learned(-0.3)};
  return both[other ? 1 : 0];
}

using rows = std::vector<row>;

leeway::window counted(const leeway::baseline& by, const rows& all) {
  leeway::window plain(by);
  const auto& numbers = std::get<leeway::numeric_feature>(by.features()[0]).cells();
  const auto& steps = std::get<leeway::numeric_feature>(by.features()[1]).cells();
  const auto& accounts = std::get<leeway::numeric_feature>(by.features()[2]).cells();
  for (const row& one : all) {
    plain.column(0).observe(numbers, one.x);
    one.steps ? plain.column(1).observe(steps, *one.steps) : plain.column(1).observe_missing();
    plain.column(2).observe(accounts, one.account);
  }
  plain.add_rows(all.size());
  return plain;
}

/// What a monitor should hold, said as plainly as can be: rows by the hour.
class remembered {
 public:
  void observe(std::int64_t index, const row& one) {
    next_&& index < *next_ ? static_cast<void>(++late_) : open_[index].push_back(one);
  }
  /// The rows of each window that ends: all of them up to the hour `now`.
  std::vector<rows> close(std::int64_t now) {
    std::vector<rows> ended;
    while ((next_ || !open_.empty()) && first() < now) {
      const std::int64_t index = first();
      const bool told = cut_.erase(index) > 0 && open_.count(index) == 0;
      if (!told) ended.push_back(open_[index]);
      open_.erase(index);
      next_ = index + 1;
    }
    return ended;
  }
  std::vector<rows> cut_short() {
    std::vector<rows> ended;
    if (!open_.empty()) next_ = first();
    for (const auto& [index, all] : open_) {
      ended.push_back(all);
      cut_.insert(index);
    }
    open_.clear();
    return ended;
  }
  rows open() const {
    rows all;
    for (const auto& one : open_) all.insert(all.end(), one.second.begin(), one.second.end());
    return all;
  }
  std::uint64_t late() const { return late_; }

 private:
  std::int64_t first() const { return next_ ? *next_ : open_.begin()->first; }

  std::map<std::int64_t, rows> open_;
  std::optional<std::int64_t> next_{};
  std::set<std::int64_t> cut_;
  std::uint64_t late_ = 0;
};

/// A monitor beside what it should hold.
class pair {
 public:
  void step(fuzz::decisions& in) {
    const std::size_t what = in.byte();
    if (what < 190) return observe(in, what % 2);
    if (what < 200) return observe_columns(in, what % 2);
    if (what < 220) return look();
    if (what < 240) return close(in);
    if (what < 248) return restart();
    change_baseline();
  }
  void look() {
    const leeway::window seen = collected();
    const leeway::window plain = counted(past(other_), expected_.open());
    fuzz::check(seen.rows() == plain.rows(), "rows that are open");
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const leeway::column_statistics &a = seen.columns()[f], &b = plain.columns()[f];
      fuzz::check(std::ranges::equal(a.counts().cells(), b.counts().cells()), "counts of cells");
      fuzz::check(a.counts().missing() == b.counts().missing() && a.infinite() == b.infinite(), "missing, infinite");
      fuzz::check(a.extremes() == b.extremes() && a.moments().count() == b.moments().count(), "extremes, moments");
    }
    fuzz::check(monitor_->late_rows() == expected_.late(), "late rows");
    fuzz::check(monitor_->unplaced_rows() == 0 && monitor_->misbound_rows() == 0, "rows that have a place");
  }

 private:
  static constexpr std::size_t shards = 2;
  static constexpr std::size_t most_windows = 4;  // of a shard that is not collected

  static std::unique_ptr<leeway::row_monitor> made(bool other) {
    leeway::decision_policy quick;
    quick.shown.clear();
    return std::make_unique<leeway::row_monitor>(past(other), fields, leeway::window_plan{leeway::period::parse("1h")},
                                                 leeway::row_monitor_options{.shards = shards}, quick);
  }
  leeway::window collected() {
    for (std::set<std::int64_t>& one : waiting_) one.clear();
    return monitor_->snapshot();
  }

  /// Which window the next rows of a shard belong to: it has room for it.
  std::int64_t hour_of(fuzz::decisions& in, std::size_t shard) {
    const std::int64_t index = hour_ + static_cast<std::int64_t>(in.below(8)) - 3;
    if (waiting_[shard].size() >= most_windows && waiting_[shard].count(index) == 0) collected();
    waiting_[shard].insert(index);
    return index;
  }
  row drawn(fuzz::decisions& in) {
    row one{fuzz::number<double>(in, near_), {}, 0};
    one.account = std::bit_cast<std::int64_t>(one.x);  // any integer, the ends of the type among them
    if (const std::size_t step = in.below(9); step > 0) one.steps = static_cast<std::int32_t>(step) - 3;
    near_.push_back(one.x);
    return one;
  }
  void observe(fuzz::decisions& in, std::size_t shard) {
    const std::int64_t index = hour_of(in, shard);
    const row one = drawn(in);
    for (std::size_t copies = in.below(4) == 3 ? 200 : 1; copies > 0; --copies) {
      monitor_->at(shard).observe(fields, one, {index * hour + static_cast<std::int64_t>(in.below(100))});
      expected_.observe(index, one);
    }
  }
  /// The same rows side by side: integers of a column are all there.
  void observe_columns(fuzz::decisions& in, std::size_t shard) {
    const std::int64_t index = hour_of(in, shard);
    const std::size_t size = in.below(200);
    std::vector<double> x;
    std::vector<std::int64_t> steps, accounts;
    row one = drawn(in);
    for (std::size_t i = 0; i < size; ++i) {
      if (i % 16 == 0) one = drawn(in);
      one.steps = one.steps.value_or(0);
      one.account ^= i % 2 == 0 ? 0 : 1;
      x.push_back(one.x);
      steps.push_back(*one.steps);
      accounts.push_back(one.account);
      expected_.observe(index, one);
    }
    const std::vector<leeway::column> columns = {{"x", std::span<const double>(x)},
                                                 {"steps", std::span<const std::int64_t>(steps)},
                                                 {"account", std::span<const std::int64_t>(accounts)}};
    monitor_->at(shard).observe(columns, {index * hour});
  }
  void close(fuzz::decisions& in) {
    hour_ += static_cast<std::int64_t>(in.below(4)) - 1;
    collected();
    expect(monitor_->close({hour_ * hour}), expected_.close(hour_));
  }
  void restart() {
    const std::vector<std::byte> state = monitor_->save();
    const std::uint64_t late = expected_.late();
    collected();
    monitor_ = made(other_);
    fuzz::check(monitor_->restore(state) == expected_.open().size(), "rows that were restored");
    fuzz::check(monitor_->late_rows() == late, "late rows that were restored");
  }
  void change_baseline() {
    collected();
    other_ = !other_;
    expect(monitor_->rebase(past(other_)), expected_.cut_short());
  }

  static void expect(const std::vector<leeway::report>& reports, const std::vector<rows>& windows) {
    fuzz::check(reports.size() == windows.size(), "number of reports");
    for (std::size_t i = 0; i < windows.size(); ++i) {
      std::uint64_t missing = 0;
      for (const row& one : windows[i]) missing += one.steps ? 0U : 1U;
      fuzz::check(reports[i].window_rows == windows[i].size(), "rows of a report");
      fuzz::check(reports[i].features[1].window.missing == missing, "missing values of a report");
    }
  }

  bool other_ = false;
  std::unique_ptr<leeway::row_monitor> monitor_ = made(false);
  remembered expected_;
  std::set<std::int64_t> waiting_[shards];
  std::int64_t hour_ = 100;
  std::vector<double> near_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::decisions in(bytes, size);
  pair both;
  for (int steps = 0; steps < 300 && !in.done(); ++steps) both.step(in);
  both.look();
  return 0;
}
