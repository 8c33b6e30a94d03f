// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The dictionary says which categories are known: a lookup that misses turns calm traffic into "unseen" alarms.
#include <leeway/cells/category_cells.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace category_cells_test {

using leeway::category_cells;

namespace {

/// Distinct texts of many lengths, with common beginnings, zeros and bytes above 127 among them.
std::vector<std::string> texts(std::size_t count) {
  leeway::random_stream draws(20260112 + count);
  std::map<std::string, int> distinct;
  while (distinct.size() < count) {
    std::string text(draws.below(4) == 0 ? "prefix/" : "");
    for (std::uint64_t length = draws.below(14) + (count > 200 ? 4 : 1); length > 0; --length)
      text.push_back(static_cast<char>(draws.below(256)));
    distinct[text];
  }
  std::vector<std::string> result;
  for (const auto& [text, nothing] : distinct) result.push_back(text);
  for (std::size_t i = result.size(); i > 1; --i) std::swap(result[i - 1], result[draws.below(i)]);
  return result;
}

}  // namespace

// Oracle: a std::map from text to its place in the order of the texts.
TEST_CASE("category_cells: lookups agree with a map", "[cells]") {
  for (std::size_t size : {1U, 2U, 3U, 4U, 5U, 16U, 17U, 100U, 1000U, 4096U, 10'000U}) {
    CAPTURE(size);
    std::vector<std::string> all = texts(2 * size);
    const std::vector<std::string> known(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
    std::map<std::string, std::size_t> oracle;
    for (const std::string& text : known) oracle[text];
    std::size_t place = 0;
    for (auto& [text, cell] : oracle) cell = place++;

    const category_cells cells(known);
    std::size_t wrong = 0;
    for (const std::string& text : all) {
      const auto found = oracle.find(text);
      wrong += cells.index(text) != (found == oracle.end() ? cells.unseen() : found->second) ? 1U : 0U;
    }
    CHECK(wrong == 0);
    CHECK(cells.size() == size + 2);
    CHECK(cells.rest() == size);
    CHECK(cells.unseen() == size + 1);
    CHECK(cells.known_categories() == size);
    for (const auto& [text, cell] : oracle) wrong += cells.names()[cell] != text ? 1U : 0U;
    CHECK(wrong == 0);
  }
}

// Oracle: one at a time. Sizes around those at which the table grows and at which memory is asked for beforehand; texts
// around the lengths that are compared in other ways.
TEST_CASE("category_cells: a column at once", "[cells]") {
  for (std::size_t size : {0U, 1U, 9U, 10U, 1365U, 1366U, 4096U}) {
    CAPTURE(size);
    std::vector<std::string> all;
    for (std::size_t i = 0; i < 4 * size + 4; ++i) all.push_back(std::to_string(i) + std::string(i * i % 41, 'x'));
    std::vector<std::uint64_t> rest;
    for (std::size_t i = size; i < 3 * size; ++i) rest.push_back(leeway::hash(all[i]));
    const category_cells cells({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)}, rest);
    std::vector<std::string_view> column(all.begin(), all.end());
    for (std::size_t i = 0; i < column.size(); i += 7) column[i] = {};
    std::size_t next = 0;
    std::size_t wrong = 0;
    cells.for_each_index(column, [&](std::size_t cell) { wrong += cell != cells.index(column[next++]) ? 1U : 0U; });
    CHECK(next == column.size());
    CHECK(wrong == 0);
    next = 0;
    for (const std::string& text : all) {
      const std::size_t cell = cells.index(text);
      wrong += (next < size ? cell >= size || cells.names()[cell] != text
                            : cell != (next < 3 * size ? cells.rest() : cells.unseen()))
                   ? 1U
                   : 0U;
      ++next;
    }
    CHECK(wrong == 0);
  }
}

// Oracle: by hand. Hashes that no text has, as only damaged or made-up bytes hold them: equal ones, and many that agree
// in their upper bits.
TEST_CASE("category_cells: hashes that crowd together", "[cells]") {
  std::vector<std::uint64_t> rest(1'000, leeway::hash("a"));
  for (std::uint64_t i = 0; i < 1'000; ++i) rest.push_back((leeway::hash("b") & ~std::uint64_t{0xffff}) + i * 64);
  rest.push_back(leeway::hash("b"));
  const category_cells cells({"c"}, rest);
  CHECK(cells.index("a") == cells.rest());
  CHECK(cells.index("b") == cells.rest());
  CHECK(cells.index("c") == 0);
  CHECK(cells.index("d") == cells.unseen());
  CHECK(category_cells({}, {leeway::hash("a")}).index("a") == 0);
}

// Oracle: the contract, by hand.
TEST_CASE("category_cells: empty is a category, null is missing", "[cells]") {
  const category_cells with({"", "a"});
  CHECK(with.index("") == 0);
  CHECK(with.index(std::string()) == 0);
  CHECK(with.index(std::string_view()) == with.size());
  const category_cells without({"a"});
  CHECK(without.index("") == without.unseen());
  CHECK(without.index(std::string_view()) == without.size());
  const category_cells none;
  CHECK(none.size() == 2);
  CHECK(none.index("a") == none.unseen());
  CHECK(none.index("") == none.unseen());
  CHECK(none.index(std::string_view("a\0b", 3)) == none.unseen());
  const category_cells zeros({std::string("a"), std::string("a\0", 2)});
  CHECK(zeros.index("a") == 0);
  CHECK(zeros.index(std::string_view("a\0", 2)) == 1);
}

// Oracle: known by hash go to the rest, everybody else stays unseen.
TEST_CASE("category_cells: rare categories are known by hash", "[cells]") {
  const std::vector<std::string> all = texts(3'000);
  std::vector<std::uint64_t> rest;
  for (std::size_t i = 1'000; i < 2'000; ++i) rest.push_back(leeway::hash(all[i]));
  const category_cells cells({all.begin(), all.begin() + 1'000}, rest);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t cell = cells.index(all[i]);
    wrong += (i < 1'000 ? cell >= cells.rest() : cell != (i < 2'000 ? cells.rest() : cells.unseen())) ? 1U : 0U;
  }
  CHECK(wrong == 0);
  CHECK(cells.known_categories() == 2'000);
}

// Oracle: std::to_string.
TEST_CASE("category_cells: integers by their decimal text", "[cells]") {
  const auto least = std::numeric_limits<std::int64_t>::lowest();
  const auto most = (std::numeric_limits<std::int64_t>::max)();
  std::vector<std::string> names;
  for (std::int64_t x : {least, std::int64_t{-1}, std::int64_t{0}, std::int64_t{42}, most})
    names.push_back(std::to_string(x));
  const category_cells cells(names);
  for (std::int64_t x : {least, std::int64_t{-1}, std::int64_t{0}, std::int64_t{42}, most})
    CHECK(cells.index(x) == cells.index(std::string_view(std::to_string(x))));
  CHECK(cells.index(std::int64_t{42}) < cells.rest());
  CHECK(cells.index(std::int64_t{43}) == cells.unseen());
}

// Oracle: the contract.
TEST_CASE("category_cells: a category that stands twice is refused", "[cells]") {
  CHECK_THROWS_AS(category_cells({"a", "b", "a"}), std::invalid_argument);
  CHECK_THROWS_WITH(category_cells({"a", "b", "a"}), "category_cells: category \"a\" stands twice");
}

// Oracle: what was saved; names out of order by hand.
TEST_CASE("category_cells: saved and read", "[cells]") {
  const std::vector<std::string> all = texts(300);
  for (std::size_t size : {0U, 1U, 2U, 300U}) {
    const category_cells cells({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)}, {7, 5, 6});
    leeway::byte_writer out;
    cells.save(out);
    leeway::byte_reader in(out.bytes());
    const category_cells read = category_cells::load(in);
    CHECK(read == cells);
    CHECK(in.remaining() == 0);
    for (const std::string& text : all) REQUIRE(read.index(text) == cells.index(text));
    for (std::size_t cut = 0; cut<out.size(); cut += size> 100 ? 17 : 1) {
      leeway::byte_reader part(out.bytes().first(cut));
      REQUIRE_THROWS_AS(category_cells::load(part), leeway::bad_state);
    }
  }
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"b", "a"}, std::vector<std::string>{"a", "a"}}) {
    leeway::byte_writer out;
    out.put(static_cast<std::uint64_t>(names.size()));
    for (const std::string& name : names) out.put_text(name);
    out.put_words({});
    leeway::byte_reader in(out.bytes());
    CHECK_THROWS_AS(category_cells::load(in), leeway::bad_state);
  }
}

// Oracle: a copy must not look into the table of the one it was copied from.
TEST_CASE("category_cells: copies stand alone", "[cells]") {
  category_cells copy;
  {
    const category_cells original({"x", "y"}, {leeway::hash("z")});
    copy = original;
  }
  CHECK(copy.index("x") == 0);
  CHECK(copy.index("y") == 1);
  CHECK(copy.index("z") == copy.rest());
  CHECK(copy.index("w") == copy.unseen());
}

static_assert(noexcept(std::declval<const category_cells&>().index(std::string_view())));
static_assert(noexcept(std::declval<const category_cells&>().index(std::int64_t{0})));

}  // namespace category_cells_test
