// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <leeway/base/order_key.hpp>

namespace program {
namespace {

constexpr char32_t replacement = 0xfffd;

struct code_point {
  char32_t value = replacement;
  std::size_t size = 1;
};

/// The first code point of a text that is not empty; the replacement character where it is not UTF-8.
code_point first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead >= 0xf5 || text.size() < size) return {};
  char32_t value = lead & (0xffu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) return {};
    value = (value << 6) | (byte(i) & 0x3fu);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest[size] || surrogate || value > 0x10ffff) return {};
  return {value, size};
}

struct range {
  char32_t first;
  char32_t last;
};

template <std::size_t Size>
bool within(const std::array<range, Size>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const range& r) { return c >= r.first && c <= r.last; });
}

/// Controls, line separators, and marks that turn the direction of writing.
bool is_control(char32_t c) {
  constexpr std::array<range, 5> controls = {
      {{0, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfff9, 0xfffb}}};
  return within(controls, c);
}

/// The common combining marks and zero-width characters.
bool is_zero_width(char32_t c) {
  constexpr std::array<range, 9> marks = {{{0x300, 0x36f},
                                           {0x483, 0x489},
                                           {0x591, 0x5bd},
                                           {0x610, 0x61a},
                                           {0x64b, 0x65f},
                                           {0x1ab0, 0x1aff},
                                           {0x200b, 0x200f},
                                           {0x20d0, 0x20ff},
                                           {0xfe00, 0xfe0f}}};
  return within(marks, c);
}

/// East Asian wide and full-width characters, and emoji.
bool is_wide(char32_t c) {
  constexpr std::array<range, 9> wide = {{{0x1100, 0x115f},
                                          {0x2e80, 0xa4cf},
                                          {0xa960, 0xa97f},
                                          {0xac00, 0xd7a3},
                                          {0xf900, 0xfaff},
                                          {0xfe30, 0xfe6f},
                                          {0xff00, 0xff60},
                                          {0x1f300, 0x1faff},
                                          {0x20000, 0x3fffd}}};
  return within(wide, c);
}

std::size_t width_of(char32_t c) { return is_zero_width(c) ? 0 : is_wide(c) ? 2 : 1; }

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const code_point c = first_of(text);
    if (c.value == replacement)
      result += "\xef\xbf\xbd";
    else if (is_control(c.value))
      result += '?';
    else
      result += text.substr(0, c.size);
    text.remove_prefix(c.size);
  }
  return result;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const code_point c = first_of(text);
    width += width_of(c.value);
    text.remove_prefix(c.size);
  }
  return width;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string result;
  std::size_t taken = 1;
  while (!text.empty()) {
    const code_point c = first_of(text);
    if ((taken += width_of(c.value)) > width) break;
    result += text.substr(0, c.size);
    text.remove_prefix(c.size);
  }
  return result + "…";
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3;) digits.insert(place -= 3, 1, ' ');
  return digits;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return grouped(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string no_numbers_text(std::uint64_t values) {
  return grouped(values) + (values == 1 ? " that is no number" : " that are no numbers");
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string(text);
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string short_number(double x, int digits) {
  if (leeway::detail::is_nan(x)) return "-";
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, x, std::chars_format::general, digits).ptr;
  return std::string(text, end);
}

std::string text_table::text(std::string_view indent) const {
  std::vector<std::size_t> widths(sides_.size());
  for (const std::vector<cell>& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = (std::max)(widths[i], display_width(row[i].text));
  std::string result;
  for (const std::vector<cell>& row : rows_) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - display_width(row[i].text), ' ');
      if (i > 0) line += "  ";
      if (sides_[i] == side::right) line += padding;
      line += row[i].style;
      line += row[i].text;
      if (!row[i].style.empty()) line += "\033[0m";
      if (sides_[i] == side::left) line += padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + '\n';
  }
  return result;
}

}  // namespace program
