// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_TALLY_HPP
#define LEEWAY_TESTS_CALIBRATION_TALLY_HPP

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <leeway/base/hash.hpp>
#include <leeway/base/random.hpp>

/// How often what was promised to be rare has happened.
namespace calibration {

/// Where runs take place: what is measured, on which data, with how many records.
struct place {
  std::string what;
  std::string data;
  std::uint64_t n = 0;
  std::uint64_t m = 0;

  /// A name for random streams: no place depends on which others are measured.
  std::uint64_t seed(std::uint64_t of_program) const {
    const std::uint64_t named = leeway::combine_hash(leeway::hash(what), leeway::hash(data));
    return leeway::combine_hash(leeway::combine_hash(leeway::combine_hash(of_program, named), n), m);
  }
};

/// Errors of one promise in a place: `errors` of `runs`, where the share `level` is promised.
struct promise {
  double level = 0.0;
  std::uint64_t runs = 0;
  std::uint64_t errors = 0;
};

/// The promises of a place, by test and level.
class tally {
 public:
  void add(std::string_view test, double level, bool error) {
    promise& one = promises_[{std::string(test), level}];
    one.level = level;
    ++one.runs;
    one.errors += error ? 1U : 0U;
  }
  /// A p-value held against the three levels of the grid. A test that says nothing does not reject.
  void add_p_value(std::string_view test, double log_p) {
    for (double level : {0.05, 0.01, 0.001}) add(test, level, log_p <= std::log(level));
  }
  tally& operator+=(const tally& other) {
    for (const auto& [key, one] : other.promises_) {
      promise& mine = promises_[key];
      mine.level = one.level;
      mine.runs += one.runs;
      mine.errors += one.errors;
    }
    return *this;
  }
  const std::map<std::pair<std::string, double>, promise>& promises() const noexcept { return promises_; }

 private:
  std::map<std::pair<std::string, double>, promise> promises_;
};

/// How much is done in a place.
struct effort {
  std::uint64_t runs = 0;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  std::uint64_t most_draws = 9'999;  ///< of a Monte Carlo p-value
};

/// Run r draws from a stream of its own whichever thread it is on, and tallies add up: the result does not depend on
/// the number of threads. `run(random, r, tally)`.
template <class Run>
tally repeat(const place& where, const effort& how, const Run& run) {
  std::vector<tally> parts(how.threads);
  const auto work = [&](unsigned thread) {
    for (std::uint64_t r = thread; r < how.runs; r += how.threads) {
      leeway::random_stream random(where.seed(how.seed), r);
      run(random, r, parts[thread]);
    }
  };
  std::vector<std::thread> others;
  for (unsigned thread = 1; thread < how.threads; ++thread) others.emplace_back(work, thread);
  work(0);
  for (std::thread& other : others) other.join();
  for (unsigned thread = 1; thread < how.threads; ++thread) parts[0] += parts[thread];
  return parts[0];
}

}  // namespace calibration

#endif
