// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_RANDOM_HPP
#define LEEWAY_BASE_RANDOM_HPP

#include <bit>
#include <cmath>
#include <cstdint>

namespace leeway {

/**
 * A stream of random numbers named by (seed, stream) and fixed forever: the same on every compiler, library and
 * machine, so that a Monte Carlo p-value is a function of its seed. Streams of one seed never share a state at their
 * start; replicate r of a simulation draws from `random_stream(seed, r)` and does not depend on which thread runs it.
 *
 * xoshiro256++ (Blackman & Vigna 2019), its state filled by splitmix64 (Steele, Lea & Flood 2014). Not for secrets.
 */
class random_stream {
 public:
  explicit constexpr random_stream(std::uint64_t seed, std::uint64_t stream = 0) noexcept {
    std::uint64_t counter = mix(mix(seed + golden) ^ (stream * golden));
    for (std::uint64_t& word : state_) word = mix(counter += golden);
  }

  /// 64 uniform bits.
  constexpr std::uint64_t next() noexcept {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// Uniform on the open interval (0, 1): the midpoints of 2^52 equal cells, so never 0 and never 1.
  constexpr double uniform() noexcept { return (static_cast<double>(next() >> 12) + 0.5) * 0x1p-52; }

  /**
   * Uniform on 0, ..., bound - 1 without bias (Lemire 2019); 0 when the bound is 0 or 1. One draw, seldom more.
   */
  constexpr std::uint64_t below(std::uint64_t bound) noexcept {
    if (bound < 2) return 0;
    wide product = static_cast<wide>(next()) * bound;
    if (static_cast<std::uint64_t>(product) < bound) {
      const std::uint64_t surplus = (0 - bound) % bound;
      while (static_cast<std::uint64_t>(product) < surplus) product = static_cast<wide>(next()) * bound;
    }
    return static_cast<std::uint64_t>(product >> 64);
  }

  /**
   * Standard normal: ratio of uniforms (Kinderman & Monahan 1977) between Leva's (1992) quadratic bounds. The value is
   * a quotient; the logarithm decides only the 1 % of pairs between the bounds, so streams agree across math libraries.
   */
  double normal() noexcept {
    for (;;) {
      const double u = uniform();
      const double v = 1.7156 * (uniform() - 0.5);
      const double x = u - 0.449871;
      const double y = std::fabs(v) + 0.386595;
      const double q = x * x + y * (0.196 * y - 0.25472 * x);
      if (q < 0.27597) return v / u;
      if (q <= 0.27846 && v * v <= -4.0 * std::log(u) * u * u) return v / u;
    }
  }

  /// Standard exponential, by inversion.
  double exponential() noexcept { return -std::log(uniform()); }

 private:
  __extension__ typedef unsigned __int128 wide;
  static constexpr std::uint64_t golden = 0x9e37'79b9'7f4a'7c15;

  static constexpr std::uint64_t mix(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xbf58'476d'1ce4'e5b9;
    x = (x ^ (x >> 27)) * 0x94d0'49bb'1331'11eb;
    return x ^ (x >> 31);
  }

  std::uint64_t state_[4] = {};
};

}  // namespace leeway

#endif
