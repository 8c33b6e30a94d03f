// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_SHARED_HPP
#define LEEWAY_BASE_SHARED_HPP

#include <cstddef>
#include <utility>

namespace leeway::detail {

/// An immutable T that copies share. `std::shared_ptr` would do, but `<memory>` and `<atomic>` would be a quarter of
/// the compile time of the core.
template <class T>
class shared {
  struct node {
    T value;
    std::size_t owners = 1;
  };

 public:
  explicit shared(T value) : node_(new node{std::move(value)}) {}
  /// Also when moved: there is always a value.
  shared(const shared& other) noexcept : node_(other.node_) { __atomic_fetch_add(&node_->owners, 1, __ATOMIC_RELAXED); }
  shared& operator=(const shared& other) noexcept {
    shared copy(other);
    std::swap(node_, copy.node_);
    return *this;
  }
  ~shared() {
    if (__atomic_fetch_sub(&node_->owners, 1, __ATOMIC_ACQ_REL) == 1) delete node_;
  }

  const T& operator*() const noexcept { return node_->value; }
  const T* operator->() const noexcept { return &node_->value; }

 private:
  node* node_;
};

}  // namespace leeway::detail

#endif
