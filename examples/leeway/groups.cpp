// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/hash.hpp>
#include <leeway/drift/own_dependence.hpp>
#include <leeway/statistics/group_dispersion.hpp>

#include "commands.hpp"
#include "live_table.hpp"
#include "own_windows.hpp"
#include "table_input.hpp"
#include "text.hpp"

namespace program {
namespace {

/// One feature's groups, over its coarse cells.
struct feature_groups {
  leeway::grouping cells;
  leeway::group_dispersion dispersion;
  std::vector<std::uint64_t> row;

  explicit feature_groups(const leeway::numeric_feature& feature)
      : cells(leeway::own_cells(feature)),
        dispersion(leeway::group_dispersion::of_numbers(cells.size())),
        row(cells.size() + 1) {}
  explicit feature_groups(const leeway::category_feature& feature)
      : cells(leeway::own_cells(feature)),
        dispersion(leeway::group_dispersion::of_categories(cells.size())),
        row(cells.size() + 1) {}

  void add(const leeway::counts& group) {
    cells.sum(group.cells(), std::span(row).first(cells.size()));
    row.back() = group.missing();
    dispersion.add(row);
  }
};

class group_reader {
 public:
  explicit group_reader(const leeway::baseline& past) : past_(past) {
    for (const leeway::any_feature& feature : past.features())
      std::visit([&](const auto& one) { features_.emplace_back(one); }, feature);
  }

  /// The group that has ended.
  void add(const leeway::window& group) {
    for (std::size_t i = 0; i < features_.size(); ++i) features_[i].add(group.columns()[i].counts());
  }

  leeway::baseline learned() const {
    std::vector<leeway::any_feature> features;
    for (std::size_t i = 0; i < features_.size(); ++i)
      std::visit(
          [&](const auto& one) {
            auto parts = one.parts();
            parts.design_effect = features_[i].dispersion.design_effect();
            features.emplace_back(leeway::feature_baseline(std::move(parts)));
          },
          past_.features()[i]);
    return {past_.origin(), past_.rows(), std::move(features), past_.schedule()};
  }

 private:
  const leeway::baseline& past_;
  std::vector<feature_groups> features_{};
};

}  // namespace

leeway::baseline with_groups(const learn_arguments& arguments, const leeway::baseline& past) {
  table_input input(arguments.input);
  const std::vector<std::string> wanted = resolve_columns("--group", {arguments.group}, input.names());
  const auto place = std::find(input.names().begin(), input.names().end(), wanted.front());
  const auto column = static_cast<std::size_t>(place - input.names().begin());

  group_reader groups(past);
  live_table rows(past, input.names(), missing_texts(split_all(arguments.input.missing)), {});
  std::optional<std::string> open;
  std::unordered_set<std::uint64_t> seen;
  std::uint64_t came_back = 0;
  while (input.next()) {
    const std::string_view key = input.cells()[column];
    if (!open || *open != key) {
      if (open) groups.add(rows.window());
      rows.reset();
      open = std::string(key);
      came_back += seen.insert(leeway::hash(key)).second ? 0U : 1U;
    }
    rows.observe(input.cells());
  }
  groups.add(rows.window());
  if (came_back > 0)
    warn("--group " + wanted.front() + ": " + counted(came_back, "group") +
         " came back after another and were taken for new ones: sort the table by " + wanted.front());
  return groups.learned();
}

std::string groups_text(const leeway::baseline& past, const std::string& column) {
  std::vector<std::string> together;
  for (const leeway::any_feature& feature : past.features()) {
    const double effect = std::visit([](const auto& one) { return one.design_effect(); }, feature);
    if (leeway::role_of(feature) == leeway::role::feature && effect > 1.0)
      together.push_back(printable(leeway::name_of(feature)) + " (" + short_number(effect) + ")");
  }
  if (together.empty()) return "rows of one " + column + " are as different as any\n";
  return "rows of one " + column + " hang together; so many of them are worth one: " + list_of(together) + "\n";
}

}  // namespace program
