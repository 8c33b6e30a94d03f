// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROW_LEASE_HPP
#define LEEWAY_MONITOR_ROW_LEASE_HPP

#include <concepts>
#include <span>
#include <utility>

#include <leeway/base/instant.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/row_block.hpp>
#include <leeway/monitor/detail/row_shard.hpp>
#include <leeway/monitor/row_binding.hpp>

namespace leeway {

/// One writer's place, given back when it goes out of scope. Empty when all are taken.
class row_lease {
 public:
  explicit row_lease(detail::row_shard* shard = nullptr) noexcept : shard_(shard) {}
  row_lease(row_lease&& other) noexcept : shard_(std::exchange(other.shard_, nullptr)) {}
  row_lease& operator=(row_lease&& other) noexcept {
    std::swap(shard_, other.shard_);
    return *this;
  }
  ~row_lease() {
    if (shard_ != nullptr) shard_->give_back();
  }

  explicit operator bool() const noexcept { return shard_ != nullptr; }
  /// As `row_monitor::shard::observe`. Not of an empty lease.
  template <class Row, class... Fields>
  void observe(const row_binding<Row, Fields...>& fields, const Row& row, instant at = {}) noexcept {
    shard_->observe(fields, row, at);
  }
  template <std::floating_point Real>
  void observe(const row_block<Real>& rows, instant at = {}) noexcept {
    shard_->observe(rows, at);
  }
  void observe(std::span<const column> columns, instant at = {}) noexcept { shard_->observe(columns, at); }

 private:
  detail::row_shard* shard_;
};

}  // namespace leeway

#endif
