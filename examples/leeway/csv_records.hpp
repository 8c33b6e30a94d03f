// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_CSV_RECORDS_HPP
#define LEEWAY_PROGRAM_CSV_RECORDS_HPP

#include <istream>

#include <leeway/interop/csv.hpp>

#include "record_reader.hpp"

namespace program {

/// Comma-separated text with a header.
class csv_records : public record_reader {
 public:
  /// Reads the header. Throws `leeway::csv_error`.
  csv_records(std::streambuf& from, const leeway::csv_options& options);

  bool next() override;
  const std::vector<std::string>& names() const noexcept override { return names_; }
  std::span<const std::string_view> cells() const noexcept override { return cells_; }
  std::uint64_t line() const noexcept override { return reader_.line(); }

 private:
  std::istream in_;
  leeway::csv_reader reader_;
  std::vector<std::string> names_{};
  std::vector<std::string_view> cells_{};
};

}  // namespace program

#endif
