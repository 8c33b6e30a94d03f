// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "arguments.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <leeway/base/order_key.hpp>

#include "nearest_name.hpp"
#include "test_names.hpp"

namespace program {
namespace {

[[noreturn]] void refuse(std::string_view option, std::string_view value, std::string_view wanted) {
  throw std::invalid_argument(std::string(option) + " " + std::string(value) + ": " + std::string(wanted));
}

template <class Number>
bool read_whole(std::string_view text, Number& value) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && stop == text.data() + text.size() && !text.empty();
}

leeway::tolerance parse_tolerance(std::string_view text) {
  const std::vector<std::string> parts = split(text);
  if (parts.size() != 2) refuse("--tolerance", text, "wanted two shares, for warning and for drift, such as 5%,10%");
  const leeway::tolerance wanted{parse_share("--tolerance", parts[0]), parse_share("--tolerance", parts[1])};
  if (!(wanted.warning >= 0.0 && wanted.warning <= wanted.drift && wanted.drift <= 1.0))
    refuse("--tolerance", text, "wanted 0 <= warning <= drift <= 100 %");
  return wanted;
}

leeway::correction parse_correction(std::string_view text) {
  using leeway::correction;
  constexpr std::array<std::pair<std::string_view, correction>, 6> names = {
      {{"holm", correction::holm},
       {"bonferroni", correction::bonferroni},
       {"benjamini_hochberg", correction::benjamini_hochberg},
       {"bh", correction::benjamini_hochberg},
       {"benjamini_yekutieli", correction::benjamini_yekutieli},
       {"by", correction::benjamini_yekutieli}}};
  for (const auto& [name, value] : names)
    if (name == text) return value;
  refuse("--correction", text, "wanted holm, bonferroni, benjamini_hochberg (bh) or benjamini_yekutieli (by)");
}

leeway::zero_policy parse_zero(std::string_view text) {
  if (text == "jeffreys") return leeway::zero_policy::jeffreys();
  if (text == "raw") return leeway::zero_policy::raw();
  double share = 0.0;
  if (!read_whole(text, share) || !(share > 0.0 && share < 1.0))
    refuse("--psi-zero", text, "wanted jeffreys, raw, or a share between 0 and 1 such as 1e-4");
  return leeway::zero_policy::at_least(share);
}

leeway::null_law parse_law(std::string_view text) {
  if (text == "automatic") return leeway::null_law::automatic;
  if (text == "asymptotic") return leeway::null_law::asymptotic;
  refuse("--law", text, "wanted automatic or asymptotic");
}

double parse_pool(std::string_view text) {
  if (text == "none") return 0.0;
  double expected = 0.0;
  if (!read_whole(text, expected) || !(expected > 0.0) || !leeway::detail::is_finite(expected))
    refuse("--pool", text, "wanted none, or the expected number of records below which categories share a cell");
  return expected;
}

/// "numeric=ks", "categorical=psi".
void parse_decision(std::string_view text, leeway::decision_policy& policy) {
  const std::size_t sign = text.find('=');
  const std::string_view kind = text.substr(0, sign);
  if (sign == std::string_view::npos || (kind != "numeric" && kind != "categorical"))
    refuse("--decide", text, "wanted numeric=TEST or categorical=TEST");
  (kind == "numeric" ? policy.numeric : policy.categorical) = parse_test("--decide", text.substr(sign + 1));
}

}  // namespace

std::string row_range::text() const {
  return std::to_string(first) + ":" + (last == row_range{}.last ? std::string() : std::to_string(last));
}

std::string input_arguments::source() const {
  if (paths.empty()) return {};
  const std::string first = paths.front() == "-" ? "standard input" : paths.front();
  return paths.size() == 1 ? first : first + " and " + std::to_string(paths.size() - 1) + " more";
}

std::string input_arguments::source_name() const {
  if (!name.empty()) return name;
  input_arguments short_names;
  for (const std::string& path : paths) {
    const std::filesystem::path whole(path);
    short_names.paths.push_back((whole.has_filename() ? whole : whole.parent_path()).filename().string());
  }
  return short_names.source();
}

std::string input_arguments::shown_name() const {
  const row_range range = parse_rows(rows);
  return source_name() + (range.everything() || !name.empty() ? std::string() : " rows " + range.text());
}

leeway::decision_policy check_arguments::policy() const {
  leeway::decision_policy policy;
  policy.significance = significance;
  policy.correction = parse_correction(correction);
  if (!tolerance.empty()) policy.tolerances.distribution = parse_tolerance(tolerance);
  for (const std::string& one : split_all(decide)) parse_decision(one, policy);
  if (psi_bins < 2) refuse("--psi-bins", std::to_string(psi_bins), "wanted at least 2");
  policy.tests.grouped.groups = psi_bins;
  policy.tests.zero = parse_zero(psi_zero);
  policy.tests.grouped.pool.expected = parse_pool(pool);
  policy.tests.grouped.law = pools_nothing() ? leeway::null_law::asymptotic : parse_law(law);
  if (own_windows != "use" && own_windows != "ignore") refuse("--own-windows", own_windows, "wanted use or ignore");
  policy.own_windows = own_windows == "use";
  policy.validate();
  return policy;
}

std::vector<std::string_view> check_arguments::shown_tests(leeway::decision_policy& policy) const {
  std::vector<std::string_view> tests;
  for (const std::string& one : split_all(show)) tests.push_back(parse_shown("--show", one, policy));
  return tests;
}

double parse_share(std::string_view option, std::string_view text) {
  std::string_view digits = text;
  const bool percent = !digits.empty() && digits.back() == '%';
  if (percent) digits.remove_suffix(1);
  double value = 0.0;
  if (!read_whole(digits, value) || !leeway::detail::is_finite(value))
    refuse(option, text, "not a share such as 5% or 0.05");
  return percent ? value / 100.0 : value;
}

row_range parse_rows(std::string_view text) {
  row_range range;
  if (text.empty()) return range;
  const std::size_t colon = text.find(':');
  const auto bound = [&](std::string_view digits, std::uint64_t& value) {
    return digits.empty() || read_whole(digits, value);
  };
  if (colon == std::string_view::npos || !bound(text.substr(0, colon), range.first) ||
      !bound(text.substr(colon + 1), range.last))
    refuse("--rows", text, "wanted FIRST:BEHIND_LAST, such as 0:6452 or 6452:");
  if (range.first >= range.last) refuse("--rows", text, "holds no row");
  return range;
}

char parse_delimiter(std::string_view text) {
  if (text == "\\t" || text == "tab") return '\t';
  if (text.size() != 1) refuse("--delimiter", text, "wanted one character, or tab");
  return text.front();
}

std::vector<std::string> split(std::string_view text, char between) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(between);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> split_all(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  for (const std::string& text : texts)
    for (std::string& part : split(text)) all.push_back(std::move(part));
  return all;
}

std::vector<std::string> resolve_columns(std::string_view option, const std::vector<std::string>& texts,
                                         const std::vector<std::string>& columns) {
  const auto known = [&](const std::string& name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
  };
  std::vector<std::string> resolved;
  for (const std::string& text : texts) {
    const std::vector<std::string> parts = known(text) ? std::vector<std::string>{text} : split(text);
    for (const std::string& part : parts) {
      if (!known(part))
        refuse(option, part, "no such column; there are " + list_of(columns) + nearest_hint(part, columns));
      resolved.push_back(part);
    }
  }
  return resolved;
}

std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 12;
  std::string text;
  for (std::size_t i = 0; i < (std::min)(names.size(), most); ++i) text += (i > 0 ? ", " : "") + names[i];
  return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

}  // namespace program
