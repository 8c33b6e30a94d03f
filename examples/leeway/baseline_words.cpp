// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "baseline_words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/cells/grouping.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/unseen_rate.hpp>
#include <leeway/monitor/words.hpp>

#include "terminal.hpp"
#include "text.hpp"

namespace program {
namespace {

using side = text_table::side;

std::string missing_text(const leeway::column_statistics& statistics) {
  const std::uint64_t present = statistics.counts().present();
  const std::uint64_t missing = statistics.counts().missing();
  return missing == 0 ? std::string() : share_text(leeway::detail::share(missing, present + missing));
}

std::string value_of(const leeway::numeric_feature& feature, std::uint64_t key) {
  using leeway::value_type;
  if (feature.cells().type() == value_type::int64) return std::to_string(leeway::from_order_key<std::int64_t>(key));
  if (feature.cells().type() == value_type::uint64) return std::to_string(key);
  return leeway::number_text(feature.cells().value(key));
}

std::string contents_text(const leeway::numeric_feature& feature) {
  const leeway::extremes& range = feature.statistics().extremes();
  return range.empty() ? std::string("no value")
                       : value_of(feature, range.lowest()) + " to " + value_of(feature, range.highest());
}

/// Cells of categories, the most frequent first.
std::vector<std::size_t> by_frequency(const leeway::category_feature& feature) {
  std::vector<std::size_t> order(feature.cells().names().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return feature.counts()[a] > feature.counts()[b]; });
  return order;
}

std::string contents_text(const leeway::category_feature& feature) {
  constexpr std::size_t most = 3;
  std::string text = counted(feature.cells().known_categories(), "value");
  const std::vector<std::size_t> order = by_frequency(feature);
  for (std::size_t i = 0; i < (std::min)(order.size(), most); ++i)
    text += (i == 0 ? ": " : ", ") + shortened(printable(feature.cells().names()[order[i]]), 24) + " " +
            share_text(leeway::detail::share(feature.counts()[order[i]], feature.counts().present()));
  return text;
}

std::string role_text(const leeway::any_feature& feature) {
  const std::string remark = printable(leeway::remark_of(feature));
  return leeway::role_of(feature) == leeway::role::feature ? remark : "not tested: " + remark;
}

std::string details_text(const leeway::numeric_feature& feature) {
  const leeway::moments& moments = feature.statistics().moments();
  std::string text = "  mean " + short_number(moments.mean(), 6) + ", standard deviation " +
                     short_number(moments.standard_deviation(), 6) + ", skewness " + short_number(moments.skewness()) +
                     "\n";
  if (feature.counts().present() == 0) return text;
  const leeway::grouping groups = leeway::grouping::by_mass(feature.counts().cells(), 10);
  std::vector<std::uint64_t> rows(groups.size());
  groups.sum(feature.counts().cells(), rows);
  text_table table({side::left, side::right});
  std::size_t last = 0;
  for (std::size_t k = 0; k < groups.size(); ++k) {
    leeway::cell_label label;
    label.range.lower = feature.cells().lower(last);
    while (last < groups.cells() && groups.group(last) == k) ++last;
    label.range.upper = feature.cells().upper(last - 1);
    table.add({{leeway::label_text(label)}, {share_text(leeway::detail::share(rows[k], feature.counts().present()))}});
  }
  return text + table.text("    ");
}

std::string details_text(const leeway::category_feature& feature) {
  constexpr std::size_t most = 20;
  const std::vector<std::size_t> order = by_frequency(feature);
  text_table table({side::left, side::right});
  for (std::size_t i = 0; i < (std::min)(order.size(), most); ++i)
    table.add({{"\"" + shortened(printable(feature.cells().names()[order[i]]), 50) + "\""},
               {share_text(leeway::detail::share(feature.counts()[order[i]], feature.counts().present()))}});
  std::string text = table.text("    ");
  const std::size_t known = feature.cells().known_categories();
  if (known > most) text += "    and " + std::to_string(known - most) + " more\n";
  return text + "  " + counted(feature.rarity().seen_once, "value") + " met once\n";
}

}  // namespace

std::string learned_text(const leeway::baseline& past) {
  std::size_t numeric = 0;
  std::vector<std::string> not_tested;
  for (const leeway::any_feature& feature : past.features()) {
    if (std::holds_alternative<leeway::numeric_feature>(feature)) ++numeric;
    if (leeway::role_of(feature) != leeway::role::feature)
      not_tested.push_back(printable(leeway::name_of(feature)) + " (" + printable(leeway::remark_of(feature)) + ")");
  }
  const std::size_t columns = past.features().size();
  std::string text = "learned " + printable(past.origin().name) + ": " + counted(past.rows(), "row") + ", " +
                     counted(columns, "column") + ": " + std::to_string(numeric) + " numeric, " +
                     std::to_string(columns - numeric) + " categorical\n";
  return not_tested.empty() ? text : text + listed("  not tested: ", not_tested);
}

std::string baseline_text(const leeway::baseline& past) {
  const leeway::provenance& origin = past.origin();
  std::string text = "baseline " + printable(origin.name) + ": " + counted(past.rows(), "row") + ", " +
                     counted(past.features().size(), "column") + "\n";
  text += "  learned from " + printable(origin.source) + " at " + printable(origin.learned_at) + " by leeway " +
          printable(origin.library_version) + "\n";
  text_table table({side::left, side::left, side::right, side::right, side::right, side::left, side::left});
  table.add({{"column"}, {"type"}, {"present"}, {"missing"}, {"cells"}, {"values"}, {""}});
  for (const leeway::any_feature& feature : past.features()) {
    const leeway::column_statistics& statistics = leeway::statistics_of(feature);
    table.add({{shortened(printable(leeway::name_of(feature)), 40)},
               {std::string(to_string(leeway::type_of(feature)))},
               {grouped(statistics.counts().present())},
               {missing_text(statistics)},
               {grouped(statistics.counts().size())},
               {std::visit([](const auto& one) { return contents_text(one); }, feature)},
               {role_text(feature)}});
  }
  return text + table.text();
}

std::string column_text(const leeway::baseline& past, const leeway::any_feature& feature) {
  const leeway::column_statistics& statistics = leeway::statistics_of(feature);
  const bool numeric = std::holds_alternative<leeway::numeric_feature>(feature);
  std::string text = printable(leeway::name_of(feature)) + " of baseline " + printable(past.origin().name) + "\n";
  text += "  " + std::string(numeric ? "numeric" : "categorical") + ", " +
          std::string(to_string(leeway::type_of(feature))) + "\n";
  if (const std::string role = role_text(feature); !role.empty()) text += "  " + role + "\n";
  text += "  " + counted(statistics.counts().present(), "value") + ", " + grouped(statistics.counts().missing()) +
          " missing";
  if (statistics.invalid() > 0) text += ", " + no_numbers_text(statistics.invalid());
  if (statistics.infinite() > 0) text += ", " + grouped(statistics.infinite()) + " infinite";
  text += "; counted in " + counted(statistics.counts().size(), "cell") + "\n";
  if (const double off = std::visit([](const auto& one) { return one.rank_error(); }, feature); off > 0.0)
    text += "  its cumulated shares are known to " + short_number(100.0 * off, 2) + " % of the rows\n";
  text += "  " + std::visit([](const auto& one) { return contents_text(one); }, feature) + "\n";
  return text + std::visit([](const auto& one) { return details_text(one); }, feature);
}

}  // namespace program
