// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "window_list.hpp"

#include <algorithm>
#include <utility>

#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_report.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/monitor/rows_question.hpp>
#include <leeway/monitor/unreadable.hpp>

#include "commands.hpp"
#include "files.hpp"
#include "json_fields.hpp"
#include "stored.hpp"
#include "terminal.hpp"

namespace program {
namespace {

using leeway::json_place;
using leeway::verdict;
using nlohmann::ordered_json;

void add_if_not_empty(ordered_json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

ordered_json to_json(const window_line& line) {
  ordered_json json = {{"name", line.place.name}};
  add_if_not_empty(json, "folder", line.place.folder);
  add_if_not_empty(json, "start", line.place.start);
  add_if_not_empty(json, "end", line.place.end);
  json["rows"] = line.rows;
  if (!line.place.complete) json["incomplete"] = true;
  json["verdict"] = to_string(line.verdict);
  add_if_not_empty(json, "not_judged", line.not_judged);
  json["drift"] = line.drift;
  json["warning"] = line.warning;
  json["too_few"] = line.too_few;
  json["constraints_not_kept"] = line.constraints;
  if (!line.moved.empty()) json["worst"] = {{"column", line.worst}, {"what", line.moved}};
  json["smallest_effect"] = {leeway::json_number(line.smallest_effect.lower),
                             leeway::json_number(line.smallest_effect.upper)};
  return json;
}

ordered_json to_json(const lost_rows& lost) {
  ordered_json json = {{"rows", lost.rows}};
  if (lost.rows == 0) return json;
  ordered_json& first = json["first"] = {{"line", lost.first_line}};
  add_if_not_empty(first, "file", lost.first_file);
  first["says"] = lost.first;
  return json;
}

lost_rows read_lost(const json_place& place) {
  lost_rows lost;
  lost.rows = count_in(place, "rows");
  if (const auto first = place.find("first")) {
    lost.first_line = count_in(*first, "line");
    lost.first_file = text_in(*first, "file");
    lost.first = first->at("says").text();
  }
  return lost;
}

window_line read_line(const json_place& place) {
  window_line line;
  line.not_judged = text_in(place, "not_judged");
  line.place = {place.at("name").text(), line.not_judged.empty() ? place.at("folder").text() : std::string(),
                text_in(place, "start"), text_in(place, "end"), !place.find("incomplete")};
  line.rows = count_in(place, "rows");
  line.verdict = read_verdict(place.at("verdict"));
  line.drift = texts_in(place, "drift");
  line.warning = texts_in(place, "warning");
  line.too_few = texts_in(place, "too_few");
  line.constraints = count_in(place, "constraints_not_kept");
  if (const auto worst = place.find("worst")) {
    line.worst = worst->at("column").text();
    line.moved = worst->at("what").text();
  }
  const ordered_json& effects = place.at("smallest_effect").value();
  if (!effects.is_array() || effects.size() != 2) place.at("smallest_effect").unwanted("two numbers");
  if (!effects[0].is_null() && !effects[1].is_null()) {
    const std::vector<json_place> both = place.at("smallest_effect").items();
    line.smallest_effect = {both[0].number(), both[1].number()};
  }
  return line;
}

ordered_json parsed(const std::string& file) { return leeway::parse_json(read_text_file(file), file); }

}  // namespace

std::uint64_t window_list::rows() const noexcept {
  std::uint64_t sum = 0;
  for (const window_line& line : windows) sum += line.rows;
  return sum;
}

std::size_t window_list::not_judged() const noexcept {
  return static_cast<std::size_t>(
      std::count_if(windows.begin(), windows.end(), [](const window_line& line) { return !line.not_judged.empty(); }));
}

const window_line* window_list::worst() const noexcept {
  const window_line* worst = nullptr;
  for (const window_line& line : windows)
    if (line.alarming() && (worst == nullptr || line.verdict > worst->verdict)) worst = &line;
  return worst;
}

namespace {

/// Where nothing else is to be told: a column that no question saw going.
void name_unreadable(window_line& line, const leeway::report& report) {
  for (const leeway::feature_report& feature : report.features) {
    if (feature.findings.empty()) continue;
    const leeway::unreadable_values found = leeway::unreadable(feature);
    if (found.verdict < verdict::warning) continue;
    line.worst = feature.name;
    line.moved = leeway::unreadable_text(found);
    return;
  }
}

}  // namespace

window_line line_of(window_place place, const leeway::report& report) {
  window_line line;
  line.place = std::move(place);
  line.rows = report.window_rows;
  line.verdict = report.verdict;
  for (const leeway::feature_report& feature : report.features) {
    if (feature.findings.empty()) continue;
    if (feature.verdict == verdict::drift) line.drift.push_back(feature.name);
    if (feature.verdict == verdict::warning) line.warning.push_back(feature.name);
    if (feature.verdict == verdict::too_few) line.too_few.push_back(feature.name);
  }
  line.constraints = static_cast<std::uint64_t>(
      std::count_if(report.violations.begin(), report.violations.end(),
                    [](const leeway::violation& one) { return one.check != "baseline_drift_check"; }));
  line.smallest_effect = smallest_moves(report);
  line.moved = leeway::rows_text(report);
  if (report.no_rows) return line;
  if (!line.alarming()) {
    name_unreadable(line, report);
    return line;
  }
  const leeway::feature_report* worst = worst_column(report);
  line.worst = worst->name;
  line.moved = what_moved(*worst);
  return line;
}

window_line unjudged_line(window_place place, std::uint64_t rows, std::string why) {
  window_line line;
  line.place = std::move(place);
  line.place.folder.clear();
  line.rows = rows;
  line.not_judged = std::move(why);
  return line;
}

ordered_json to_json(const window_list& series) {
  ordered_json windows = ordered_json::array();
  for (const window_line& line : series.windows) windows.push_back(to_json(line));
  ordered_json json = {{"leeway", series.library_version}, {"format", 1}, {"name", series.name}};
  add_if_not_empty(json, "time", series.time);
  json["window"] = series.window;
  json["baseline"] = {{"name", series.baseline_name},
                      {"rows", series.baseline_rows},
                      {"fingerprint", leeway::detail::fingerprint_text(series.baseline_fingerprint)}};
  json["decision"] = {{"significance", leeway::json_number(series.significance)},
                      {"correction", to_string(series.correction)},
                      {"family", series.family},
                      {"verdict", to_string(series.verdict)}};
  json["windows"] = std::move(windows);
  if (!series.time.empty()) {
    json["without_time"] = to_json(series.lost.timeless);
    json["late"] = to_json(series.lost.late);
    json["far_ahead"] = to_json(series.lost.far_ahead);
  }
  return json;
}

bool holds_windows(const std::string& path) {
  const std::string file = file_at(path, windows_file);
  const ordered_json document = parsed(file);
  return document.is_object() && document.contains("windows");
}

window_list load_windows(const std::string& path) {
  const std::string file = file_at(path, windows_file);
  const ordered_json document = parsed(file);
  const json_place place(document, file);
  require_format(place, 1);
  window_list series;
  series.library_version = place.at("leeway").text();
  series.name = place.at("name").text();
  series.time = text_in(place, "time");
  series.window = place.at("window").text();
  series.baseline_name = place.at("baseline").at("name").text();
  series.baseline_rows = count_in(place.at("baseline"), "rows");
  series.baseline_fingerprint = read_fingerprint(place.at("baseline").at("fingerprint"));
  const json_place decision = place.at("decision");
  series.significance = number_in(decision, "significance");
  series.correction = read_correction(decision.at("correction"));
  series.family = count_in(decision, "family");
  series.verdict = read_verdict(decision.at("verdict"));
  for (const json_place& one : place.at("windows").items()) series.windows.push_back(read_line(one));
  if (const auto lost = place.find("without_time")) series.lost.timeless = read_lost(*lost);
  if (const auto lost = place.find("late")) series.lost.late = read_lost(*lost);
  if (const auto lost = place.find("far_ahead")) series.lost.far_ahead = read_lost(*lost);
  return series;
}

}  // namespace program
