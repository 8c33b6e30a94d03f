// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_UNIT_LAW_GOLDEN_HPP
#define LEEWAY_TESTS_UNIT_LAW_GOLDEN_HPP

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "leeway/law/tail.hpp"

namespace golden {

/// One line of a golden file, its fields still text.
class line {
 public:
  explicit line(const std::string& text) {
    std::istringstream in(text);
    for (std::string field; std::getline(in, field, ',');) fields_.push_back(field);
  }
  const std::string& text(std::size_t column) const { return fields_.at(column); }
  double number(std::size_t column) const { return std::strtod(text(column).c_str(), nullptr); }
  std::uint64_t count(std::size_t column) const { return std::strtoull(text(column).c_str(), nullptr, 10); }
  std::vector<std::uint64_t> counts(std::size_t column) const {
    std::istringstream in(text(column));
    std::vector<std::uint64_t> values;
    for (std::uint64_t value = 0; in >> value;) values.push_back(value);
    return values;
  }

 private:
  std::vector<std::string> fields_;
};

inline std::vector<line> read(const std::string& name) {
  std::ifstream file(std::string(LEEWAY_GOLDEN_DIR) + "/" + name);
  if (!file) throw std::runtime_error("no golden file " + name);
  std::vector<line> lines;
  for (std::string text; std::getline(file, text);) {
    if (!text.empty() && text[0] != '#') lines.emplace_back(text);
  }
  return lines;
}

/// |x - expected| in units of |expected|; absolute where that is 0.
inline double error(double x, double expected) {
  const double scale = std::fabs(expected);
  const double distance = std::fabs(x - expected);
  return scale > 0.0 ? distance / scale : distance;
}

/**
 * The worse of two errors: of p, relative, where it is a normal double; of log p, absolute below 1, relative above,
 * which is the relative error of p as long as p can be told from 0.
 */
inline double error(const leeway::law::tail& x, double p, double log_p) {
  const double of_log = std::fabs(x.log_p - log_p) / (std::fabs(log_p) > 1.0 ? std::fabs(log_p) : 1.0);
  return p > 1e-300 ? std::fmax(error(x.p, p), of_log) : of_log;
}

}  // namespace golden

#endif
