// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_FUZZ_DECISIONS_HPP
#define LEEWAY_TESTS_FUZZ_DECISIONS_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

/// What a fuzz target needs: an input that is read as a series of decisions, and a check that ends the program.
namespace fuzz {

/// Ends the program unless `holds`, which is what a fuzzer notices.
inline void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// Reads an input from the front; where it has ended, all further decisions are zero.
class decisions {
 public:
  decisions(const std::uint8_t* bytes, std::size_t size) : rest_(bytes, size) {}

  bool done() const noexcept { return rest_.empty(); }
  std::uint8_t byte() noexcept {
    if (rest_.empty()) return 0;
    const std::uint8_t first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }
  template <class Number>
  Number raw() noexcept {
    Number number{};
    const std::size_t size = sizeof number < rest_.size() ? sizeof number : rest_.size();
    if (size > 0) std::memcpy(&number, rest_.data(), size);
    rest_ = rest_.subspan(size);
    return number;
  }
  /// 0 to `count` - 1, at most 65 535.
  std::size_t below(std::size_t count) noexcept { return (count <= 256 ? byte() : raw<std::uint16_t>()) % count; }
  std::string text(std::size_t length) {
    std::string taken;
    for (; length > 0 && !done(); --length) taken.push_back(static_cast<char>(byte()));
    return taken;
  }
  std::span<const std::uint8_t> rest() const noexcept { return rest_; }

 private:
  std::span<const std::uint8_t> rest_;
};

template <class Real>
using bits_of = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;

/// A number that lies where mistakes are made: an end of the type, a neighbour of one of `near`, any bits, a small
/// whole number. NaN with any payload is among them.
template <class Real>
Real number(decisions& in, const std::vector<Real>& near) {
  using limits = std::numeric_limits<Real>;
  constexpr Real ends[] = {Real{0},
                           -Real{0},
                           limits::infinity(),
                           -limits::infinity(),
                           limits::quiet_NaN(),
                           limits::max(),
                           limits::lowest(),
                           limits::min(),
                           -limits::min(),
                           limits::denorm_min(),
                           -limits::denorm_min(),
                           Real{9007199254740992.0}};
  const std::size_t kind = in.byte();
  if (kind < 12) return ends[kind];
  if (kind < 64) return std::bit_cast<Real>(in.raw<bits_of<Real>>());
  if (kind < 192 && !near.empty()) {
    const auto bits = std::bit_cast<bits_of<Real>>(near[in.below(near.size())]);
    return std::bit_cast<Real>(static_cast<bits_of<Real>>(bits + kind % 3 - 1));
  }
  return static_cast<Real>(static_cast<int>(kind) - 224);
}

}  // namespace fuzz

#endif
