// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_TEXT_HPP
#define LEEWAY_PROGRAM_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Text for a terminal: nothing that comes from a file can move the cursor, and columns line up.
namespace program {

/// Valid UTF-8 without control characters: those become "?", bytes that are not UTF-8 the replacement character.
std::string printable(std::string_view text);
/// Cells of a terminal that a printable text takes: 0 for combining marks, 2 for wide characters.
std::size_t display_width(std::string_view text);
/// The text, or its beginning and "…" where it is wider than `width`.
std::string shortened(std::string_view text, std::size_t width);
/// "5 407".
std::string grouped(std::uint64_t number);
/// "1 row", "5 407 rows".
std::string counted(std::uint64_t number, std::string_view noun);
/// "1 that is no number", "5 that are no numbers".
std::string no_numbers_text(std::uint64_t values);
/// As a shell reads it back: quoted where that is needed.
std::string shell_word(std::string_view text);
/// With `digits` significant digits at most; "-" for no value, "inf".
std::string short_number(double x, int digits = 3);

/// Rows of cells that are padded to columns. Style sequences take no width.
class text_table {
 public:
  enum class side { left, right };
  struct cell {
    std::string text{};
    std::string_view style{};  ///< an escape sequence, or nothing
  };

  explicit text_table(std::vector<side> sides) : sides_(std::move(sides)) {}
  void add(std::vector<cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const noexcept { return rows_.empty(); }
  /// Each line begins with `indent`, two blanks stand between columns, none at the end of a line.
  std::string text(std::string_view indent = "  ") const;

 private:
  std::vector<side> sides_;
  std::vector<std::vector<cell>> rows_;
};

}  // namespace program

#endif
