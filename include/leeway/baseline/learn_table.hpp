// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_LEARN_TABLE_HPP
#define LEEWAY_BASELINE_LEARN_TABLE_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/date_text.hpp>
#include <leeway/base/detail/name_index.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/baseline/schema.hpp>
#include <leeway/cells/edges.hpp>

namespace leeway {
namespace detail {

inline bool all_dates(std::span<const std::string> names) {
  for (const std::string& name : names)
    if (!looks_like_date(name)) return false;
  return !names.empty();
}

inline bool never_goes_back(std::span<const std::uint64_t> keys) {
  order_watch watch;
  for (std::uint64_t key : keys) watch.observe(key);
  return watch.looks_like_time();
}

/// Of a column that holds numbers.
inline key_column keys_of(const column& numbers) {
  key_column keys;
  std::visit(
      [&](const auto& values) {
        if constexpr (!std::same_as<std::decay_t<decltype(values)>, std::span<const std::string_view>>)
          keys = keys_of(values);
      },
      numbers.values);
  return keys;
}

inline numeric_feature learn_column(const key_column& values, const column_schema& wanted) {
  numeric_feature learned = wanted.edges.empty() ? learn_numbers(values, equal_mass{}, wanted.name)
                                                 : learn_numbers(values, edges{wanted.edges}, wanted.name);
  if (wanted.kind != column_kind::automatic || !never_goes_back(values.keys)) return learned;
  feature_parts<numeric_cells> parts = learned.parts();
  parts.role = role::time;
  parts.remark = "never goes back: looks like time";
  return numeric_feature(std::move(parts));
}

inline category_feature learn_column(std::span<const std::string_view> values, const column_schema& wanted) {
  feature_parts<category_cells> parts = learn(values, wanted.name).parts();
  if (wanted.kind != column_kind::automatic) {
    parts.role = role::feature;
    parts.remark.clear();
  } else if (all_dates(parts.cells.names())) {
    parts.role = role::time;
    parts.remark = "dates: looks like time";
  }
  return category_feature(std::move(parts));
}

/// What a schema says of a column, by its name of now or before. The schema lives longer.
class schema_index {
 public:
  static constexpr std::size_t none = name_index::none;

  explicit schema_index(const schema& wanted)
      : names_(wanted.columns, [](const column_schema& one) { return std::string_view(one.name); }),
        old_names_(wanted.columns, [](const column_schema& one) {
          return one.was.empty() ? std::string_view() : std::string_view(one.was);
        }) {}

  std::size_t find(std::string_view name) const noexcept {
    const std::size_t found = names_.find(name);
    return found != none || name.empty() ? found : old_names_.find(name);
  }

 private:
  name_index names_;
  name_index old_names_;
};

/// What is wanted of a column must be what it holds.
inline void check_treatment(const column& one, const column_schema& wanted) {
  const bool text = one.type() == value_type::text;
  const auto refuse = [&](std::string_view what) {
    throw_invalid_argument("learn: column \"" + wanted.name + "\" holds " + std::string(to_string(one.type())) +
                           " and is wanted " + std::string(what));
  };
  if (text && wanted.kind == column_kind::numeric) refuse("numeric");
  if (!text && wanted.kind == column_kind::categorical) refuse("categorical");
  if (text && !wanted.edges.empty()) refuse("in cells between edges");
  if (wanted.type && *wanted.type != one.type()) refuse(to_string(*wanted.type));
}

}  // namespace detail

/** Learns a table from columns in memory. Columns that look like time or like identifiers are kept and not tested,
    unless `wanted` names their kind. A column that has its old name still (`was`) is learned by the new one.
    @throws std::invalid_argument for columns of different lengths, for a kind that the values do not have, and for a
    column in `wanted` that is not there */
inline baseline learn(std::span<const column> columns, provenance origin = {}, const schema& wanted = {}) {
  const std::size_t rows = columns.empty() ? 0 : columns.front().size();
  std::vector<any_feature> features;
  const detail::schema_index index(wanted);
  std::vector<std::size_t> there(wanted.columns.size());
  for (const column& one : columns) {
    if (one.size() != rows)
      detail::throw_invalid_argument("learn: column \"" + std::string(one.name) + "\" has " +
                                     std::to_string(one.size()) + " rows, the first has " + std::to_string(rows));
    const std::size_t found = index.find(one.name);
    if (found != index.none) ++there[found];
    const column_schema treatment = found != index.none ? wanted.columns[found] : column_schema{std::string(one.name)};
    if (treatment.kind == column_kind::ignored) continue;
    detail::check_treatment(one, treatment);
    if (const auto* texts = std::get_if<std::span<const std::string_view>>(&one.values))
      features.emplace_back(detail::learn_column(*texts, treatment));
    else
      features.emplace_back(detail::learn_column(detail::keys_of(one), treatment));
  }
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (there[i] == 1) continue;
    const column_schema& treatment = wanted.columns[i];
    const std::string was = treatment.was.empty() ? "" : ", which was \"" + treatment.was + '"';
    detail::throw_invalid_argument("learn: the schema names column \"" + treatment.name + '"' + was +
                                   (there[i] == 0 ? ", which is not there" : ": the table has both"));
  }
  return baseline(std::move(origin), rows, std::move(features));
}

}  // namespace leeway

#endif
