// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_SCHEMA_FILE_HPP
#define LEEWAY_INTEROP_JSON_SCHEMA_FILE_HPP

#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/baseline/schema.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/suggest.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/interop/json_tolerances.hpp>

namespace leeway {

/// What people fix of a table beforehand: how columns are learned, and what they have to keep.
struct schema_file {
  leeway::schema schema{};
  std::vector<feature_constraints> demands{};  ///< domain and tolerances of the columns that state any
};

namespace detail {

inline constexpr std::string_view column_kind_names[] = {"automatic", "numeric", "categorical", "ignored"};

inline column_kind read_kind(const json_place& place) {
  for (std::size_t i = 0; i < std::size(column_kind_names); ++i)
    if (place.text() == column_kind_names[i]) return static_cast<column_kind>(i);
  place.unwanted("automatic, numeric, categorical or ignored");
}

/// Of numbers; `text` says what categorical columns are anyway.
inline std::optional<value_type> read_value_type(const json_place& place, column_kind kind) {
  for (value_type type : {value_type::float64, value_type::float32, value_type::int64, value_type::uint64,
                          value_type::boolean, value_type::text}) {
    if (place.text() != to_string(type)) continue;
    if ((type == value_type::text) != (kind == column_kind::categorical) || kind == column_kind::ignored)
      place.unwanted("a value type that goes with the kind \"" +
                     std::string(column_kind_names[static_cast<std::size_t>(kind)]) + "\"");
    if (type == value_type::text) return std::nullopt;
    return type;
  }
  place.unwanted("float64, float32, int64, uint64, boolean or text");
}

inline std::vector<double> read_edges(const json_place& place) {
  std::vector<double> edges;
  for (const json_place& item : place.items()) {
    const double edge = item.number();
    if (!edges.empty() && order_key(edge) <= order_key(edges.back())) item.unwanted("an edge above the one before it");
    edges.push_back(edge);
  }
  if (edges.empty()) place.fail("no edges; leave the key out to have them learned");
  return edges;
}

inline void read_column(const json_place& place, schema_file& into) {
  place.only({"name", "was", "kind", "value_type", "edges", "domain", "tolerances", "remark"});
  column_schema column;
  feature_constraints demand;
  column.name = demand.name = place.at("name").text();
  if (const auto was = place.find("was")) {
    column.was = was->text();
    if (column.was.empty() || column.was == column.name) was->unwanted("another name, which the column had before");
  }
  if (const auto kind = place.find("kind")) column.kind = read_kind(*kind);
  if (const auto type = place.find("value_type")) column.type = read_value_type(*type, column.kind);
  if (const auto edges = place.find("edges")) {
    if (column.kind != column_kind::numeric) edges->fail("edges need the kind \"numeric\"");
    column.edges = read_edges(*edges);
  }
  if (const auto domain = place.find("domain")) {
    if (column.kind != column_kind::categorical) domain->fail("a domain needs the kind \"categorical\"");
    demand.domain = domain->texts();
    if (demand.domain.empty()) domain->fail("no categories; leave the key out to allow any");
  }
  if (const auto tolerances = place.find("tolerances")) demand.tolerances = read_tolerances(*tolerances);
  into.schema.columns.push_back(std::move(column));
  if (!demand.domain.empty() || !demand.tolerances.empty()) into.demands.push_back(std::move(demand));
}

inline nlohmann::ordered_json json_tolerances(const tolerances& all) {
  std::vector<tolerated_change> changes;
  for (question q : {question::distribution, question::missing, question::unseen, question::spike})
    changes.push_back({std::string(to_string(q)), all[q].warning, all[q].drift});
  return to_json(std::span<const tolerated_change>(changes));
}

/// More edges than a person would give are left to be learned again.
inline void add_details(nlohmann::ordered_json& column, const numeric_feature& feature) {
  constexpr std::size_t most_edges = 64;
  const numeric_cells& cells = feature.cells();
  column["value_type"] = to_string(cells.type());
  const bool given = feature.role() == role::feature && !cells.from_ranks();
  if (!given || cells.size() < 2 || cells.size() > most_edges + 1) return;
  nlohmann::ordered_json& edges = column["edges"];
  for (std::size_t cell = 0; cell + 1 < cells.size(); ++cell) edges.push_back(json_number(cells.upper(cell)));
}
inline void add_details(nlohmann::ordered_json& column, const category_feature& feature) {
  feature_constraints suggested;
  suggest_values(suggested, feature, {});
  if (!suggested.domain.empty()) column["domain"] = suggested.domain;
}

inline nlohmann::ordered_json json_column(const any_feature& feature, const tolerances& tolerated) {
  const bool tested = role_of(feature) == role::feature;
  const column_kind kind = !tested                                            ? column_kind::automatic
                           : std::holds_alternative<numeric_feature>(feature) ? column_kind::numeric
                                                                              : column_kind::categorical;
  nlohmann::ordered_json column;
  column["name"] = name_of(feature);
  column["kind"] = column_kind_names[static_cast<std::size_t>(kind)];
  std::visit([&](const auto& one) { add_details(column, one); }, feature);
  if (tested) column["tolerances"] = json_tolerances(tolerated);
  if (!remark_of(feature).empty()) column["remark"] = remark_of(feature);
  return column;
}

}  // namespace detail

/** Reads a schema: `{"columns": [{"name": "bid", "kind": "numeric", "value_type": "float32", "edges": [0, 1, 10],
    "tolerances": {"distribution": [0.05, 0.1]}}, {"name": "status", "kind": "categorical", "domain": ["a", "b"]}]}`.
    All but the name may be absent; a `remark` is for people. `"was": "offer"` beside a name: what the column was called
    before (`renamed`).
    @throws json_error naming file, column, key and value */
[[nodiscard]] inline schema_file read_schema(const json_place& document) {
  document.only({"columns", "remark"});
  schema_file result;
  for (const json_place& place : document.at("columns").items()) {
    const std::string name = place.at("name").text();
    if (result.schema.find(name) != nullptr) place.fail("a second column is called \"" + name + "\"");
    detail::read_column(place.called(document.where() + ": column \"" + name + "\""), result);
  }
  if (const std::string reason = detail::unclear_renaming(result.schema); !reason.empty()) document.fail(reason);
  return result;
}

/// Puts the domains and tolerances of a schema into constraints that have those columns; the others are passed over.
inline void apply(const schema_file& stated, constraints& wanted) {
  for (const feature_constraints& demand : stated.demands) {
    feature_constraints* feature = wanted.find(demand.name);
    if (feature == nullptr) continue;
    if (!demand.domain.empty()) feature->domain = demand.domain;
    if (!demand.tolerances.empty()) feature->tolerances = demand.tolerances;
  }
}

/** A schema to start from: every column as it was learned, with the tolerances in force. Edges only where they were
    given rather than learned; a domain where `suggest` would give one; a column that is not tested stays automatic. */
[[nodiscard]] inline nlohmann::ordered_json schema_document(const baseline& past, const tolerances& tolerated = {}) {
  nlohmann::ordered_json document;
  document["columns"] = nlohmann::ordered_json::array();
  nlohmann::ordered_json& columns = document["columns"];
  for (const any_feature& feature : past.features()) columns.push_back(detail::json_column(feature, tolerated));
  return document;
}

}  // namespace leeway

#endif
