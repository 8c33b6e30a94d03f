// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace csv_test {
namespace {

struct record {
  std::uint64_t line = 0;
  std::vector<std::string> cells;
  friend bool operator==(const record&, const record&) = default;
};

record current(const leeway::csv_reader& reader) {
  record seen{reader.line(), {}};
  for (std::size_t i = 0; i < reader.size(); ++i) seen.cells.emplace_back(reader[i]);
  return seen;
}

struct outcome {
  std::vector<record> records;
  bool error = false;
  friend bool operator==(const outcome&, const outcome&) = default;
};

outcome read_all(const std::string& text, const leeway::csv_options& options = {}) {
  std::istringstream in(text);
  leeway::csv_reader reader(in, options);
  outcome all;
  try {
    while (reader.next()) all.records.push_back(current(reader));
  } catch (const leeway::csv_error&) {
    all.error = true;
  }
  return all;
}

std::vector<std::vector<std::string>> cells_of(const std::string& text) {
  const outcome all = read_all(text);
  REQUIRE_FALSE(all.error);
  std::vector<std::vector<std::string>> cells;
  for (const record& each : all.records) cells.push_back(each.cells);
  return cells;
}

// The message, and the line it is about.
struct complaint {
  std::uint64_t line = 0;
  std::string message;
};

complaint complaint_about(const std::string& text, const leeway::csv_options& options = {}) {
  std::istringstream in(text);
  leeway::csv_reader reader(in, options);
  try {
    while (reader.next()) {
    }
  } catch (const leeway::csv_error& error) {
    return {error.line(), error.what()};
  }
  FAIL("no error");
  return {};
}

complaint complaint_about_header(const std::string& text) {
  std::istringstream in(text);
  leeway::csv_reader reader(in);
  try {
    reader.read_header();
  } catch (const leeway::csv_error& error) {
    return {error.line(), error.what()};
  }
  FAIL("no error");
  return {};
}

bool mentions(const complaint& of, std::string_view words) { return of.message.find(words) != std::string::npos; }

using rows = std::vector<std::vector<std::string>>;

constexpr std::size_t block_sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 64, 1000, std::size_t{1} << 20};

std::string from_hex(const std::string& hex) {
  std::string bytes;
  if (hex == "-") return bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return bytes;
}

struct golden_case {
  char delimiter = ',';
  std::string text;
  outcome expected;
};

std::vector<golden_case> golden_cases() {
  std::ifstream in(std::string(LEEWAY_GOLDEN_DIR) + "/csv_cases.txt");
  std::vector<golden_case> cases;
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string what, word;
    words >> what;
    if (what == "text") {
      golden_case next;
      words >> word;
      next.delimiter = from_hex(word).at(0);
      words >> word;
      next.text = from_hex(word);
      cases.push_back(next);
    } else if (what == "record") {
      record next;
      words >> next.line;
      while (words >> word) next.cells.push_back(from_hex(word));
      cases.back().expected.records.push_back(next);
    } else if (what == "error") {
      cases.back().expected.error = true;
    }
  }
  return cases;
}

}  // namespace

// Oracle: RFC 4180, section 2, by hand.
TEST_CASE("csv: cells, quotes and line ends", "[csv]") {
  CHECK(cells_of("a,b\n1,2\n") == rows{{"a", "b"}, {"1", "2"}});
  CHECK(cells_of("a,b\r\n1,2") == rows{{"a", "b"}, {"1", "2"}});
  CHECK(cells_of("a,b\r1,2\r") == rows{{"a", "b"}, {"1", "2"}});
  CHECK(cells_of(",\n,,") == rows{{"", ""}, {"", "", ""}});
  CHECK(cells_of("\"a,b\",\"c\nd\"\n") == rows{{"a,b", "c\nd"}});
  CHECK(cells_of("\"say \"\"no\"\"\",\"\"\"\",\"\"") == rows{{"say \"no\"", "\"", ""}});
  CHECK(cells_of("5\" pipe,a\"b\"\n") == rows{{"5\" pipe", "a\"b\""}});
  CHECK(cells_of(" \"a\" , b \n") == rows{{" \"a\" ", " b "}});
  CHECK(cells_of(std::string("a\0b,\0\n", 6)) == rows{{std::string("a\0b", 3), std::string("\0", 1)}});
}

