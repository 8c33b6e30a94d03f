// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_REFERENCE_DATASET_HPP
#define LEEWAY_TESTS_REFERENCE_DATASET_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/interop/csv.hpp>
#include <leeway/interop/csv_number.hpp>

#include "support/exact.hpp"
#include "support/shared_file.hpp"

/// Real tables, and the numbers that numpy, scipy and plain Python found in them (data/README.md says how).
namespace reference {

/// A table of texts; an empty cell is missing.
struct table {
  std::vector<std::string> names{};
  std::vector<std::vector<std::string>> columns{};

  std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
  const std::vector<std::string>& column(const std::string& name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return columns[i];
    throw std::runtime_error("no column " + name);
  }
};

inline table parse(const std::string& text) {
  std::istringstream in(text);
  leeway::csv_reader reader(in);
  table result;
  result.names = reader.read_header();
  result.columns.resize(result.names.size());
  while (reader.next())
    for (std::size_t i = 0; i < result.columns.size(); ++i) result.columns[i].emplace_back(reader[i]);
  return result;
}

using rows = std::vector<std::size_t>;

/// -1, 0 or 1; numbers when the file's filter has a number.
inline int compare(const std::string& cell, const nlohmann::json& wanted) {
  if (wanted.is_string()) {
    const int order = cell.compare(wanted.get<std::string>());
    return order < 0 ? -1 : (order > 0 ? 1 : 0);
  }
  const double x = leeway::parse_number(cell).real;
  const double y = wanted.get<double>();
  return x < y ? -1 : (x > y ? 1 : 0);
}

inline bool passes(const table& data, std::size_t row, const nlohmann::json& condition) {
  const auto name = condition[0].get<std::string>();
  if (name == "rows") return row >= condition[1].get<std::size_t>() && row < condition[2].get<std::size_t>();
  const auto how = condition[1].get<std::string>();
  const int order = compare(data.column(name)[row], condition[2]);
  if (how == "==") return order == 0;
  if (how == "<") return order < 0;
  if (how == "<=") return order <= 0;
  if (how == ">=") return order >= 0;
  if (how == ">") return order > 0;
  throw std::runtime_error("no operator " + how);
}

inline rows filter(const table& data, const nlohmann::json& conditions) {
  rows result;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    bool all = true;
    for (const nlohmann::json& condition : conditions) all = all && passes(data, row, condition);
    if (all) result.push_back(row);
  }
  return result;
}

inline std::uint64_t splitmix64(std::uint64_t i) {
  std::uint64_t z = (i + 1) * 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

struct sides {
  rows baseline{};
  rows window{};
};

inline sides select(const table& data, const nlohmann::json& comparison) {
  const rows all = filter(data, comparison["baseline"]["filter"]);
  if (!comparison["window"]["filter"].is_string()) return {all, filter(data, comparison["window"]["filter"])};
  sides halves;
  for (std::size_t i = 0; i < all.size(); ++i)
    (splitmix64(i) >> 63 != 0 ? halves.window : halves.baseline).push_back(all[i]);
  return halves;
}

inline std::vector<double> numbers(const table& data, const std::string& column, const rows& selected) {
  std::vector<double> values;
  const std::vector<std::string>& cells = data.column(column);
  for (std::size_t row : selected)
    values.push_back(cells[row].empty() ? exact::nan : leeway::parse_number(cells[row]).real);
  return values;
}

/// Views of the table; what is missing has no data unless a name for it is given.
inline std::vector<std::string_view> texts(const table& data, const std::string& column, const rows& selected,
                                           std::string_view missing = {}) {
  std::vector<std::string_view> values;
  const std::vector<std::string>& cells = data.column(column);
  for (std::size_t row : selected) values.push_back(cells[row].empty() ? missing : std::string_view(cells[row]));
  return values;
}

struct dataset {
  std::string name{};
  table data{};
  nlohmann::json comparisons{};
};

/// Those whose files are here; each that is absent is a warning in the log.
inline std::vector<dataset> all() {
  const std::pair<const char*, const char*> files[] = {
      {"bank_additional_half", ""},      {"bike_sharing_hourly", ""},
      {"birdstrikes", "shippable/"},     {"california_housing_predictions", ""},
      {"ma_employment_predictions", ""}, {"occupancy", ""},
      {"storms", "shippable/"},          {"weather", "shippable/"}};
  std::vector<dataset> found;
  for (const auto& [name, folder] : files) {
    const std::optional<std::string> numbers = shared_file::read(std::string("data/reference/") + name + ".json");
    const std::optional<std::string> text = shared_file::read(std::string("data/") + folder + name + ".csv");
    if (!numbers || !text) continue;
    found.push_back({name, parse(*text), nlohmann::json::parse(*numbers)["comparisons"]});
  }
  return found;
}

}  // namespace reference

#endif
