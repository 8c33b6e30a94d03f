// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_GOLDEN_HPP
#define LEEWAY_TESTS_SUPPORT_GOLDEN_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Tables and bytes that independent scripts wrote into tests/golden. A missing file or column is an error, never a
/// pass.
namespace golden {

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(at); end != std::string::npos; end = text.find(at, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// One case of a table: fields by the name of their column.
class row {
 public:
  row(const std::vector<std::string>& columns, std::vector<std::string> fields)
      : columns_(&columns), fields_(std::move(fields)) {
    if (fields_.size() != columns.size())
      throw std::runtime_error("golden: a row of another length: " + fields_.front());
  }

  const std::string& text(std::string_view column) const {
    for (std::size_t i = 0; i < columns_->size(); ++i)
      if ((*columns_)[i] == column) return fields_[i];
    throw std::runtime_error("golden: no column " + std::string(column));
  }
  double number(std::string_view column) const { return std::strtod(text(column).c_str(), nullptr); }
  std::uint64_t count(std::string_view column) const { return std::strtoull(text(column).c_str(), nullptr, 10); }
  std::vector<double> numbers(std::string_view column) const {
    std::vector<double> result;
    for (const std::string& member : members(column)) result.push_back(std::strtod(member.c_str(), nullptr));
    return result;
  }
  std::vector<std::uint64_t> counts(std::string_view column) const {
    std::vector<std::uint64_t> result;
    for (const std::string& member : members(column)) result.push_back(std::strtoull(member.c_str(), nullptr, 10));
    return result;
  }

 private:
  std::vector<std::string> members(std::string_view column) const {
    const std::string& field = text(column);
    return field.empty() ? std::vector<std::string>{} : split(field, ' ');
  }

  const std::vector<std::string>* columns_;
  std::vector<std::string> fields_;
};

/// A whole table: lines that start with # are comments, then come the names of the columns, then one case a line.
class table {
 public:
  explicit table(const std::string& name) {
    std::ifstream in(std::string(LEEWAY_GOLDEN_DIR) + "/" + name);
    if (!in) throw std::runtime_error("golden: cannot open " + name);
    for (std::string line; std::getline(in, line);) {
      if (!line.empty() && line.front() == '#') continue;
      if (columns_.empty())
        columns_ = split(line, ',');
      else
        rows_.emplace_back(columns_, split(line, ','));
    }
    if (rows_.empty()) throw std::runtime_error("golden: no cases in " + name);
  }
  table(const table&) = delete;
  table& operator=(const table&) = delete;

  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  std::size_t size() const { return rows_.size(); }

 private:
  std::vector<std::string> columns_;
  std::vector<row> rows_;
};

inline std::vector<std::byte> bytes(const std::string& name) {
  std::ifstream in(std::string(LEEWAY_GOLDEN_DIR) + "/" + name, std::ios::binary);
  if (!in) throw std::runtime_error("golden: cannot open " + name);
  std::vector<std::byte> result;
  for (std::istreambuf_iterator<char> it(in), end; it != end; ++it) result.push_back(static_cast<std::byte>(*it));
  return result;
}

}  // namespace golden

#endif
