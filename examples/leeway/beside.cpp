// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "beside.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <stdexcept>

#include <leeway/base/order_key.hpp>

#include "arguments.hpp"

namespace program {
namespace {

/// What the old rule makes of a column.
struct old_verdict {
  double distance = leeway::no_value;
  double limit = leeway::no_value;
  std::string_view word{};

  bool violated() const { return word == "violation"; }
};

bool is_simple(const leeway::constraints& wanted) {
  return wanted.comparison_method == "Simple" || wanted.comparison_method == "linf_simple";
}

old_verdict old_rule(const leeway::feature_report& feature, const leeway::constraints& wanted) {
  old_verdict found;
  found.distance = is_simple(wanted) ? feature.simple_distance : feature.robust_distance;
  found.limit = feature.numeric ? wanted.comparison_threshold
                                : wanted.categorical_comparison_threshold.value_or(wanted.comparison_threshold);
  const leeway::feature_constraints* own = wanted.find(feature.name);
  const bool on = wanted.evaluate && wanted.compare_distributions && (own == nullptr || own->evaluate);
  const bool known = feature.numeric || wanted.categorical_drift_method == "LInfinity";
  if (!on)
    found.word = "off";
  else if (!known || leeway::detail::is_nan(found.distance))
    found.word = "not known";
  else
    found.word = found.distance > found.limit ? "violation" : "passes";
  return found;
}

std::string decimal(double x, int places) {
  if (leeway::detail::is_nan(x)) return {};
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, x, std::chars_format::fixed, places).ptr;
  return std::string(text, end);
}

}  // namespace

bool beside_model_monitor(std::string_view name) {
  if (name.empty()) return false;
  if (name != "model_monitor") throw std::invalid_argument("--beside " + std::string(name) + ": wanted model_monitor");
  return true;
}

std::vector<text_table::cell> beside_heading() { return {{"old distance"}, {"limit"}, {"old rule"}}; }

std::vector<text_table::cell> beside_cells(const leeway::feature_report& feature, const leeway::constraints& wanted) {
  const old_verdict old = old_rule(feature, wanted);
  return {{decimal(old.distance, 4)}, {short_number(old.limit)}, {std::string(old.word)}};
}

std::string beside_text(const leeway::report& report, const leeway::constraints& wanted) {
  std::size_t called = 0;
  std::size_t drifted = 0;
  std::vector<std::string> only_old;
  std::vector<std::string> only_new;
  for (const leeway::feature_report& feature : report.features) {
    if (!feature.tested() || feature.findings.empty()) continue;
    const bool old = old_rule(feature, wanted).violated();
    called += old ? 1U : 0U;
    drifted += feature.is_drift() ? 1U : 0U;
    if (old && !feature.is_drift()) only_old.push_back(printable(feature.name));
    if (!old && feature.is_drift()) only_new.push_back(printable(feature.name));
  }
  std::string text = "  Model Monitor's rule (" + std::string(is_simple(wanted) ? "Simple" : "Robust") +
                     "): " + std::to_string(called) + (called == 1 ? " violation" : " violations") +
                     "; here: " + std::to_string(drifted) + " drift\n";
  if (!only_old.empty()) text += "    a violation there, no drift here: " + list_of(only_old) + "\n";
  if (!only_new.empty()) text += "    drift here, no violation there: " + list_of(only_new) + "\n";
  return text;
}

}  // namespace program
