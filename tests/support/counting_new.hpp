// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_COUNTING_NEW_HPP
#define LEEWAY_TESTS_SUPPORT_COUNTING_NEW_HPP

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

/// Replaces the global operator new by one that counts. For exactly one file of an executable.
namespace counting_new {

inline std::atomic<std::size_t> calls{0};
inline std::atomic<std::size_t> bytes{0};

/// What was allocated since it was made.
class meter {
 public:
  std::size_t calls() const noexcept { return counting_new::calls - calls_; }
  std::size_t bytes() const noexcept { return counting_new::bytes - bytes_; }

 private:
  std::size_t calls_ = counting_new::calls;
  std::size_t bytes_ = counting_new::bytes;
};

}  // namespace counting_new

// Not inlined: GCC would pair malloc with delete and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++counting_new::calls;
  counting_new::bytes += size;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
// Catch2 2 asks for this one, and AddressSanitizer has its own where it is not replaced as well.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++counting_new::calls;
  counting_new::bytes += size;
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  ++counting_new::calls;
  counting_new::bytes += size;
  const auto unit = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(unit, (size / unit + 1) * unit)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif
