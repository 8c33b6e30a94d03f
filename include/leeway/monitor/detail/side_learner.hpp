// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_SIDE_LEARNER_HPP
#define LEEWAY_MONITOR_DETAIL_SIDE_LEARNER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/detail/field_learner.hpp>
#include <leeway/monitor/detail/row_sample.hpp>
#include <leeway/monitor/row_plan.hpp>

namespace leeway::detail {

/// Learns features from samples of the fields that a baseline does not know, up to so many rows of each.
class side_learner {
 public:
  static constexpr std::uint64_t most_rows = 100'000;

  explicit side_learner(const row_plan& plan) {
    for (const collected_field& one : plan.collected()) fields_.push_back(fresh(one));
  }
  /// Goes on for the fields of another plan; those that it does not collect are forgotten.
  void change_plan(const row_plan& plan) {
    std::vector<one_field> before = std::exchange(fields_, {});
    for (const collected_field& wanted : plan.collected()) {
      const auto known =
          std::find_if(before.begin(), before.end(), [&](const one_field& one) { return one.name == wanted.name; });
      fields_.push_back(known != before.end() ? std::move(*known) : fresh(wanted));
    }
  }

  void take(const row_sample& sample) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      one_field& one = fields_[i];
      if (one.rows + sample.rows() > most_rows) continue;
      sample.for_each(i, one.type, [&](const auto& value) { one.learner.observe(value); });
      one.rows += sample.rows();
    }
  }

  /// A copy is asked, so that cells are chosen anew from all that came.
  std::vector<any_feature> features() const {
    std::vector<any_feature> result;
    for (const one_field& one : fields_)
      if (one.rows > 0) result.push_back(field_learner(one.learner).learned());
    return result;
  }

 private:
  struct one_field {
    std::string name;
    field_type type;
    field_learner learner;
    std::uint64_t rows = 0;
  };

  static one_field fresh(const collected_field& one) {
    return {one.name, one.type, field_learner({one.name, one.type}, most_rows)};
  }

  std::vector<one_field> fields_;
};

}  // namespace leeway::detail

#endif
