// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "outcome.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <leeway/base/verdict.hpp>
#include <leeway/monitor/equivalence.hpp>

namespace program {
namespace {

using leeway::verdict;

bool has_verdict(const leeway::report& report, verdict wanted) {
  return std::any_of(report.features.begin(), report.features.end(), [&](const leeway::feature_report& feature) {
    return !feature.findings.empty() && feature.verdict == wanted;
  });
}

bool was_found(const leeway::report& report, const std::string& level, std::optional<double> certainly_below) {
  if (level == "uncertain") return !leeway::not_certainly_below(report, *certainly_below).empty();
  if (level == "violation") return !report.violations.empty();
  if (report.no_rows && (level == "drift" || level == "warning")) return true;
  if (level == "too_few") return has_verdict(report, verdict::too_few);
  return has_verdict(report, verdict::drift) || (level == "warning" && has_verdict(report, verdict::warning));
}

}  // namespace

outcome::outcome(std::vector<std::string> fail_on, std::optional<double> certainly_below)
    : fail_on_(std::move(fail_on)), certainly_below_(certainly_below) {
  constexpr std::array<std::string_view, 5> levels = {"warning", "drift", "violation", "too_few", "uncertain"};
  for (const std::string& one : fail_on_)
    if (std::find(levels.begin(), levels.end(), one) == levels.end())
      throw std::invalid_argument("--fail-on " + one + ": wanted warning, drift, violation, too_few or uncertain");
  if (!certainly_below_ && std::find(fail_on_.begin(), fail_on_.end(), "uncertain") != fail_on_.end())
    throw std::invalid_argument("--fail-on uncertain needs --certainly-below SHARE");
}

void outcome::add(const leeway::report& report) {
  for (const std::string& level : fail_on_) found_ = found_ || was_found(report, level, certainly_below_);
  judged_ = judged_ || report.no_rows;
  for (const verdict judged : {verdict::stable, verdict::warning, verdict::drift})
    judged_ = judged_ || has_verdict(report, judged);
}

void outcome::add_not_judged() {
  for (const std::string& level : fail_on_) found_ = found_ || level == "too_few" || level == "uncertain";
}

}  // namespace program
