// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// States come over networks: a forged one, checksum and all, may be refused or read, and must do nothing else.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/window/window.hpp>

#include "support/catch.hpp"
#include "support/counting_new.hpp"
#include "support/damage.hpp"
#include "support/tiny.hpp"

namespace hostile_state_test {
namespace {

/** What reading may allocate. The smallest element of a state that becomes an object is a name of 8 bytes, 32 as a
    std::string; vectors grow by doubling; a feature is checked, copied and hashed. 64 bytes a byte, and room for
    messages. */
std::size_t allowance(std::size_t size) { return 64 * size + 20'000; }

struct outcome {
  std::size_t read = 0;
  std::size_t refused = 0;
  std::size_t greedy = 0;  ///< allocated more than is allowed
};

template <class Load>
void attempt(outcome& result, Load&& load, const std::vector<std::byte>& bytes) {
  const counting_new::meter meter;
  (damage::refused(load, bytes) ? result.refused : result.read) += 1;
  result.greedy += meter.bytes() > allowance(bytes.size()) ? 1U : 0U;
}

/// Writes 2^64 - 1, 2^63, 2^61, 2^32 and 1000 over every eight bytes of the content: every size is among them.
template <class Load>
outcome huge_numbers(Load&& load, const std::vector<std::byte>& bytes) {
  outcome result;
  for (std::uint64_t huge :
       {~std::uint64_t{0}, std::uint64_t{1} << 63, std::uint64_t{1} << 61, std::uint64_t{1} << 32, std::uint64_t{1000}})
    for (std::size_t at = 24; at + 12 <= bytes.size(); ++at) {
      std::vector<std::byte> altered = bytes;
      for (std::size_t i = 0; i < 8; ++i) altered[at + i] = static_cast<std::byte>((huge >> (8 * i)) & 0xff);
      damage::forge(altered);
      attempt(result, load, altered);
    }
  return result;
}

template <class Load>
outcome random_damage(Load&& load, const std::vector<std::byte>& bytes, std::uint64_t seed) {
  leeway::random_stream draws(seed);
  outcome result;
  for (int i = 0; i < 20'000; ++i) attempt(result, load, damage::forged(bytes, draws));
  return result;
}

/// A read state must be fit for use: counted with, asked and saved.
void use(const leeway::baseline& past) {
  for (const leeway::any_feature& f : past.features()) {
    if (const auto* numeric = std::get_if<leeway::numeric_feature>(&f)) {
      leeway::column_statistics seen(numeric->cells().size());
      for (double x : {-1.0, 0.0, 2.5, 1e300, exact::infinity, exact::nan}) seen.observe(numeric->cells(), x);
      for (std::size_t cell = 0; cell < numeric->cells().size(); ++cell) {
        (void)numeric->cells().single_valued(cell);
        (void)numeric->cells().upper(cell);
      }
    } else {
      const auto& categories = std::get<leeway::category_feature>(f).cells();
      leeway::column_statistics seen(categories.size());
      for (const char* text : {"", "a", "b", "zz"}) seen.observe(categories, std::string_view(text));
    }
    const leeway::own_windows& own = leeway::detail::with(
        f, [](const auto& one) -> const auto& { return one.own(); });
    std::uint64_t records = own.typical_records();
    own.against_others([&](auto one, auto others) {
      for (std::size_t k = 0; k < one.size(); ++k) records += one[k] + others[k];
    });
    (void)records;
  }
  (void)past.save();
}

}  // namespace

// Oracle: the contract: bad_state or a whole baseline, and memory in proportion to the bytes.
TEST_CASE("hostile state: baselines", "[baseline]") {
  const std::vector<std::byte> bytes = tiny::baseline().save();
  const auto load = [](std::span<const std::byte> state) { (void)leeway::baseline::load(state); };
  const auto load_and_use = [](std::span<const std::byte> state) { use(leeway::baseline::load(state)); };
  const outcome huge = huge_numbers(load, bytes);
  CHECK(huge.greedy == 0);
  CHECK(huge.refused > 1'000);
  CHECK(huge.read > 100);  // numbers that are no sizes
  const outcome random = random_damage(load, bytes, 20260130);
  CHECK(random.greedy == 0);
  CHECK(random.refused > 5'000);
  const outcome used = random_damage(load_and_use, bytes, 20260131);
  CHECK(used.refused + used.read == 20'000);
}

// Oracle: as above, for what the own windows showed, which is used as well: limits are drawn from it.
TEST_CASE("hostile state: own windows", "[baseline]") {
  const std::vector<std::byte> bytes = tiny::with_own_windows().save();
  const auto load = [](std::span<const std::byte> state) { (void)leeway::baseline::load(state); };
  const auto load_and_use = [](std::span<const std::byte> state) { use(leeway::baseline::load(state)); };
  const outcome huge = huge_numbers(load, bytes);
  CHECK(huge.greedy == 0);
  CHECK(huge.refused > 1'000);
  const outcome random = random_damage(load, bytes, 20260133);
  CHECK(random.greedy == 0);
  CHECK(random.refused > 5'000);
  const outcome used = random_damage(load_and_use, bytes, 20260134);
  CHECK(used.refused + used.read == 20'000);
}

// Oracle: as above. Seasons have checksums of their own: behind those nobody looks.
TEST_CASE("hostile state: seasons", "[baseline]") {
  const leeway::baseline past = tiny::baseline();
  const std::vector<std::byte> bytes = leeway::seasonal_baseline("weather", {{"wet", past}, {"dry", past}}).save();
  const auto load = [](std::span<const std::byte> state) { (void)leeway::seasonal_baseline::load(state); };
  const outcome huge = huge_numbers(load, bytes);
  CHECK(huge.greedy == 0);
  CHECK(huge.refused > 1'000);
  const outcome random = random_damage(load, bytes, 20260135);
  CHECK(random.greedy == 0);
  CHECK(random.refused > 10'000);
}

// Oracle: as above.
TEST_CASE("hostile state: windows", "[baseline]") {
  const leeway::baseline past = tiny::baseline();
  const std::vector<std::byte> bytes = tiny::window(past).save();
  const auto load = [&](std::span<const std::byte> state) { (void)leeway::window::load(state, past); };
  const outcome huge = huge_numbers(load, bytes);
  CHECK(huge.greedy == 0);
  CHECK(huge.refused > 300);
  const outcome random = random_damage(load, bytes, 20260132);
  CHECK(random.greedy == 0);
  CHECK(random.refused > 2'000);
}

}  // namespace hostile_state_test
