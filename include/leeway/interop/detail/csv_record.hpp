// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_DETAIL_CSV_RECORD_HPP
#define LEEWAY_INTEROP_DETAIL_CSV_RECORD_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/interop/csv_error.hpp>
#include <leeway/interop/detail/byte_finder.hpp>
#include <leeway/interop/detail/stream_block.hpp>

namespace leeway::detail {

/// The cells of one record, as they lie in the block.
class csv_record {
 public:
  static constexpr char quote = '"';

  csv_record(char delimiter, std::size_t max_bytes, std::size_t max_cells)
      : delimiter_(delimiter),
        max_bytes_(max_bytes),
        max_cells_(max_cells),
        plain_(delimiter, '\n', '\r'),
        in_quotes_(quote, '\n', '\r') {}

  std::size_t size() const noexcept { return cells_.size(); }
  std::string_view operator[](std::size_t i) const noexcept { return {cells_[i].begin, cells_[i].size}; }
  bool quoted(std::size_t i) const noexcept { return cells_[i].quoted; }
  /// How many lines it took.
  std::uint64_t lines() const noexcept { return lines_; }

  /** Reads the record at the beginning of the block, on line `line`, and consumes it. False, with nothing consumed,
      when the block ends before the record does and the stream may go on. */
  bool parse(stream_block& block, std::uint64_t line) {
    clear();
    for (char* at = block.begin();; ++at) {
      at = *at == quote ? parse_quoted(at, block, line) : parse_plain(at, line);
      if (at == nullptr) return false;
      if (*at != delimiter_) return end(at, block, line);
    }
  }

  /// The record of an empty line: one empty cell.
  void assign_empty_line() {
    clear();
    cells_.push_back({&nothing_, 0, false, false});
  }

 private:
  struct cell {
    char* begin;
    std::size_t size;
    bool quoted;
    bool doubled;  // holds quotes written twice
  };

  void clear() noexcept {
    cells_.clear();
    lines_ = 1;
    any_doubled_ = false;
  }

  // Returns what stands behind the cell.
  char* parse_plain(char* begin, std::uint64_t line) {
    char* const end = plain_.find(begin);
    add({begin, static_cast<std::size_t>(end - begin), false, false}, line);
    return end;
  }

  // Returns what stands behind the cell; null when the block ends inside.
  char* parse_quoted(char* open, stream_block& block, std::uint64_t line) {
    const std::uint64_t open_line = line + lines_ - 1;
    bool doubled = false;
    for (char* at = in_quotes_.find(open + 1);; at = in_quotes_.find(at + 1)) {
      if (at == block.end()) {
        check_open_quote(block, open_line);
        return nullptr;
      }
      if (*at != quote) {
        if (*at == '\n' || at[1] != '\n') ++lines_;
      } else if (at[1] == quote) {
        doubled = true;
        ++at;
      } else {
        add({open + 1, static_cast<std::size_t>(at - open - 1), true, doubled}, line);
        any_doubled_ = any_doubled_ || doubled;
        return behind_quoted(at + 1, line);
      }
    }
  }

  char* behind_quoted(char* at, std::uint64_t line) const {
    if (*at != delimiter_ && *at != '\n' && *at != '\r')
      throw_csv_error(line + lines_ - 1, "text behind the closing quote of cell " + std::to_string(cells_.size()));
    return at;
  }

  // `at` is a line end, or the end of the block.
  bool end(char* at, stream_block& block, std::uint64_t line) {
    const auto size = static_cast<std::size_t>(at - block.begin());
    if (size > max_bytes_) throw_csv_error(line, "the record is longer than " + std::to_string(max_bytes_) + " bytes");
    const bool cut = at == block.end() || (*at == '\r' && at + 1 == block.end());
    if (cut && !block.ended()) return false;
    block.consume(size + line_end_size(at, block.end()));
    if (any_doubled_)
      for (cell& each : cells_)
        if (each.doubled) join_doubled_quotes(each);
    return true;
  }

  static std::size_t line_end_size(const char* at, const char* end) noexcept {
    if (at == end) return 0;
    return *at == '\r' && at + 1 != end && at[1] == '\n' ? 2 : 1;
  }

  // In place: the bytes of the record are consumed and nobody else's.
  static void join_doubled_quotes(cell& of) noexcept {
    char* out = of.begin;
    const char* const end = of.begin + of.size;
    for (const char* in = of.begin; in != end; ++in) {
      *out++ = *in;
      if (*in == quote) ++in;
    }
    of.size = static_cast<std::size_t>(out - of.begin);
  }

  void add(const cell& next, std::uint64_t line) {
    if (cells_.size() == max_cells_)
      throw_csv_error(line, "the record has more than " + std::to_string(max_cells_) + " cells");
    cells_.push_back(next);
  }

  void check_open_quote(stream_block& block, std::uint64_t open_line) const {
    const std::string which = "the quote that opens cell " + std::to_string(cells_.size() + 1);
    if (block.ended()) throw_csv_error(open_line, which + " is never closed");
    if (block.size() > max_bytes_)
      throw_csv_error(open_line,
                      which + " is not closed within a record's limit of " + std::to_string(max_bytes_) + " bytes");
  }

  char delimiter_;
  std::size_t max_bytes_;
  std::size_t max_cells_;
  byte_finder plain_;      // what ends a cell without quotes
  byte_finder in_quotes_;  // what counts in a cell with quotes
  std::vector<cell> cells_;
  std::uint64_t lines_ = 1;
  bool any_doubled_ = false;
  char nothing_ = '\0';
};

}  // namespace leeway::detail

#endif
