// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_SHARED_HPP
#define LEEWAY_BASE_SHARED_HPP

#include <cstddef>
#include <utility>

namespace leeway::detail {

/// An immutable T that copies share, or nothing. `std::shared_ptr` would do, but `<memory>` and `<atomic>` would be a
/// quarter of the compile time of the core.
template <class T>
class shared {
  struct node {
    T value;
    std::size_t owners = 1;
  };

 public:
  shared() noexcept = default;
  explicit shared(T value) : node_(new node{std::move(value)}) {}
  /// Also when moved: what has a value keeps it.
  shared(const shared& other) noexcept : node_(other.node_) {
    if (node_ != nullptr) __atomic_fetch_add(&node_->owners, 1, __ATOMIC_RELAXED);
  }
  shared& operator=(const shared& other) noexcept {
    shared copy(other);
    std::swap(node_, copy.node_);
    return *this;
  }
  ~shared() {
    if (node_ != nullptr && __atomic_fetch_sub(&node_->owners, 1, __ATOMIC_ACQ_REL) == 1) delete node_;
  }

  explicit operator bool() const noexcept { return node_ != nullptr; }

  const T& operator*() const noexcept { return node_->value; }
  const T* operator->() const noexcept { return &node_->value; }

 private:
  node* node_ = nullptr;
};

}  // namespace leeway::detail

#endif
