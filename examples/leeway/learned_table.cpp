// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "learned_table.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <leeway/cells/edges.hpp>
#include <leeway/cells/equal_mass.hpp>

#include "clock.hpp"
#include "commands.hpp"
#include "table_learner.hpp"
#include "text.hpp"

namespace program {
namespace {

constexpr std::size_t sampled_rows = std::size_t{1} << 20;

std::string other_cell(const column_inference& seen) {
  return seen.first_other_place() + " says \"" + seen.first_other() + "\"";
}

/// Whether a column is numeric, with a word where that may surprise.
bool decide_kind(const leeway::column_schema& wish, const column_inference& seen, column_plan& plan) {
  using leeway::column_kind;
  if (wish.kind == column_kind::categorical) return false;
  if (seen.all_numbers()) return true;
  if (wish.kind == column_kind::numeric) {
    if (seen.others() == seen.present())
      throw std::invalid_argument("column " + wish.name +
                                  " is wanted numeric and holds no number: " + other_cell(seen));
    warn("column " + wish.name + " is wanted numeric: " + counted(seen.others(), "cell") +
         (seen.others() == 1 ? " that is no number counts" : " that are no numbers count") + " as invalid; " +
         other_cell(seen));
    return true;
  }
  if (wish.type) throw std::invalid_argument("column " + wish.name + " is wanted as numbers: " + other_cell(seen));
  if (seen.nearly_all_numbers()) {
    plan.remark = "nearly all numbers, but " + other_cell(seen) + ": taken as categorical";
    warn("column " + wish.name + ": " + plan.remark);
  }
  return false;
}

leeway::numeric_cells cells_of(const leeway::column_schema& wish, const column_inference& seen,
                               const learn_arguments& arguments) {
  const leeway::value_type type = wish.type.value_or(seen.number_type());
  const std::vector<std::uint64_t> keys = seen.sample().sorted_keys(type);
  const leeway::sorted_sample sample{type, keys};
  if (!wish.edges.empty()) return leeway::edges(wish.edges).learn(sample);
  if (arguments.exact) return leeway::every_value().learn(sample);
  return leeway::equal_mass(arguments.bins).learn(sample);
}

std::vector<column_plan> plans_of(const learn_arguments& arguments, const learn_wishes& wishes,
                                  const first_reading& first) {
  std::vector<column_plan> plans;
  for (std::size_t i = 0; i < wishes.columns.size(); ++i) {
    const leeway::column_schema& wish = wishes.columns[i];
    column_plan plan;
    plan.name = wish.name;
    plan.ignored = ignored(wish);
    plan.named = named(wish);
    if (!plan.ignored) {
      plan.numeric = decide_kind(wish, first.columns[i], plan);
      if (plan.numeric) plan.cells = cells_of(wish, first.columns[i], arguments);
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

/// Counts all rows, or those that were kept from a pipe.
table_learner count_rows(const learn_arguments& arguments, const missing_texts& missing, const table_input& input,
                         const std::vector<column_plan>& plans, first_reading& first) {
  table_learner learner(plans, input.repeatable() ? first.rows : first.kept.size());
  if (!input.repeatable()) {
    first.kept.for_each([&](std::span<const std::string_view> cells) { learner.observe(cells, missing); });
    return learner;
  }
  input_arguments known = arguments.input;
  known.columns = input.names();
  table_input again(known);
  if (again.names() != input.names()) throw std::runtime_error(arguments.input.source() + " changed while it was read");
  while (again.next()) learner.observe(again.cells(), missing);
  return learner;
}

/// Numbers that the type wanted for their column does not hold, such as -1 where it is uint64.
void warn_of_numbers_of_other_types(const leeway::baseline& past, const learn_wishes& wishes,
                                    const first_reading& first) {
  for (std::size_t i = 0; i < wishes.columns.size(); ++i) {
    const leeway::column_schema& wish = wishes.columns[i];
    const leeway::any_feature* feature = wish.type ? past.find(wish.name) : nullptr;
    if (feature == nullptr) continue;
    const leeway::column_statistics& seen = leeway::statistics_of(*feature);
    if (const std::uint64_t others = seen.invalid() - first.columns[i].others(); others > 0)
      warn("column " + wish.name + " is wanted " + std::string(to_string(*wish.type)) + ": " +
           counted(others, "number") + " of another type " + (others == 1 ? "counts" : "count") + " as invalid");
  }
}

}  // namespace

learned_table learn_table(const learn_arguments& arguments) {
  if (arguments.bins < 2 || arguments.bins > sampled_rows)
    throw std::invalid_argument("--bins " + std::to_string(arguments.bins) + ": wanted 2 to " +
                                std::to_string(sampled_rows));
  const missing_texts missing(split_all(arguments.input.missing));
  table_input input(arguments.input);
  learn_wishes wishes = wishes_of(arguments, input.names());
  const std::size_t sample = arguments.exact ? ~std::size_t{0} : sampled_rows;
  first_reading first = read_first(input, wishes.columns, missing, sample);
  input.require_rows();
  input.warn_of_bad_lines();

  const std::vector<column_plan> plans = plans_of(arguments, wishes, first);
  const table_learner learner = count_rows(arguments, missing, input, plans, first);
  leeway::baseline past({arguments.input.shown_name(), arguments.input.source(), current_time_text()}, learner.rows(),
                        learner.features());
  warn_of_numbers_of_other_types(past, wishes, first);
  return {std::move(past), std::move(wishes), std::move(first)};
}

}  // namespace program
