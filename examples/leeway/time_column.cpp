// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "time_column.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include <leeway/base/calendar.hpp>
#include <leeway/base/date_text.hpp>
#include <leeway/interop/csv_number.hpp>

#include "arguments.hpp"
#include "nearest_name.hpp"

namespace program {
namespace {

using leeway::instant;
using leeway::time_format;

constexpr std::array<std::pair<std::string_view, time_format>, 6> formats = {{{"automatic", time_format::automatic},
                                                                              {"day-first", time_format::day_first},
                                                                              {"s", time_format::seconds},
                                                                              {"ms", time_format::milliseconds},
                                                                              {"us", time_format::microseconds},
                                                                              {"ns", time_format::nanoseconds}}};

/// A whole number, also written as `7.0`.
std::optional<std::int64_t> whole_number(std::string_view cell) {
  const leeway::parsed_number number = leeway::parse_number(cell);
  if (number.kind == leeway::number_kind::integer) return number.integer;
  if (number.kind != leeway::number_kind::real || !(number.real >= -1e9 && number.real <= 1e9)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(number.real);
  const double left = number.real - static_cast<double>(whole);
  return left < 0.0 || left > 0.0 ? std::nullopt : std::optional(whole);
}

/// The numbers of several cells; empty when one of them is none.
std::vector<std::int64_t> whole_numbers(std::span<const std::string_view> cells) {
  std::vector<std::int64_t> numbers;
  for (const std::string_view cell : cells) {
    const std::optional<std::int64_t> number = whole_number(cell);
    if (!number) return {};
    numbers.push_back(*number);
  }
  return numbers;
}

/// Nanoseconds since midnight from hour, minute and second, of which the last ones may lack.
std::optional<std::int64_t> time_of_day(std::span<const std::int64_t> numbers) {
  constexpr std::array<std::int64_t, 3> ends = {24, 60, 60};
  constexpr std::array<std::int64_t, 3> units = {leeway::nanoseconds_per_hour, leeway::nanoseconds_per_minute,
                                                 leeway::nanoseconds_per_second};
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i >= ends.size() || numbers[i] < 0 || numbers[i] >= ends[i]) return std::nullopt;
    sum += numbers[i] * units[i];
  }
  return sum;
}

/// Year, month, and perhaps the rest.
std::optional<instant> from_numbers(std::span<const std::string_view> cells) {
  const std::vector<std::int64_t> numbers = whole_numbers(cells);
  if (numbers.size() < 2) return std::nullopt;
  const std::span<const std::int64_t> all(numbers);
  constexpr std::int64_t last_year = 9999;
  leeway::calendar_day day{0, 0, 1};
  if (all[0] >= 1000 && all[0] <= last_year) day.year = static_cast<int>(all[0]);
  if (all[1] >= 1 && all[1] <= 12) day.month = static_cast<int>(all[1]);
  if (all.size() > 2) day.day = all[2] >= 1 && all[2] <= 31 ? static_cast<int>(all[2]) : 0;
  const std::optional<std::int64_t> time = all.size() > 3 ? time_of_day(all.subspan(3)) : 0;
  if (!leeway::is_day(day) || !time) return std::nullopt;
  return leeway::instant_at(leeway::days_since_1970(day), *time);
}

/// A date, and the time of the day in its own cells.
std::optional<instant> from_date(std::span<const std::string_view> cells, time_format format) {
  constexpr std::size_t date_alone = 10;
  if (cells[0].size() != date_alone || !leeway::looks_like_date(cells[0])) return std::nullopt;
  const bool written = cells.size() == 2 && cells[1].find(':') != std::string_view::npos;
  if (written) return leeway::parse_instant(std::string(cells[0]) + "T" + std::string(cells[1]), format);
  const std::optional<instant> day = leeway::parse_instant(cells[0], format);
  const std::vector<std::int64_t> numbers = whole_numbers(cells.subspan(1));
  const std::optional<std::int64_t> time = time_of_day(numbers);
  if (!day || numbers.empty() || !time) return std::nullopt;
  return leeway::instant_at(leeway::days_of(*day), *time);
}

std::optional<instant> read_cells(std::span<const std::string_view> cells, time_format format) {
  if (cells.size() == 1) return leeway::parse_instant(cells[0], format);
  const std::optional<instant> found = from_date(cells, format);
  return found ? found : from_numbers(cells);
}

/// All of them, or none.
std::vector<std::size_t> places_of(const std::string& wanted, const std::vector<std::string>& columns) {
  const auto place_of = [&](const std::string& name) { return std::find(columns.begin(), columns.end(), name); };
  if (const auto whole = place_of(wanted); whole != columns.end())
    return {static_cast<std::size_t>(whole - columns.begin())};
  std::vector<std::size_t> places;
  for (const std::string& name : split(wanted, '+')) {
    const auto found = place_of(name);
    if (found == columns.end()) return {};
    places.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  return places;
}

/// Which of the columns is not there.
std::string absence(const std::string& wanted, const std::vector<std::string>& columns) {
  for (const std::string& name : split(wanted, '+'))
    if (std::find(columns.begin(), columns.end(), name) == columns.end())
      return "no such column" + (name == wanted ? std::string() : " \"" + name + "\"") + "; there are " +
             list_of(columns) + nearest_hint(name, columns);
  return {};
}

}  // namespace

leeway::time_format parse_time_format(std::string_view text) {
  for (const auto& [name, format] : formats)
    if (name == text) return format;
  throw std::invalid_argument("--time-format " + std::string(text) + ": wanted automatic, day-first, s, ms, us or ns");
}

time_column::time_column(const std::string& wanted, const std::string& format, const std::vector<std::string>& columns,
                         bool may_come)
    : wanted_(wanted),
      columns_(&columns),
      looked_at_(columns.size()),
      places_(places_of(wanted, columns)),
      format_(parse_time_format(format)) {
  if (!known() && !may_come) throw std::invalid_argument("--time " + wanted + ": " + absence(wanted, columns));
  const bool numbers = format_ != time_format::automatic && format_ != time_format::day_first;
  if (places_.size() > 1 && numbers)
    throw std::invalid_argument("--time-format " + format + ": of one column, and --time " + wanted + " names several");
}

bool time_column::look_again() {
  if (columns_->size() == looked_at_) return false;
  looked_at_ = columns_->size();
  places_ = places_of(wanted_, *columns_);
  return known();
}

std::optional<leeway::instant> time_column::read(std::span<const std::string_view> cells) {
  if (!known() && !look_again()) return std::nullopt;
  if (places_.size() == 1) return leeway::parse_instant(first(cells), format_);
  std::vector<std::string_view> parts;
  for (const std::size_t place : places_) parts.push_back(cells[place]);
  return read_cells(parts, format_);
}

std::string time_column::problem(std::span<const std::string_view> cells) const {
  if (!known()) return absence(wanted_, *columns_);
  std::vector<std::string_view> parts;
  std::string text;
  for (const std::size_t place : places_) {
    text += (parts.empty() ? "\"" : " ") + std::string(cells[place]);
    parts.push_back(cells[place]);
  }
  text += '"';
  for (const auto& [name, format] : formats) {
    const bool numbers = format != time_format::automatic && format != time_format::day_first;
    if (format == format_ || (numbers && (parts.size() > 1 || format != time_format::seconds))) continue;
    if (read_cells(parts, format)) return text + ", a time with --time-format " + std::string(name);
  }
  return text;
}

}  // namespace program
