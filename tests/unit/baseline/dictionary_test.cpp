// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The dictionary decides which categories are known and which columns are identifiers: both end in alarms or in
// silence.
#include <leeway/baseline/dictionary.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace dictionary_test {

using leeway::dictionary;
using leeway::role;

namespace {

dictionary filled(const std::vector<std::string>& texts) {
  dictionary words(texts.size());
  for (const std::string& text : texts) words.observe(text);
  return words;
}

std::vector<std::string> numbered(int from, int to, int modulus = 1'000'000) {
  std::vector<std::string> texts;
  for (int i = from; i < to; ++i) texts.push_back("n" + std::to_string(i % modulus));
  return texts;
}

std::vector<std::string> joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

// Oracle: a std::map.
TEST_CASE("dictionary: counts every category", "[baseline]") {
  leeway::random_stream draws(20260141);
  std::map<std::string, std::uint64_t> oracle;
  dictionary words(5'000);
  std::uint64_t missing = 0;
  for (int i = 0; i < 5'000; ++i) {
    if (draws.below(10) == 0) {
      words.observe({});
      ++missing;
      continue;
    }
    const std::string text(draws.below(4) == 0 ? "" : std::to_string(draws.below(300) * draws.below(300) / 300));
    ++oracle[text];
    words.observe(text);
  }
  const auto parts = words.parts("name");
  CHECK(parts.name == "name");
  CHECK(words.distinct() == oracle.size());
  CHECK(parts.cells.known_categories() == oracle.size());
  CHECK(parts.statistics.counts().missing() == missing);
  leeway::rarity rarity;
  std::size_t wrong = 0;
  for (const auto& [text, count] : oracle) {
    wrong += parts.statistics.counts()[parts.cells.index(text)] != count ? 1U : 0U;
    rarity.count(count);
  }
  CHECK(wrong == 0);
  CHECK(parts.rarity == rarity);
  CHECK(rarity.seen_once > 0);
  CHECK(rarity.seen_twice > 0);
  CHECK(parts.statistics.counts()[parts.cells.rest()] == 0);
  CHECK(parts.statistics.counts()[parts.cells.unseen()] == 0);
}

// Oracle: one at a time. New texts come all the time, some of them long, some missing, and in the last fifth too.
TEST_CASE("dictionary: a column at once", "[baseline]") {
  leeway::random_stream draws(20260142);
  for (std::size_t rows : {0U, 1U, 31U, 32U, 33U, 20'000U}) {
    CAPTURE(rows);
    std::vector<std::string> texts(rows);
    for (std::size_t i = 0; i < rows; ++i)
      texts[i] = std::string(draws.below(3) * 9, 'x') + std::to_string(draws.below(1 + i / 2));
    std::vector<std::string_view> column(texts.begin(), texts.end());
    for (std::size_t i = 5; i < rows; i += 50) column[i] = {};
    dictionary at_once(rows);
    at_once.observe_all(column);
    dictionary one_by_one(rows);
    for (std::string_view text : column) one_by_one.observe(text);
    const auto found = at_once.parts("text");
    const auto expected = one_by_one.parts("text");
    CHECK(at_once.distinct() == one_by_one.distinct());
    CHECK(exact::same(at_once.held_out_unseen_share(), one_by_one.held_out_unseen_share()));
    CHECK(found.cells == expected.cells);
    CHECK(found.statistics.counts() == expected.statistics.counts());
    CHECK(found.rarity == expected.rarity);
    CHECK(found.remark == expected.remark);
  }
}

// Oracle: by hand: category i stands i / 1000 + 1 times, so the last 4096 of 6000 are those kept: all from 2000 on, and
// of 1000..1999, which stand twice, the 96 whose texts come first.
TEST_CASE("dictionary: the most frequent have cells, the others are known by hash", "[baseline]") {
  std::vector<std::string> texts;
  for (int i = 0; i < 6'000; ++i)
    for (int times = i / 1'000 + 1; times > 0; --times) texts.push_back("n" + std::to_string(i));
  const auto parts = filled(texts).parts("name");
  const auto& counts = parts.statistics.counts();
  CHECK(parts.cells.rest() == leeway::most_named_categories);
  CHECK(parts.cells.known_categories() == 6'000);
  std::size_t wrong = 0;
  for (int i = 0; i < 6'000; ++i) {
    const std::size_t cell = parts.cells.index("n" + std::to_string(i));
    if (i >= 2'000)
      wrong += cell >= parts.cells.rest() || counts[cell] != static_cast<std::uint64_t>(i / 1'000 + 1) ? 1U : 0U;
    else
      wrong += cell != (i >= 1'000 && i < 1'096 ? cell : parts.cells.rest()) ? 1U : 0U;
  }
  CHECK(wrong == 0);
  CHECK(parts.cells.index("n1000") < parts.cells.rest());
  CHECK(parts.cells.index("n1095") < parts.cells.rest());
  CHECK(parts.cells.index("n1096") == parts.cells.rest());
  CHECK(parts.cells.index("n6000") == parts.cells.unseen());
  CHECK(counts[parts.cells.rest()] == 1'000 * 1 + (1'000 - 96) * 2);
  CHECK(counts.present() == texts.size());
  CHECK(parts.rarity == leeway::rarity{1'000, 1'000});
}

// Oracle: the definition: more than nine tenths of at least 20 records are different.
TEST_CASE("dictionary: nearly unique values are identifiers", "[baseline]") {
  const auto ids = filled(numbered(0, 100)).parts("id");
  CHECK(ids.role == role::identifier);
  CHECK(ids.remark == "100 values in 100 records: looks like an identifier");
  CHECK(filled(numbered(0, 19)).parts("few").role == role::feature);
  CHECK(filled(joined(numbered(0, 18), numbered(0, 2))).parts("18 of 20").role == role::feature);
  CHECK(filled(joined(numbered(0, 19), numbered(0, 1))).parts("19 of 20").role == role::identifier);
  dictionary with_missing(200);
  for (int i = 0; i < 200; ++i) {
    if (i % 2 == 0)
      with_missing.observe("n" + std::to_string(i));
    else
      with_missing.observe({});
  }
  CHECK(with_missing.parts("half missing").role == role::identifier);
}

// Oracle: by hand: 1000 records, the last 200 held out. Three records of each new category keep them from being unique.
TEST_CASE("dictionary: a last fifth that is mostly new makes an identifier", "[baseline]") {
  const std::vector<std::string> first = numbered(0, 800, 50);
  const auto share = [&](int fresh) {
    std::vector<std::string> last = numbered(0, 200 - fresh, 50);
    for (int i = 0; i < fresh; ++i) last.push_back("new" + std::to_string(i / 3));
    return filled(joined(first, last));
  };
  CHECK(share(0).held_out_unseen_share() <= 0.0);
  CHECK(exact::same(share(50).held_out_unseen_share(), 0.25));
  CHECK(share(0).parts("calm").role == role::feature);
  CHECK(share(10).parts("a twentieth").role == role::feature);
  CHECK(share(120).parts("more than half").role == role::identifier);
  CHECK(share(120).parts("more than half").remark ==
        "60 % of its last fifth never seen before: looks like an identifier");
  CHECK(share(200).parts("all").role == role::identifier);
  // Fewer than 20 held out say nothing.
  CHECK(filled(joined(numbered(0, 72, 10), numbered(100, 118, 109))).parts("few").role == role::feature);
}

// Oracle: by hand. Whoever learns while rows come does not know how many there will be.
TEST_CASE("dictionary: more records than expected are held out of nothing", "[baseline]") {
  dictionary learned(100);
  for (const std::string& text : numbered(0, 100, 50)) learned.observe(text);
  const std::string before = learned.parts("before").remark;
  for (int round = 0; round < 4; ++round)
    for (const std::string& text : numbered(0, 1000, 1000)) learned.observe(text);
  CHECK(learned.held_out_unseen_share() <= 0.0);
  CHECK(learned.parts("after").role == role::feature);
  CHECK(learned.parts("after").remark == before);
}

// Oracle: by hand.
TEST_CASE("dictionary: nothing to count", "[baseline]") {
  const auto none = dictionary(0).parts("none");
  CHECK(none.cells.size() == 2);
  CHECK(none.statistics.counts().present() == 0);
  CHECK(none.role == role::feature);
  dictionary missing(30);
  for (int i = 0; i < 30; ++i) missing.observe({});
  CHECK(missing.parts("missing").statistics.counts().missing() == 30);
  CHECK(missing.parts("missing").role == role::feature);
}

}  // namespace dictionary_test