// Oracle: the documented rule, by hand.
TEST_CASE("csv: empty lines are records unless nothing follows", "[csv]") {
  CHECK(cells_of("").empty());
  CHECK(cells_of("\n\r\n\n").empty());
  CHECK(cells_of("x\n1\n\n3\n\n\r\n\n") == rows{{"x"}, {"1"}, {""}, {"3"}});
  CHECK(cells_of("\n\nx") == rows{{""}, {""}, {"x"}});
  CHECK(cells_of("x\n\"\"\n") == rows{{"x"}, {""}});
  CHECK(cells_of("x\n \n") == rows{{"x"}, {" "}});
  std::istringstream in("x\n\n\n");
  leeway::csv_reader reader(in);
  CHECK(reader.next());
  CHECK_FALSE(reader.next());
  CHECK_FALSE(reader.next());
}

// Oracle: lines counted by hand; CRLF is one line end, CR LF CR two.
TEST_CASE("csv: a record knows the line on which it begins", "[csv]") {
  std::istringstream in("a\r\n\"b\nc\r\nd\re\"\n\n\rf\n");
  leeway::csv_reader reader(in);
  CHECK(reader.line() == 0);
  CHECK(reader.size() == 0);
  std::vector<std::uint64_t> lines;
  while (reader.next()) lines.push_back(reader.line());
  CHECK(lines == std::vector<std::uint64_t>{1, 2, 6, 7, 8});
  CHECK_FALSE(reader.next());
}

// Oracle: what was written in quotes, by hand.
TEST_CASE("csv: an empty text in quotes is told from an empty cell", "[csv]") {
  std::istringstream in("\"\",,\"a\",a");
  leeway::csv_reader reader(in);
  REQUIRE(reader.next());
  CHECK(reader.quoted(0));
  CHECK_FALSE(reader.quoted(1));
  CHECK(reader.quoted(2));
  CHECK_FALSE(reader.quoted(3));
}

// Oracle: by hand; the mark is no part of the first cell, elsewhere it is text.
TEST_CASE("csv: a byte order mark at the start is skipped", "[csv]") {
  CHECK(cells_of("\xEF\xBB\xBF\"a\",b\n") == rows{{"a", "b"}});
  CHECK(cells_of("\xEF\xBB\xBF").empty());
  CHECK(cells_of("\xEF\xBB") == rows{{"\xEF\xBB"}});
  CHECK(cells_of("x\n\xEF\xBB\xBFy") == rows{{"x"}, {"\xEF\xBB\xBFy"}});
  CHECK(mentions(complaint_about(std::string("\xFF\xFE"
                                             "a\0",
                                             4)),
                 "UTF-16"));
  CHECK(mentions(complaint_about(std::string("\xFE\xFF\0a", 4)), "UTF-16"));
}

// Oracle: Python's csv module, strict (tests/golden/csv_cases.py), and the same at every block size.
TEST_CASE("csv: reads what Python's csv module reads", "[csv][golden]") {
  const std::vector<golden_case> cases = golden_cases();
  REQUIRE(cases.size() == 400);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (std::size_t block : block_sizes) {
      leeway::csv_options options;
      options.delimiter = cases[i].delimiter;
      options.block_bytes = block;
      CAPTURE(i, block);
      CHECK(read_all(cases[i].text, options) == cases[i].expected);
    }
  }
}

// Oracle: the cells from which the text was made; it is longer than two blocks of the default size.
TEST_CASE("csv: records cross blocks of the default size", "[csv]") {
  std::string text = "id,note\n";
  std::size_t number = 0;
  for (; text.size() < (std::size_t{5} << 19); ++number) {
    text += std::to_string(number);
    text += number % 3 == 0 ? ",\"line\nand \"\"line\"\", " + std::string(number % 40, 'x') + "\"\r\n" : ",plain\n";
  }
  std::istringstream in(text);
  leeway::csv_reader reader(in);
  CHECK(reader.read_header() == std::vector<std::string>{"id", "note"});
  std::size_t seen = 0;
  std::size_t wrong = 0;
  for (; reader.next(); ++seen) {
    const std::string note = seen % 3 == 0 ? "line\nand \"line\", " + std::string(seen % 40, 'x') : "plain";
    wrong += reader[0] == std::to_string(seen) && reader[1] == note ? 0U : 1U;
  }
  CHECK(seen == number);
  CHECK(wrong == 0);
}

