// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROW_LEARNER_HPP
#define LEEWAY_MONITOR_ROW_LEARNER_HPP

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/detail/field_learner.hpp>
#include <leeway/monitor/row_binding.hpp>

namespace leeway {

/** Learns a baseline from the rows that a service sees: the first `first_rows` choose the edges of numbers, all rows
    are counted, and all categories are known. Derived fields exist nowhere else.

  `observe` may be called by any thread; it takes a lock and may allocate: learn from a sample of busy traffic. Memory:
  8 bytes a number of the first rows, then the cells; categories as many as there are. */
class row_learner {
 public:
  /// @throws std::invalid_argument for 0 rows
  template <class Row, class... Fields>
  row_learner(const row_binding<Row, Fields...>& fields, std::uint64_t first_rows)
      : signature_(fields.signature()), first_rows_(first_rows) {
    if (first_rows == 0) detail::throw_invalid_argument("row_learner: first_rows = 0");
    for (const field_description& one : fields.descriptions()) fields_.emplace_back(one, first_rows);
  }

  /// @throws std::invalid_argument for rows of another binding, std::bad_alloc
  template <class Row, class... Fields>
  void observe(const row_binding<Row, Fields...>& fields, const Row& row) {
    if (fields.signature() != signature_) detail::throw_invalid_argument("row_learner::observe: another row binding");
    const std::scoped_lock hold(lock_);
    fields.for_each(row, [&](std::size_t i, const auto& value) { fields_[i].observe(value); });
    if (++rows_ == first_rows_)
      for (detail::field_learner& one : fields_) one.choose_cells();
  }

  std::uint64_t rows() const {
    const std::scoped_lock hold(lock_);
    return rows_;
  }

  /// The baseline of all rows so far. Where fewer than the first rows have come, edges are chosen from those that have,
  /// and stay. Fields that look like time or like identifiers are kept and not tested.
  baseline learned(provenance origin = {}) {
    const std::scoped_lock hold(lock_);
    std::vector<any_feature> features;
    for (detail::field_learner& one : fields_) features.push_back(one.learned());
    return baseline(std::move(origin), rows_, std::move(features));
  }

 private:
  mutable std::mutex lock_;
  std::uint64_t signature_;
  std::uint64_t first_rows_;
  std::uint64_t rows_ = 0;
  std::vector<detail::field_learner> fields_;
};

}  // namespace leeway

#endif
