// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_FIRST_READING_HPP
#define LEEWAY_PROGRAM_FIRST_READING_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "column_inference.hpp"
#include "table_input.hpp"
#include "wishes.hpp"

namespace program {

/// Sampled rows as texts, where a table cannot be read twice.
class kept_rows {
 public:
  void put(std::size_t slot, std::uint64_t row, std::span<const std::string_view> cells);
  std::size_t size() const noexcept { return rows_.size(); }

  /// Calls `use(cells)` for each row, in the order in which they came.
  template <class Use>
  void for_each(Use&& use) {
    sort();
    std::vector<std::string_view> cells;
    for (const kept& one : rows_) {
      cells.clear();
      std::size_t begin = 0;
      for (const std::size_t end : one.ends) {
        cells.push_back(std::string_view(one.text).substr(begin, end - begin));
        begin = end;
      }
      use(std::span<const std::string_view>(cells));
    }
  }

 private:
  struct kept {
    std::uint64_t row = 0;
    std::string text{};
    std::vector<std::uint32_t> ends{};
  };
  void sort();

  std::vector<kept> rows_{};
};

/// What is known after a table was read once: its columns, and a sample of its rows.
struct first_reading {
  std::vector<column_inference> columns{};
  std::uint64_t rows = 0;
  kept_rows kept{};  ///< empty when the table can be read again
};

/// Reads all rows. At most `sample` of them, chosen uniformly with a fixed seed, give the numbers for the edges.
first_reading read_first(table_input& input, const std::vector<leeway::column_schema>& wishes,
                         const missing_texts& missing, std::size_t sample);

}  // namespace program

#endif
