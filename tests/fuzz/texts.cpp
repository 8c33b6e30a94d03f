// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Categories: what is learned from texts, one by one and as a column, and where texts then belong, against a std::map.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/dictionary.hpp>
#include <leeway/statistics/column_statistics.hpp>

#include "decisions.hpp"

namespace {

using texts = std::vector<std::string_view>;

/// Some new, some repeated, some longer or shorter by a byte than one before, some missing.
texts texts_of(fuzz::decisions& in, std::vector<std::string>& memory) {
  std::vector<std::pair<std::size_t, bool>> chosen;
  for (std::size_t left = in.below(600); left > 0 && !in.done(); --left) {
    const std::size_t kind = in.byte();
    if (kind >= 200 || memory.empty()) {
      memory.push_back(in.text(in.below(40)));
    } else if (kind >= 150) {
      std::string near = memory[in.below(memory.size())];
      kind % 2 == 0 || near.empty() ? near.push_back(static_cast<char>(in.byte())) : near.pop_back();
      memory.push_back(near);
    } else {
      chosen.emplace_back(kind % memory.size(), kind == 7);
      continue;
    }
    chosen.emplace_back(memory.size() - 1, false);
  }
  texts all;
  for (const auto& [place, missing] : chosen)
    all.push_back(missing ? std::string_view() : std::string_view(memory[place]));
  return all;
}

void expect(const std::map<std::string_view, std::uint64_t>& known, std::uint64_t missing,
            const leeway::feature_parts<leeway::category_cells>& learned) {
  const std::span<const std::string> names = learned.cells.names();
  fuzz::check(names.size() == known.size(), "number of categories");
  std::size_t cell = 0;
  for (const auto& [text, records] : known) {
    fuzz::check(names[cell] == text, "categories in order");
    fuzz::check(learned.statistics.counts()[cell] == records, "records of a category");
    ++cell;
  }
  fuzz::check(learned.statistics.counts().missing() == missing, "missing texts");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::decisions in(bytes, size);
  std::vector<std::string> memory;
  memory.reserve(600);
  const texts past = texts_of(in, memory), live = texts_of(in, memory);

  std::map<std::string_view, std::uint64_t> known;
  std::uint64_t missing = 0;
  for (const std::string_view text : past) ++(text.data() == nullptr ? missing : known[text]);
  leeway::dictionary one_by_one(past.size()), at_once(past.size());
  for (const std::string_view text : past) one_by_one.observe(text);
  at_once.observe_all(past);
  expect(known, missing, one_by_one.parts("text"));
  const leeway::feature_parts<leeway::category_cells> learned = at_once.parts("text");
  expect(known, missing, learned);

  const leeway::category_cells& cells = learned.cells;
  leeway::column_statistics counted(cells.size());
  counted.observe(cells, std::span<const std::string_view>(live));
  std::vector<std::uint64_t> plain(cells.size() + 1);
  for (const std::string_view text : live) {
    const auto found = known.find(text);
    const std::size_t cell = text.data() == nullptr ? cells.size()
                             : found == known.end() ? cells.unseen()
                                                    : static_cast<std::size_t>(std::distance(known.begin(), found));
    fuzz::check(cells.index(text) == cell, "the cell of a text");
    ++plain[cell];
  }
  fuzz::check(std::equal(plain.begin(), plain.end() - 1, counted.counts().cells().begin()), "counts of a column");
  fuzz::check(counted.counts().missing() == plain.back(), "missing texts of a column");
  return 0;
}
