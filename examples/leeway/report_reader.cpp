// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <leeway/drift/any_test.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/moment_test.hpp>
#include <leeway/drift/unseen_rate.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_text.hpp>

#include "commands.hpp"
#include "files.hpp"
#include "json_fields.hpp"
#include "stored.hpp"

namespace program {
namespace {

using leeway::json_place;

std::string_view test_name(const json_place& place) {
  for (const std::string_view name : leeway::test_names)
    if (name == place.text()) return name;
  for (const std::string_view name : leeway::moment_test_names)
    if (name == place.text()) return name;
  for (const std::string_view name : {leeway::missing_rate::name, leeway::unseen_rate::name})
    if (name == place.text()) return name;
  place.unwanted("the name of a test");
}

leeway::finding read_finding(const json_place& place) {
  using leeway::question;
  leeway::finding found;
  found.question = one_of(place.at("question"),
                          std::array{question::distribution, question::missing, question::unseen, question::spike});
  found.test = test_name(place.at("test"));
  found.verdict = read_verdict(place.at("verdict"));
  found.effect = number_in(place, "effect");
  found.effect_interval = {number_in(place, "effect_lower"), number_in(place, "effect_upper")};
  found.effect_lower_bound = number_in(place, "effect_lower_bound");
  const std::vector<json_place> tolerance = place.at("tolerance").items();
  if (tolerance.size() != 2) place.at("tolerance").unwanted("two numbers");
  found.tolerance = {tolerance[0].number(), tolerance[1].number()};
  found.log_p_value = number_in(place, "log_p_value");
  found.adjusted_log_p_value = std::log(number_in(place, "adjusted_p_value"));
  found.smallest_effect = number_in(place, "smallest_effect");
  found.what = place.at("what").text();
  found.notes = texts_in(place, "notes");
  if (const auto own = place.find("own_windows"))
    found.own = {number_in(*own, "limit"), number_in(*own, "exceeded"),
                 static_cast<std::size_t>(count_in(*own, "count"))};
  return found;
}

leeway::contribution read_contribution(const json_place& place) {
  leeway::contribution one;
  const json_place bin = place.at("bin");
  if (const auto value = bin.find("value")) {
    one.cell.what = leeway::cell_label::kind::value;
    one.cell.value = value->text();
  } else if (bin.find("pool")) {
    one.cell.what = leeway::cell_label::kind::pool;
    one.cell.pooled = static_cast<std::size_t>(count_in(bin, "pool"));
  } else {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    one.cell.range = {bin.find("lower") ? number_in(bin, "lower") : -infinity,
                      bin.find("upper") ? number_in(bin, "upper") : infinity};
  }
  one.baseline_share = number_in(place, "baseline_share");
  one.window_share = number_in(place, "window_share");
  one.amount = number_in(place, "contribution");
  return one;
}

leeway::shown_test read_test(const json_place& place) {
  using leeway::p_method;
  leeway::shown_test shown;
  leeway::test_result& result = shown.result;
  result.test = test_name(place.at("test"));
  shown.decides = place.at("decides").boolean();
  result.method = one_of(place.at("method"),
                         std::array{p_method::none, p_method::exact, p_method::urn_monte_carlo,
                                    p_method::hypergeometric_monte_carlo, p_method::asymptotic, p_method::bound});
  result.statistic = number_in(place, "statistic");
  result.statistic_interval = {number_in(place, "statistic_lower"), number_in(place, "statistic_upper")};
  result.log_p_value = number_in(place, "log_p_value");
  result.degrees_of_freedom = number_in(place, "degrees_of_freedom");
  result.effect = number_in(place, "effect");
  result.effect_interval = {number_in(place, "effect_lower"), number_in(place, "effect_upper")};
  result.baseline_n = count_in(place, "baseline_n");
  result.window_n = count_in(place, "window_n");
  for (const json_place& one : place.at("contributions").items()) shown.contributions.push_back(read_contribution(one));
  return shown;
}

leeway::side_summary read_side(const json_place& place) {
  leeway::side_summary result;
  result.present = count_in(place, "present");
  result.missing = count_in(place, "missing");
  result.unseen = count_in(place, "unseen");
  result.invalid = count_in(place, "invalid");
  result.infinite = count_in(place, "infinite");
  result.smallest = number_in(place, "smallest");
  result.largest = number_in(place, "largest");
  return result;
}

leeway::feature_report read_feature(const json_place& place) {
  using leeway::role;
  using leeway::value_type;
  leeway::feature_report feature;
  feature.name = place.at("name").text();
  const std::string& kind = place.at("kind").text();
  feature.role = kind == "time" ? role::time : kind == "identifier" ? role::identifier : role::feature;
  feature.value_type =
      one_of(place.at("value_type"), std::array{value_type::float64, value_type::float32, value_type::int64,
                                                value_type::uint64, value_type::boolean, value_type::text});
  feature.numeric = feature.value_type != value_type::text;
  feature.verdict = read_verdict(place.at("verdict"));
  if (const auto there = place.find("in_window")) feature.in_window = there->boolean();
  feature.baseline = read_side(place.at("baseline"));
  feature.window = read_side(place.at("window"));
  for (const json_place& one : place.at("questions").items()) feature.findings.push_back(read_finding(one));
  for (const json_place& one : place.at("tests").items()) feature.tests.push_back(read_test(one));
  if (const auto deciles = place.find("deciles"))
    for (const json_place& one : deciles->items())
      feature.deciles.push_back({number_in(one, "baseline_share"), number_in(one, "window_share")});
  if (place.find("design_effect")) feature.design_effect = number_in(place, "design_effect");
  if (place.find("rank_error")) feature.rank_error = number_in(place, "rank_error");
  if (place.find("own_dependence")) feature.own_dependence = number_in(place, "own_dependence");
  const std::vector<std::string> notes = texts_in(place, "notes");
  if (feature.findings.empty() && !notes.empty()) feature.remark = notes.front();
  return feature;
}

void read_decision(const json_place& place, leeway::report& report) {
  report.significance = number_in(place, "significance");
  report.correction = read_correction(place.at("correction"));
  report.family = static_cast<std::size_t>(count_in(place, "family"));
  report.verdict = read_verdict(place.at("verdict"));
}

}  // namespace

std::optional<double> certainly_below_in(const std::string& path) {
  const std::string file = file_at(path, report_file);
  const nlohmann::ordered_json document = leeway::parse_json(read_text_file(file), file);
  const auto asked = json_place(document, file).find("certainly_below");
  if (!asked) return std::nullopt;
  const json_place share = asked->at("share");
  if (!(share.share() > 0.0)) share.unwanted("a share above 0");
  return share.number();
}

leeway::report load_report(const std::string& path) {
  const std::string file = file_at(path, report_file);
  const nlohmann::ordered_json document = leeway::parse_json(read_text_file(file), file);
  const json_place place(document, file);
  if (!place.find("leeway") || !place.find("features")) place.fail("not a report of leeway");
  require_format(place, 1);
  leeway::report report;
  report.library_version = place.at("leeway").text();
  report.baseline_name = place.at("baseline").at("name").text();
  report.baseline_rows = count_in(place.at("baseline"), "rows");
  report.baseline_fingerprint = read_fingerprint(place.at("baseline").at("fingerprint"));
  report.window_name = place.at("window").at("name").text();
  report.window_rows = count_in(place.at("window"), "rows");
  report.no_rows = place.at("window").find("no_rows").has_value();
  if (place.at("window").find("usual_rows")) report.usual_rows = count_in(place.at("window"), "usual_rows");
  read_decision(place.at("decision"), report);
  for (const json_place& one : place.at("features").items()) report.features.push_back(read_feature(one));
  report.missing_columns = texts_in(place, "missing_columns");
  report.extra_columns = texts_in(place, "extra_columns");
  for (const json_place& one : place.at("violations").items())
    report.violations.push_back(
        {one.at("feature_name").text(), one.at("constraint_check_type").text(), one.at("description").text()});
  return report;
}

}  // namespace program
