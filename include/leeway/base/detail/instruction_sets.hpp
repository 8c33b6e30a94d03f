// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_INSTRUCTION_SETS_HPP
#define LEEWAY_BASE_DETAIL_INSTRUCTION_SETS_HPP

#include <cstddef>
#include <cstdint>

/// The only place that knows of instruction sets. A kernel is one body on vectors of `Bytes` bytes; each of its forms
/// is that body, compiled for other instructions. All forms are in every translation unit, spelt the same, whatever it
/// is compiled for: which one runs is asked of the processor.
namespace leeway::detail {

enum class instruction_set : std::uint8_t {
  plain,     ///< what the translation unit is compiled for: vectors of 16 bytes
  sse4,      ///< x86-64-v2: vectors of 16 bytes
  avx2,      ///< x86-64-v3 without fused multiplication: 32 bytes
  avx512,    ///< x86-64-v4: 64 bytes
  one_lane,  ///< no vectors, for tests
};

template <class Number, std::size_t Bytes>
struct vector_of {
  using type [[gnu::vector_size(Bytes)]] = Number;
};

#if defined(__x86_64__)

inline instruction_set best_instruction_set() noexcept {
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl"))
    return instruction_set::avx512;
  if (__builtin_cpu_supports("avx2")) return instruction_set::avx2;
  return __builtin_cpu_supports("sse4.2") ? instruction_set::sse4 : instruction_set::plain;
}

template <class Kernel, class... Arguments>
[[gnu::target("sse4.2"), gnu::noinline]] void run_sse4(Arguments... arguments) noexcept {
  Kernel::template run<16>(arguments...);
}

template <class Kernel, class... Arguments>
[[gnu::target("avx2"), gnu::noinline]] void run_avx2(Arguments... arguments) noexcept {
  Kernel::template run<32>(arguments...);
}
template <class Kernel, class... Arguments>
[[gnu::target("avx512f,avx512dq,avx512bw,avx512vl"), gnu::noinline]] void run_avx512(Arguments... arguments) noexcept {
  Kernel::template run<64>(arguments...);
}

#else

inline instruction_set best_instruction_set() noexcept { return instruction_set::plain; }

template <class Kernel, class... Arguments>
void run_sse4(Arguments... arguments) noexcept {
  Kernel::template run<16>(arguments...);
}
template <class Kernel, class... Arguments>
void run_avx2(Arguments... arguments) noexcept {
  Kernel::template run<16>(arguments...);
}
template <class Kernel, class... Arguments>
void run_avx512(Arguments... arguments) noexcept {
  Kernel::template run<16>(arguments...);
}

#endif

/// Rounds here: what was multiplied is not fused with what is added in a later statement, so that every form gives the
/// same bits. Clang fuses within one expression only, unless it is told otherwise.
template <class Number, std::size_t Bytes>
[[gnu::always_inline]] inline void round_now([[maybe_unused]]
                                             typename vector_of<Number, Bytes>::type& product) noexcept {
#if defined(__x86_64__) && !defined(__clang__)
  if constexpr (Bytes > sizeof(Number)) {
    __asm__("" : "+v"(product));
  } else {
    Number number = product[0];
    __asm__("" : "+x"(number));
    product[0] = number;
  }
#endif
}

/// Keeps a constant in a register; GCC 12 makes some anew at every use.
template <class Numbers>
[[gnu::always_inline]] inline void keep([[maybe_unused]] Numbers& constant) noexcept {
#if defined(__x86_64__) && !defined(__clang__)
  if constexpr (sizeof(Numbers) > 16) __asm__("" : "+v"(constant));
#endif
}

/// Loads `Bytes` of doubles from anywhere; floats are widened, integers rounded to nearest.
template <std::size_t Bytes, class Number>
[[gnu::always_inline]] inline void load_doubles(const Number* from,
                                                typename vector_of<double, Bytes>::type& loaded) noexcept {
  using doubles = typename vector_of<double, Bytes>::type;
  using numbers = typename vector_of<Number, Bytes * sizeof(Number) / sizeof(double)>::type;
#if defined(__x86_64__) && !defined(__clang__)
  if constexpr (sizeof(Number) < sizeof(double) && Bytes >= 32) {  // GCC 12 would widen two halves and join them
    using anywhere [[gnu::aligned(alignof(Number)), gnu::may_alias]] = numbers;
    __asm__("vcvtps2pd %1, %0" : "=v"(loaded) : "m"(*reinterpret_cast<const anywhere*>(from)));
    return;
  }
#endif
  numbers raw;
  __builtin_memcpy(&raw, from, sizeof(raw));
  loaded = __builtin_convertvector(raw, doubles);
}

/// A full adder of bits: their sum replaces `a`.
template <class Words>
[[gnu::always_inline]] inline void add_bits(Words& a, const Words& b, const Words& c, Words& carry) noexcept {
#if defined(__x86_64__) && !defined(__clang__)
  if constexpr (sizeof(Words) == 64) {  // the majority of three, which GCC 12 would take two instructions for
    carry = a;
    __asm__("vpternlogd $0xe8, %2, %1, %0" : "+v"(carry) : "v"(b), "v"(c));
    a = a ^ b ^ c;
    return;
  }
#endif
  const Words different = a ^ b;
  carry = (different & c) | (a & ~different);
  a = different ^ c;
}

/// Of each lane the number in a table of so many vectors that its index names, modulo the size of the table.
template <std::size_t Vectors, class Numbers>
[[gnu::always_inline]] inline void look_up(const Numbers* table, const Numbers& index, Numbers& found) noexcept {
  constexpr std::size_t lanes = sizeof(Numbers) / sizeof(found[0]);
#if defined(__clang__)
  if constexpr (Vectors == 1) {
    for (std::size_t lane = 0; lane < lanes; ++lane)  // one instruction to Clang
      found[lane] = (*table)[static_cast<std::size_t>(index[lane]) % lanes];
#else
  if constexpr (Vectors == 1) {
    found = __builtin_shuffle(*table, index);
  } else if constexpr (Vectors == 2) {
    found = __builtin_shuffle(table[0], table[1], index);
#endif
  } else {
    Numbers other;
    look_up<Vectors / 2>(table, index, found);
    look_up<Vectors / 2>(table + Vectors / 2, index, other);
    found = (index & (Vectors / 2 * lanes - Numbers{})) != 0 ? other : found;
  }
}

template <class Kernel, std::size_t Bytes, class... Arguments>
[[gnu::noinline]] void run_plain(Arguments... arguments) noexcept {
  Kernel::template run<Bytes>(arguments...);
}

/// Runs a kernel in the form for `set`. Arguments are numbers and pointers, never vectors.
template <class Kernel, class... Arguments>
void run_kernel(instruction_set set, Arguments... arguments) noexcept {
  switch (set) {
    case instruction_set::avx512:
      return run_avx512<Kernel>(arguments...);
    case instruction_set::avx2:
      return run_avx2<Kernel>(arguments...);
    case instruction_set::sse4:
      return run_sse4<Kernel>(arguments...);
    case instruction_set::one_lane:
      return run_plain<Kernel, 8>(arguments...);
    default:
      return run_plain<Kernel, 16>(arguments...);
  }
}

}  // namespace leeway::detail

#endif
