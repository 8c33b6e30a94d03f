// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "csv_records.hpp"

namespace program {

csv_records::csv_records(std::streambuf& from, const leeway::csv_options& options) : in_(&from), reader_(in_, options) {
  in_.exceptions(std::ios::badbit);  // the reason is told as it was thrown
  names_ = reader_.read_header();
  reader_.expect_size(0);
  cells_.resize(names_.size());
}

bool csv_records::next() {
  if (!reader_.next()) return false;
  if (reader_.size() != names_.size())
    throw bad_line(reader_.line(),
                   std::to_string(names_.size()) + " cells expected, " + std::to_string(reader_.size()) + " found");
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = reader_[i];
  return true;
}

}  // namespace program
