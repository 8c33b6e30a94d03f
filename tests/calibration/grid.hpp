// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_GRID_HPP
#define LEEWAY_TESTS_CALIBRATION_GRID_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "calibration/coverage.hpp"
#include "calibration/power.hpp"
#include "calibration/reports.hpp"
#include "calibration/size.hpp"

/// What is measured, with how many records.
namespace calibration {

/// Something to measure: where, a part of the runs because it costs more, and how.
struct task {
  place where;
  std::uint64_t part = 1;
  std::function<tally(const place&, const effort&)> measure{};

  std::string name() const {
    return where.what + ',' + where.data + ',' + std::to_string(where.n) + ',' + std::to_string(where.m);
  }
};

/// Records of the baseline and of the window.
struct size_pair {
  std::uint64_t n, m;
};

/// All tasks: the quick grid is a part of the full one in kind, not in every size.
class grid {
 public:
  explicit grid(bool full) : full_(full) {
    add_reports();
    add_coverage();
    add_power();
    add_sizes();
  }

  const std::vector<task>& tasks() const noexcept { return tasks_; }

 private:
  using sizes = std::vector<size_pair>;
  using named_shares = std::vector<std::pair<std::string, samples::shares>>;

  template <class Measure>
  void add(const char* what, std::string data, size_pair size, std::uint64_t part, Measure measure) {
    tasks_.push_back({{what, std::move(data), size.n, size.m}, part, std::move(measure)});
  }

  void add_reports() {
    const sizes of_calm = full_ ? sizes{{1000, 300}, {5000, 1000}, {1000, 5000}} : sizes{{1000, 300}};
    for (const std::size_t columns : full_ ? std::vector<std::size_t>{1, 7, 28, 70} : std::vector<std::size_t>{7})
      for (const size_pair size : of_calm)
        add("calm_report", std::to_string(columns) + "_columns", size, columns < 7 ? 1 : columns * 2 / 7,
            [=](const place& where, const effort& how) { return calm_reports(columns, where, how); });
    const sizes of_changed = full_ ? sizes{{1000, 500},      {5000, 1000},        {1000, 20'000},
                                           {20'000, 20'000}, {1'000'000, 10'000}, {1'000'000, 1'000'000}}
                                   : sizes{{5000, 1000}};
    for (const bool of_drift : {false, true})
      for (const size_pair size : of_changed)
        add("below_tolerance", of_drift ? "of_drift" : "of_warning", size, 2,
            [=](const place& where, const effort& how) { return below_tolerance(of_drift, where, how); });
  }

  void add_coverage() {
    for (const size_pair size :
         full_ ? sizes{{500, 500}, {5000, 500}, {500, 5000}, {20'000, 20'000}} : sizes{{5000, 500}}) {
      for (const auto& [name, then] : named_shares{{"equal_2", samples::equal(2)},
                                                   {"equal_10", samples::equal(10)},
                                                   {"geometric_12", samples::geometric(12, 0.2)}})
        for (const auto& [how_changed, now] : named_shares{{"same", then},
                                                           {"spread_0.05", detail::pass_on(then, 0.05)},
                                                           {"spread_0.2", detail::pass_on(then, 0.2)},
                                                           {"spike_0.1", detail::raise(then, then.size() - 1, 0.1)}})
          add("coverage", name + '_' + how_changed, size, 2,
              [then = then, now = now](const place& where, const effort& how) {
                return coverage_of_categories(then, now, where, how);
              });
      for (const double shift : {0.0, 0.1, 0.5})
        add("coverage", "normal_shift_" + std::to_string(shift).substr(0, 3), size, 2,
            [=](const place& where, const effort& how) { return coverage_of_numbers(shift, where, how); });
      for (const auto& [then, now] : {std::pair{1, 1}, {1, 3}, {0, 1}, {50, 30}})
        add("coverage", "missing_" + std::to_string(then) + "%_to_" + std::to_string(now) + '%', size, 1,
            [then = then / 100.0, now = now / 100.0](const place& where, const effort& how) {
              return coverage_of_missing(then, now, where, how);
            });
      for (const category_law& law : category_laws())
        for (const double news : {0.0, 0.02})
          add("coverage", law.name + (news > 0.0 ? "_2%_news" : "_no_news"), size, 2,
              [=](const place& where, const effort& how) { return coverage_of_unseen(law, news, where, how); });
    }
  }

  void add_power() {
    for (const size_pair size : full_ ? sizes{{2000, 2000}, {20'000, 2000}, {20'000, 20'000}} : sizes{{20'000, 2000}}) {
      for (const auto& [name, law] : named_shares{{"equal_10", samples::equal(10)},
                                                  {"equal_60", samples::equal(60)},
                                                  {"geometric_40", samples::geometric(40, 0.15)}})
        for (const change shape : {change::spread, change::spike})
          add("power", name + (shape == change::spread ? "_spread" : "_spike"), size, 4,
              [law = law, shape](const place& where, const effort& how) {
                return power_of_categories(law, shape, where, how);
              });
      add("power", "halves", size, 4, power_of_numbers);
      for (const auto& [name, rate] : {std::pair{"missing_0.1%", 0.001}, {"missing_5%", 0.05}})
        add("power", name, size, 1,
            [rate = rate](const place& where, const effort& how) { return power_of_missing(rate, where, how); });
      for (const category_law& law : category_laws())
        add("power", law.name + "_news", size, 4,
            [=](const place& where, const effort& how) { return power_of_unseen(law, where, how); });
    }
  }

  void add_sizes() {
    const sizes all = full_ ? sizes{{50, 50},
                                    {100, 100},
                                    {500, 500},
                                    {1000, 1000},
                                    {5000, 5000},
                                    {10'000, 10'000},
                                    {100'000, 100'000},
                                    {1'000'000, 1'000'000},
                                    // a larger baseline
                                    {500, 50},
                                    {5000, 100},
                                    {10'000, 500},
                                    {10'000, 1000},
                                    {100'000, 1000},
                                    {100'000, 10'000},
                                    {1'000'000, 1000},
                                    {1'000'000, 100'000},
                                    // a larger window
                                    {50, 1000},
                                    {100, 5000},
                                    {1000, 10'000},
                                    {1000, 100'000},
                                    {10'000, 1'000'000}}
                            : sizes{{100, 100}, {1000, 200}, {200, 1000}, {5000, 5000}, {100'000, 1000}};
    for (const size_pair size : all) {
      for (const numeric_law& law : numeric_laws())
        add("size", law.name, size, part_of_size(size, false),
            [=](const place& where, const effort& how) { return size_of(law, where, how); });
      for (const category_law& law : category_laws())
        add("size", law.name, size, part_of_size(size, true),
            [=](const place& where, const effort& how) { return size_of(law, where, how); });
      for (const auto& [name, rate] : {std::pair{"missing_0.1%", 0.001}, {"missing_5%", 0.05}, {"missing_50%", 0.5}})
        add("size", name, size, 1,
            [rate = rate](const place& where, const effort& how) { return size_of_missing(rate, where, how); });
    }
  }

  /// Categories cost more: their Monte Carlo draws have a cell for each.
  static std::uint64_t part_of_size(size_pair size, bool categories) {
    const std::uint64_t records = size.n + size.m;
    if (records <= 2000) return 1;
    if (records <= 12'000) return categories ? 4 : 2;
    return records <= 120'000 ? (categories ? 10 : 4) : (categories ? 40 : 8);
  }

  bool full_;
  std::vector<task> tasks_{};
};

}  // namespace calibration

#endif
