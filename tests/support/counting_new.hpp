// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_COUNTING_NEW_HPP
#define LEEWAY_TESTS_SUPPORT_COUNTING_NEW_HPP

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

/// Replaces the global operator new by one that counts, and that has nothing left when asked to. For exactly one file of an executable.
namespace counting_new {

inline std::atomic<std::size_t> calls{0};
inline std::atomic<std::size_t> bytes{0};
inline std::atomic<std::size_t> last{~std::size_t{0}};  // the last call that is served

/// Counts a call; tells whether it is served.
inline bool serves(std::size_t size) noexcept {
  if (++calls > last) return false;
  bytes += size;
  return true;
}

/// What was allocated since it was made.
class meter {
 public:
  std::size_t calls() const noexcept { return counting_new::calls - calls_; }
  std::size_t bytes() const noexcept { return counting_new::bytes - bytes_; }

 private:
  std::size_t calls_ = counting_new::calls;
  std::size_t bytes_ = counting_new::bytes;
};

/// So many calls are served while it lives, and no more.
class shortage {
 public:
  explicit shortage(std::size_t served) noexcept { last = counting_new::calls + served; }
  shortage(const shortage&) = delete;
  shortage& operator=(const shortage&) = delete;
  ~shortage() { last = ~std::size_t{0}; }
};

}  // namespace counting_new

// Not inlined: GCC would pair malloc with delete and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (!counting_new::serves(size)) throw std::bad_alloc();
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
// Catch2 2 asks for this one, and AddressSanitizer has its own where it is not replaced as well.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return counting_new::serves(size) ? std::malloc(size == 0 ? 1 : size) : nullptr;
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  if (!counting_new::serves(size)) throw std::bad_alloc();
  const auto unit = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(unit, (size / unit + 1) * unit)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif
