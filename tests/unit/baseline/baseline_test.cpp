// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A baseline is kept for years and read by services that trust it: its bytes must not change, and no byte of it is
// trusted.
#include <leeway/baseline/baseline.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "support/tiny.hpp"

namespace baseline_test {

using leeway::any_feature;
using leeway::baseline;

namespace {

const auto load = [](std::span<const std::byte> bytes) { return baseline::load(bytes); };

any_feature number_feature(std::string name, double value) {
  return leeway::learn(std::span<const double>(&value, 1), leeway::equal_mass{}, std::move(name));
}

}  // namespace

// Oracle: state_bytes.py, written from the description of the format with its own checksum and hash.
TEST_CASE("baseline: the bytes of format 1", "[baseline]") {
  const std::vector<std::byte> golden = golden::bytes("state_baseline.bin");
  CHECK(tiny::baseline().save() == golden);
  const baseline read = baseline::load(golden);
  CHECK(read.save() == golden);
  CHECK(read.fingerprint() == tiny::baseline().fingerprint());
  CHECK(read.origin().name == "tiny");
  CHECK(read.origin().source == "by hand");
  CHECK(read.origin().learned_at == "2026-01-01T00:00:00Z");
  CHECK(read.origin().library_version == "0.0.0");
  CHECK(read.rows() == 6);
  REQUIRE(read.features().size() == 3);
  CHECK(read.find("steps") == &read.features()[1]);
  CHECK(read.find("step") == nullptr);
  for (const std::string_view absent : {"", "a", "z", "stepss"}) CHECK(read.find(absent) == nullptr);
  for (const any_feature& f : read.features()) CHECK(read.find(leeway::name_of(f)) == &f);
  CHECK(leeway::provenance{}.library_version == leeway::version);
}

// Oracle: state_bytes.py. The state above has none: what is older stays readable.
TEST_CASE("baseline: the bytes of own windows", "[baseline]") {
  const std::vector<std::byte> golden = golden::bytes("state_own_windows.bin");
  CHECK(tiny::with_own_windows().save() == golden);
  const baseline read = baseline::load(golden);
  CHECK(read.save() == golden);
  CHECK(read.schedule().period == "3");
  CHECK(read.schedule().names == std::vector<std::string>{"first", ""});
  CHECK(read.schedule().rows == std::vector<std::uint64_t>{3, 3});
  const auto& x = std::get<leeway::numeric_feature>(read.features()[0]);
  REQUIRE(x.own().size() == 2);
  CHECK(x.own().coarse_cells() == 5);
  CHECK(x.own().counts(0)[5] == 1);
  CHECK(exact::same(x.own().effects()[0].spike.sure, 0.75));
  CHECK(exact::same(x.design_effect(), 1.0));
  const auto& kind = std::get<leeway::category_feature>(read.features()[2]);
  CHECK(kind.own().size() == 0);
  CHECK(exact::same(kind.design_effect(), 2.5));
  const baseline without = baseline::load(golden::bytes("state_baseline.bin"));
  CHECK(without.schedule().names.empty());
  CHECK(std::get<leeway::numeric_feature>(without.features()[0]).own().size() == 0);
}

// Oracle: what windows are counted against: the past learns what it looks like, and windows stay comparable.
TEST_CASE("baseline: own windows leave the fingerprint alone", "[baseline]") {
  CHECK(tiny::with_own_windows().fingerprint() == tiny::baseline().fingerprint());
}

// Oracle: the contract, and the message.
TEST_CASE("baseline: a schedule of other windows is refused", "[baseline]") {
  const baseline past = tiny::with_own_windows();
  const std::vector<any_feature> features(past.features().begin(), past.features().end());
  CHECK_THROWS_WITH(baseline({}, 6, features, {"3", {"one"}, {3}}),
                    "baseline: column \"x\" has 2 own windows, the schedule 1");
  CHECK_THROWS_WITH(baseline({}, 6, features, {"3", {"one", "two"}, {3}}), "baseline: 2 own windows, rows of 1");
  CHECK_THROWS_WITH(baseline({}, 6, features, {"3", {"one", "two"}, {3, 2}}),
                    "baseline: column \"x\" has more records in own window 1 than the schedule's 2 rows");
  CHECK(baseline({}, 6, features).schedule().names.empty());  // a single column is watched without its table
  leeway::byte_writer out;
  const std::vector<std::byte> whole = past.save();
  for (std::byte b : std::span(whole).subspan(24, whole.size() - 28)) out.put(static_cast<std::uint8_t>(b));
  leeway::write_section(out, 4, [](leeway::byte_writer& to) { leeway::own_schedule{"3", {"one"}, {3}}.save(to); });
  CHECK_THROWS_AS(baseline::load(leeway::frame(leeway::state_kind::baseline, out)), leeway::bad_state);
}

// Oracle: by hand.
TEST_CASE("baseline: what is said of any feature", "[baseline]") {
  const baseline past = tiny::baseline();
  const char* names[] = {"x", "steps", "kind"};
  const leeway::value_type types[] = {leeway::value_type::float64, leeway::value_type::int64, leeway::value_type::text};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(name_of(past.features()[i]) == names[i]);
    CHECK(type_of(past.features()[i]) == types[i]);
    CHECK(role_of(past.features()[i]) == leeway::role::feature);
    CHECK(remark_of(past.features()[i]).empty());
  }
  CHECK(statistics_of(past.features()[0]).counts().missing() == 1);
  CHECK(statistics_of(past.features()[2]).counts().present() == 5);
}

