// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Measures the error rates that docs/calibration.md shows: sizes of all tests, the two guarantees of the verdict rule,
// coverage of intervals and bounds, power at the effect that is claimed. Each place appends its rows when it is done;
// places that the file already has are left alone, so an interrupted run goes on where it was.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <leeway/law/binomial.hpp>
#include <leeway/version.hpp>

#include "calibration/grid.hpp"

namespace {

using calibration::tally;
using calibration::task;

constexpr const char* usage =
    "leeway_calibrate --out FILE.csv [--runs N] [--grid quick|full] [--seed N] [--threads 1|2] [--only TEXT]\n"
    "\n"
    "  --runs     of a place with few records (4000); places that cost more get fewer\n"
    "  --only     places whose name contains TEXT, such as size,zipf,1000,100\n";

struct options {
  std::uint64_t runs = 4000;
  bool full = false;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  std::string out{};
  std::string only{};
};

options read(int count, char** arguments) {
  options result;
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    if (i + 1 == count) throw std::invalid_argument("no value for " + name);
    const std::string value = arguments[++i];
    if (name == "--runs")
      result.runs = std::stoull(value);
    else if (name == "--grid" && (value == "quick" || value == "full"))
      result.full = value == "full";
    else if (name == "--seed")
      result.seed = std::stoull(value);
    else if (name == "--threads" && (value == "1" || value == "2"))
      result.threads = value == "1" ? 1 : 2;
    else if (name == "--out")
      result.out = value;
    else if (name == "--only")
      result.only = value;
    else
      throw std::invalid_argument(name + " " + value + " is not understood");
  }
  if (result.out.empty()) throw std::invalid_argument("--out is missing");
  return result;
}

/// The file of results.
class results {
 public:
  explicit results(const options& wanted) {
    std::ifstream before(wanted.out);
    std::string line;
    while (std::getline(before, line)) done_.insert(place_of(line));
    const bool fresh = done_.empty();
    before.close();
    file_.open(wanted.out, std::ios::app);
    if (!file_) throw std::runtime_error("cannot write " + wanted.out);
    if (!fresh) return;
    file_ << "# leeway " << leeway::version << ", grid " << (wanted.full ? "full" : "quick") << ", seed " << wanted.seed
          << ", runs " << wanted.runs << "\nwhat,data,n,m,test,level,runs,errors,lower,upper,above_nominal\n"
          << std::flush;
  }

  bool has(const task& one) const { return done_.contains(one.name()); }

  void add(const task& one, const tally& measured) {
    std::string rows;
    for (const auto& [key, promise] : measured.promises()) {
      const leeway::interval band = leeway::law::clopper_pearson(promise.errors, promise.runs, 0.99);
      char numbers[120];
      std::snprintf(numbers, sizeof numbers, ",%g,%llu,%llu,%.6f,%.6f,%d\n", promise.level,
                    static_cast<unsigned long long>(promise.runs), static_cast<unsigned long long>(promise.errors),
                    band.lower, band.upper, band.lower > promise.level ? 1 : 0);
      rows += one.name() + ',' + key.first + numbers;
    }
    file_ << rows << std::flush;
  }

 private:
  /// The first four fields.
  static std::string place_of(const std::string& line) {
    std::size_t end = 0;
    for (int field = 0; field < 4 && end != std::string::npos; ++field) end = line.find(',', end > 0 ? end + 1 : 0);
    return line.substr(0, end);
  }

  std::ofstream file_{};
  std::set<std::string> done_{};
};

}  // namespace

int main(int count, char** arguments) try {
  const options wanted = read(count, arguments);
  const calibration::grid grid(wanted.full);
  const std::vector<task>& tasks = grid.tasks();
  results all(wanted);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const task& one = tasks[i];
    if (one.name().find(wanted.only) == std::string::npos || all.has(one)) continue;
    const std::uint64_t runs = wanted.runs / one.part > 0 ? wanted.runs / one.part : 1;
    std::fprintf(stderr, "%zu/%zu %s: %llu runs, ", i + 1, tasks.size(), one.name().c_str(),
                 static_cast<unsigned long long>(runs));
    const auto start = std::chrono::steady_clock::now();
    all.add(one, one.measure(one.where, {.runs = runs, .seed = wanted.seed, .threads = wanted.threads}));
    std::fprintf(stderr, "%.1f s\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
} catch (const std::exception& problem) {
  std::fprintf(stderr, "leeway_calibrate: %s\n%s", problem.what(), usage);
  return 1;
}
