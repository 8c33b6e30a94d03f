// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Comma-separated text, read in blocks of different sizes, against a reader that looks at one character after the
// other.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include <leeway/interop/csv.hpp>

#include "decisions.hpp"

namespace {

struct cell {
  std::string text{};
  bool quoted = false;
  friend bool operator==(const cell&, const cell&) = default;
};
struct record {
  std::uint64_t line = 1;
  std::vector<cell> cells{};
  friend bool operator==(const record&, const record&) = default;
};
struct table {
  std::vector<record> records{};
  bool broken = false;
  friend bool operator==(const table&, const table&) = default;
};

/// RFC 4180 as `csv_reader` documents it.
class plain_reader {
 public:
  explicit plain_reader(std::string text) : text_(std::move(text)) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    result_.broken = text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF");
    while (!result_.broken && at_ < text_.size()) read_record();
    if (result_.broken) return;
    while (!result_.records.empty() && result_.records.back().cells == std::vector<cell>(1)) result_.records.pop_back();
  }
  const table& result() const { return result_; }

 private:
  bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool at_end_of_cell() const { return at_ == text_.size() || at(',') || at('\n') || at('\r'); }

  void read_record() {
    record read{line_};
    for (;;) {
      read.cells.push_back(at('"') ? quoted_cell() : plain_cell());
      if (result_.broken) return;
      if (!at(',')) break;
      ++at_;
    }
    if (at('\r')) ++at_;
    if (at('\n')) ++at_;
    ++line_;
    result_.records.push_back(std::move(read));
  }
  cell plain_cell() {
    cell read;
    while (!at_end_of_cell()) read.text.push_back(text_[at_++]);
    return read;
  }
  cell quoted_cell() {
    cell read{{}, true};
    for (++at_; at_ < text_.size(); ++at_) {
      if (at('"')) {
        ++at_;
        if (!at('"')) return at_end_of_cell() ? read : broken();
      }
      const bool ends_line = at('\n') || (at('\r') && text_.substr(at_ + 1, 1) != "\n");
      line_ += ends_line ? 1U : 0U;
      read.text.push_back(text_[at_]);
    }
    return broken();
  }
  cell broken() {
    result_.broken = true;
    return {};
  }

  std::string text_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  table result_;
};

table read(const std::string& text, std::size_t block, bool prompt) {
  std::istringstream in(text);
  leeway::csv_options options;
  options.block_bytes = block;
  options.prompt = prompt;
  leeway::csv_reader reader(in, options);
  table result;
  try {
    while (reader.next()) {
      record one{reader.line()};
      for (std::size_t i = 0; i < reader.size(); ++i) one.cells.push_back({std::string(reader[i]), reader.quoted(i)});
      result.records.push_back(std::move(one));
    }
  } catch (const leeway::csv_error&) {
    result.broken = true;
  }
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const table expected = plain_reader(text).result();
  for (const std::size_t block : {std::size_t{1}, std::size_t{3}, std::size_t{64}, std::size_t{1} << 16})
    for (const bool prompt : {false, true})
      fuzz::check(read(text, block, prompt) == expected, "records of the plain reader");
  return 0;
}