// Oracle: no prefix is a state, and the checksum sees every change of one byte.
TEST_CASE("baseline: damaged bytes are refused", "[baseline]") {
  const std::vector<std::byte> bytes = tiny::baseline().save();
  CHECK(damage::unnoticed(load, bytes) == 0);
  CHECK(damage::unnoticed(load, tiny::with_own_windows().save()) == 0);
  CHECK(damage::refused(load, tiny::window(tiny::baseline()).save()));
}

// Oracle: sections by hand: what a later version adds is left out, what is needed must be there.
TEST_CASE("baseline: sections", "[baseline]") {
  const std::vector<std::byte> whole = tiny::baseline().save();
  const auto content = std::span(whole).subspan(24, whole.size() - 28);
  const auto with = [&](std::size_t at, std::uint32_t tag, std::string_view text) {
    leeway::byte_writer out;
    for (std::byte b : content.first(at)) out.put(static_cast<std::uint8_t>(b));
    leeway::write_section(out, tag, [&](leeway::byte_writer& to) { to.put_text(text); });
    for (std::byte b : content.subspan(at)) out.put(static_cast<std::uint8_t>(b));
    return leeway::frame(leeway::state_kind::baseline, out);
  };
  CHECK(baseline::load(with(0, 77, "from the future")).save() == whole);
  CHECK(baseline::load(with(content.size(), 4'000'000'000, "")).save() == whole);
  CHECK_THROWS_AS(baseline::load(with(content.size(), 2, "no feature")), leeway::bad_state);
  CHECK_THROWS_WITH(baseline::load(leeway::frame(leeway::state_kind::baseline, {})), "no origin (at byte 24)");

  leeway::byte_writer twice;
  for (int i = 0; i < 2; ++i)
    for (std::byte b : content) twice.put(static_cast<std::uint8_t>(b));
  CHECK_THROWS_AS(baseline::load(leeway::frame(leeway::state_kind::baseline, twice)), leeway::bad_state);
}

// Oracle: the contract, and the message.
TEST_CASE("baseline: two features of one name are refused", "[baseline]") {
  std::vector<any_feature> features;
  for (const char* name : {"b", "a", "c"}) features.push_back(number_feature(name, 1.0));
  CHECK(baseline({}, 1, features).features().size() == 3);
  features.push_back(number_feature("a", 2.0));
  CHECK_THROWS_AS(baseline({}, 1, features), std::invalid_argument);
  CHECK_THROWS_WITH(baseline({}, 1, features), "baseline: two features are called \"a\"");
  CHECK(baseline({}, 0, {}).features().empty());
  CHECK(baseline::load(baseline({}, 0, {}).save()).rows() == 0);
}

// Oracle: what windows are counted against: cells, counts, names, order and rows, and nothing that is for people.
// A service renames a column, drops another and adds a third between two releases; the past of the rest must live on.
TEST_CASE("baseline: a column renamed, left out, added", "[baseline]") {
  const baseline past = tiny::baseline();
  const std::string first(name_of(past.features()[0]));

  const baseline renamed = past.renamed(first, "other name");
  REQUIRE(renamed.features().size() == past.features().size());
  CHECK(renamed.find(first) == nullptr);
  REQUIRE(renamed.find("other name") == &renamed.features()[0]);
  CHECK(statistics_of(renamed.features()[0]).counts() == statistics_of(past.features()[0]).counts());
  CHECK(renamed.fingerprint() != past.fingerprint());
  CHECK(renamed.renamed("other name", first).save() == past.save());
  CHECK(past.find("other name") == nullptr);

  const baseline fewer = past.without("steps");
  CHECK(fewer.find("steps") == nullptr);
  CHECK(fewer.features().size() == past.features().size() - 1);
  CHECK(fewer.rows() == past.rows());

  const baseline more = fewer.with(*past.find("steps"));
  CHECK(name_of(more.features().back()) == "steps");
  const baseline replaced = past.with(number_feature("steps", 4.0));
  CHECK(replaced.features().size() == past.features().size());
  CHECK(name_of(replaced.features()[1]) == "steps");
  CHECK(statistics_of(replaced.features()[1]).counts().present() == 1);

  CHECK_THROWS_WITH(past.renamed("absent", "x"), Catch::Contains("renamed: no feature is called \"absent\""));
  CHECK_THROWS_WITH(past.without("absent"), Catch::Contains("without: no feature is called \"absent\""));
  CHECK_THROWS_WITH(past.renamed(first, "steps"), Catch::Contains("two features are called \"steps\""));
}

TEST_CASE("baseline: the fingerprint", "[baseline]") {
  const std::vector<any_feature> ab{number_feature("a", 1.0), number_feature("b", 2.0)};
  const std::uint64_t print = baseline({}, 1, ab).fingerprint();
  CHECK(baseline({"name", "source", "", ""}, 1, ab).fingerprint() == print);
  CHECK(baseline({}, 2, ab).fingerprint() != print);
  CHECK(baseline({}, 1, {ab[1], ab[0]}).fingerprint() != print);
  CHECK(baseline({}, 1, {ab[0]}).fingerprint() != print);
  CHECK(baseline({}, 1, {number_feature("a", 1.0), number_feature("c", 2.0)}).fingerprint() != print);
  CHECK(baseline({}, 1, {number_feature("a", 1.0), number_feature("b", 2.5)}).fingerprint() != print);
}

}  // namespace baseline_test