// Oracle: the cell from which the text was made, longer than the block many times over.
TEST_CASE("csv: a record much longer than a block", "[csv]") {
  const std::string cell(100'000, 'y');
  leeway::csv_options options;
  options.block_bytes = 10;
  const outcome expected{{{1, {"a"}}, {2, {cell, cell}}, {3, {"b"}}}, false};
  CHECK(read_all("a\n" + cell + ",\"" + cell + "\"\nb", options) == expected);
}

// Oracle: by hand.
TEST_CASE("csv: a header names its columns and fixes their number", "[csv]") {
  std::istringstream in("bid,\"in,come\"\n1,2\n3\n4,5,6\n7,8\n");
  leeway::csv_reader reader(in);
  CHECK(reader.read_header() == std::vector<std::string>{"bid", "in,come"});
  REQUIRE(reader.next());
  try {
    reader.next();
    FAIL("no error");
  } catch (const leeway::csv_error& error) {
    CHECK(error.line() == 3);
    CHECK(std::string(error.what()) == "line 3: 2 cells expected, 1 found");
  }
  CHECK(current(reader) == record{3, {"3"}});
  CHECK_THROWS_AS(reader.next(), leeway::csv_error);
  CHECK(reader.size() == 3);
  REQUIRE(reader.next());
  CHECK(current(reader) == record{5, {"7", "8"}});
}

// Oracle: by hand.
TEST_CASE("csv: a header that names no columns is refused", "[csv]") {
  CHECK(mentions(complaint_about_header(""), "line 1: no header"));
  CHECK(mentions(complaint_about_header("\n\n"), "no header"));
  CHECK(mentions(complaint_about_header("a,,c\n"), "line 1: column 2 has no name"));
  CHECK(mentions(complaint_about_header("b,a,c,a\n"), "columns 2 and 4 are both named 'a'"));
}

// Oracle: lines counted by hand. Asked again, the reader says the same.
TEST_CASE("csv: what is not CSV is refused with its line", "[csv]") {
  for (std::size_t block : block_sizes) {
    CAPTURE(block);
    leeway::csv_options options;
    options.block_bytes = block;
    const complaint open = complaint_about("a,b\n1,\"x\ny\",\"2\n3,4\n", options);
    CHECK(open.line == 3);
    CHECK(mentions(open, "line 3: the quote that opens cell 3 is never closed"));
    const complaint behind = complaint_about("a,b\n\"x\ny\"z,2\n", options);
    CHECK(behind.line == 3);
    CHECK(mentions(behind, "text behind the closing quote of cell 1"));
  }
  std::istringstream in("\"x");
  leeway::csv_reader reader(in);
  CHECK_THROWS_AS(reader.next(), leeway::csv_error);
  CHECK_THROWS_AS(reader.next(), leeway::csv_error);
}

// Oracle: sizes counted by hand; the limit itself is allowed.
TEST_CASE("csv: limits of a record", "[csv]") {
  for (std::size_t block : block_sizes) {
    CAPTURE(block);
    leeway::csv_options options;
    options.block_bytes = block;
    options.max_record_bytes = 9;
    CHECK_FALSE(read_all("1234,6789\r\n1\n", options).error);
    CHECK(mentions(complaint_about("1\n1234,67890\n", options), "line 2: the record is longer than 9 bytes"));
    CHECK_FALSE(read_all("\"2\n4\",678\r\n1\n", options).error);
    CHECK(complaint_about("1\n\"1234567890\n", options).line == 2);
    options.max_cells = 3;
    CHECK_FALSE(read_all("1,2,3\n", options).error);
    CHECK(mentions(complaint_about("1,2,3,4\n", options), "more than 3 cells"));
  }
  leeway::csv_options tight;
  tight.max_record_bytes = 1000;
  tight.block_bytes = 16;
  const complaint open = complaint_about("a\n\"b\n" + std::string(5000, 'x') + "\"\n", tight);
  CHECK(open.line == 2);
  CHECK(mentions(open, "the quote that opens cell 1 is not closed"));
}

TEST_CASE("csv: options outside their range are refused", "[csv]") {
  const auto refused = [](leeway::csv_options options) {
    std::istringstream in("a");
    CHECK_THROWS_AS(leeway::csv_reader(in, options), std::invalid_argument);
  };
  for (char delimiter : {'"', '\n', '\r'}) refused({delimiter, 16, 16, 16});
  refused({',', 0, 16, 16});
  refused({',', (std::size_t{1} << 30) + 1, 16, 16});
  refused({',', 16, 0, 16});
  refused({',', 16, 16, 0});
}

namespace {

// Gives some text, then breaks.
class breaking_buffer : public std::streambuf {
 public:
  explicit breaking_buffer(std::string text) : text_(std::move(text)) {
    setg(text_.data(), text_.data(), text_.data() + text_.size());
  }

 protected:
  int_type underflow() override { throw std::runtime_error("the disk is gone"); }

 private:
  std::string text_;
};

}  // namespace

// Oracle: the contract of std::istream: an exception of the buffer sets badbit.
TEST_CASE("csv: a stream that cannot be read is an error, not an end", "[csv]") {
  std::ifstream absent("there/is/no/such/file.csv");
  leeway::csv_reader nothing(absent);
  CHECK_THROWS_AS(nothing.next(), leeway::csv_error);
  CHECK_THROWS_AS(nothing.next(), leeway::csv_error);

  breaking_buffer buffer("a,b\n1,2\n3,4");
  std::istream in(&buffer);
  leeway::csv_options options;
  options.block_bytes = 4;
  leeway::csv_reader reader(in, options);
  REQUIRE(reader.next());
  REQUIRE(reader.next());
  CHECK_THROWS_AS(reader.next(), leeway::csv_error);
  CHECK_THROWS_AS(reader.next(), leeway::csv_error);
}

namespace {

// Hands on a text piece by piece, as a pipe does, and counts what was asked for.
class slow_buffer : public std::streambuf {
 public:
  slow_buffer(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}

  std::size_t given() const noexcept { return given_; }

 protected:
  int_type underflow() override {
    if (given_ == text_.size()) return traits_type::eof();
    const std::size_t size = (std::min)(piece_, text_.size() - given_);
    setg(text_.data() + given_, text_.data() + given_, text_.data() + given_ + size);
    given_ += size;
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t given_ = 0;
};

}  // namespace

// Oracle: where the records end in the text, and a reading of the whole text at once.
TEST_CASE("csv: a prompt reader gives a record as soon as it has come", "[csv]") {
  const std::vector<std::string> records = {"a,b\n", "1,\"x\ny\"\r\n", "2," + std::string(100, 'z') + "\n", ",\n",
                                            "3,4"};
  std::string text;
  for (const std::string& one : records) text += one;
  for (const std::size_t block : {std::size_t{1}, std::size_t{16}, std::size_t{1} << 20}) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{1000}}) {
      CAPTURE(block, piece);
      slow_buffer buffer(text, piece);
      std::istream in(&buffer);
      std::istringstream at_once(text);
      leeway::csv_options options;
      options.block_bytes = block;
      options.prompt = true;
      leeway::csv_reader reader(in, options);
      leeway::csv_reader whole(at_once);
      std::size_t end = 0;
      for (const std::string& one : records) {
        end += one.size();
        REQUIRE(reader.next());
        REQUIRE(whole.next());
        CHECK(reader.line() == whole.line());
        REQUIRE(reader.size() == whole.size());
        for (std::size_t i = 0; i < whole.size(); ++i) CHECK(reader[i] == whole[i]);
        if (block > text.size()) CHECK(buffer.given() < end + piece);
      }
      CHECK_FALSE(reader.next());
    }
  }
}

}  // namespace csv_test
