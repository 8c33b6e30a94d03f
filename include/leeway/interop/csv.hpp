// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_CSV_HPP
#define LEEWAY_INTEROP_CSV_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/interop/csv_error.hpp>
#include <leeway/interop/detail/byte_finder.hpp>
#include <leeway/interop/detail/csv_record.hpp>
#include <leeway/interop/detail/stream_block.hpp>

namespace leeway {

struct csv_options {
  char delimiter = ',';                                  ///< neither a quote nor a line end
  std::size_t block_bytes = std::size_t{1} << 20;        ///< read at once: 1 to 2^30
  std::size_t max_record_bytes = std::size_t{64} << 20;  ///< without its line end, at least 1
  std::size_t max_cells = std::size_t{1} << 20;          ///< of one record, at least 1
  bool prompt = false;  ///< a record is given as soon as its line end has come, for a pipe that fills slowly
};

/** Reads comma-separated text (RFC 4180) record by record from a stream that outlives the reader.

    A record ends with LF, CRLF or CR, or with the text. A cell that begins with a quote ends with the next single one
    and may hold delimiters and line ends; two quotes in it stand for one. A quote elsewhere is an ordinary character.
    An empty line is a record of one empty cell, but empty lines behind the last record are none. A UTF-8 byte order
    mark is skipped; apart from that the bytes of a cell are kept as they are, and no encoding is checked.

    The stream is read a block at a time, so a pipe gives its records when a block is full or the pipe closes; with
    `prompt`, when they have come, as far as the stream's buffer hands them on.
    Memory: a few blocks or a few times the longest record, whichever is more, and 24 bytes a cell of one record;
    nothing is allocated a record once these have grown. Time: linear in the bytes. */
class csv_reader {
 public:
  /// Reads nothing yet. Throws `std::invalid_argument` when an option is outside its range.
  explicit csv_reader(std::istream& in, const csv_options& options = {})
      : block_(in, checked_block(options.block_bytes), detail::byte_finder::overread, options.prompt),
        record_(checked_delimiter(options.delimiter), at_least_one("max_record_bytes", options.max_record_bytes),
                at_least_one("max_cells", options.max_cells)) {}
  csv_reader(const csv_reader&) = delete;
  csv_reader& operator=(const csv_reader&) = delete;

  /** Moves on to the next record; false when there is none. Views of the record before are stale then.

      Throws `csv_error` for a quote that is never closed, for text behind a closing quote, for a record beyond the
      limits, for UTF-16 and for a stream that cannot be read: asked again, it throws the same. Throws it also for a
      record of another size than expected: that record can be looked at, and the next call moves on. */
  bool next() {
    if (!started_) start();
    if (empty_lines_ == 0 && !find_record()) return false;
    line_ = next_line_;
    if (empty_lines_ > 0)
      take_empty_line();
    else
      while (!record_.parse(block_, line_)) extend();
    next_line_ += record_.lines();
    if (expected_ != 0 && size() != expected_) throw_other_size();
    return true;
  }

  /** The next record as names of columns; from then on every record must have as many cells. Throws `csv_error` also
      when there is no record, and for a name that is empty or stands twice. */
  std::vector<std::string> read_header() {
    if (!next()) detail::throw_csv_error(next_line_, "no header: the text is empty");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < size(); ++i) names.emplace_back((*this)[i]);
    check_names(names);
    expect_size(names.size());
    return names;
  }

  /// How many cells every further record must have; 0: any number.
  void expect_size(std::size_t cells) noexcept { expected_ = cells; }

  /// Cells of the record; 0 before the first.
  std::size_t size() const noexcept { return record_.size(); }
  /// The text of cell `i` below `size()`, without its quotes; valid until the next call of `next`.
  std::string_view operator[](std::size_t i) const noexcept { return record_[i]; }
  /// Whether cell `i` stood in quotes: tells an empty text from no value.
  bool quoted(std::size_t i) const noexcept { return record_.quoted(i); }
  /// The line on which the record begins, counted from 1; 0 before the first.
  std::uint64_t line() const noexcept { return line_; }

 private:
  static std::size_t at_least_one(const char* parameter, std::size_t value) {
    if (value == 0) detail::throw_invalid_argument(std::string(parameter) + " is 0: at least 1 expected");
    return value;
  }
  static std::size_t checked_block(std::size_t bytes) {
    if (bytes > std::size_t{1} << 30)
      detail::throw_invalid_argument("block_bytes is " + std::to_string(bytes) + ": at most 2^30 expected");
    return at_least_one("block_bytes", bytes);
  }
  static char checked_delimiter(char delimiter) {
    if (delimiter == detail::csv_record::quote || delimiter == '\n' || delimiter == '\r')
      detail::throw_invalid_argument("delimiter is the character " + std::to_string(static_cast<int>(delimiter)) +
                                     ": neither a quote nor a line end expected");
    return delimiter;
  }

  void start() {
    while (block_.size() < 3 && extend()) {
    }
    const std::string_view head(block_.begin(), (std::min)(block_.size(), std::size_t{3}));
    if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF")
      detail::throw_csv_error(1, "the text is UTF-16; UTF-8 expected");
    if (head == "\xEF\xBB\xBF") block_.consume(3);
    started_ = true;
  }

  bool extend() {
    const bool more = block_.extend();
    if (block_.broken()) detail::throw_csv_error(next_line_, "the stream cannot be read");
    return more;
  }

  // Consumes empty lines and counts them: they are records only when something follows.
  bool find_record() {
    while (block_.size() > 0 || extend()) {
      if (*block_.begin() != '\n' && *block_.begin() != '\r') return true;
      consume_line_end();
      ++empty_lines_;
    }
    empty_lines_ = 0;
    return false;
  }

  void consume_line_end() {
    const bool two = *block_.begin() == '\r' && (block_.size() > 1 || extend()) && block_.begin()[1] == '\n';
    block_.consume(two ? 2 : 1);
  }

  void take_empty_line() {
    record_.assign_empty_line();
    --empty_lines_;
  }

  [[noreturn]] void throw_other_size() const {
    detail::throw_csv_error(line_, std::to_string(expected_) + " cells expected, " + std::to_string(size()) + " found");
  }

  void check_names(const std::vector<std::string>& names) const {
    std::vector<std::size_t> order(names.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
      if (names[i].empty()) detail::throw_csv_error(line_, "column " + std::to_string(i + 1) + " has no name");
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    for (std::size_t i = 1; i < order.size(); ++i)
      if (names[order[i - 1]] == names[order[i]])
        detail::throw_csv_error(line_, "columns " + std::to_string(order[i - 1] + 1) + " and " +
                                           std::to_string(order[i] + 1) + " are both named '" + names[order[i]] + "'");
  }

  detail::stream_block block_;
  detail::csv_record record_;
  std::size_t expected_ = 0;
  std::uint64_t line_ = 0;
  std::uint64_t next_line_ = 1;
  std::uint64_t empty_lines_ = 0;  // consumed already, and still to be given as records
  bool started_ = false;
};

}  // namespace leeway

#endif
