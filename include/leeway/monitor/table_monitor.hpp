// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_TABLE_MONITOR_HPP
#define LEEWAY_MONITOR_TABLE_MONITOR_HPP

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/detail/name_index.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/detail/row_transposer.hpp>
#include <leeway/baseline/rounded.hpp>
#include <leeway/baseline/row_block.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/detail/block_counter.hpp>
#include <leeway/monitor/detail/look_counter.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/statistics/detail/waiting_columns.hpp>
#include <leeway/window/concept.hpp>
#include <leeway/window/detail/pane_sums.hpp>
#include <leeway/window/since_start.hpp>
#include <leeway/window/window.hpp>

namespace leeway {
namespace detail {

/// The baseline as these columns see it: what was learned from doubles and comes as floats is rounded to float.
inline baseline as_seen_by(const baseline& past, std::span<const column> columns) {
  std::vector<any_feature> features(past.features().begin(), past.features().end());
  const name_index names(columns, [](const column& one) { return one.name; });
  for (any_feature& f : features) {
    const std::size_t found = names.find(name_of(f));
    const auto* numeric = std::get_if<numeric_feature>(&f);
    if (found == names.none || numeric == nullptr) continue;
    if (columns[found].type() == value_type::float32 && numeric->cells().type() == value_type::float64)
      f = rounded_to_float(*numeric);
  }
  return baseline(past.origin(), past.rows(), std::move(features), past.schedule());
}

}  // namespace detail

/** Watches a table, a block of rows at a time: columns that somebody else owns, matched by name with the features of a
    baseline when the monitor is made. Columns of the table that the baseline does not know, and features that the table
    does not have, are named in every report. For one thread. */
template <window_policy Window = since_start>
class table_monitor {
 public:
  /** `like`: columns as they will come; only names and types are used.
      @throws std::invalid_argument when a column has another type than its feature; floats against doubles are rounded
      */
  table_monitor(const baseline& past, std::span<const column> like, Window policy = {}, decision_policy decision = {})
      : evaluate_(detail::as_seen_by(past, like), std::move(decision)),
        policy_(std::move(policy)),
        sums_(policy_, evaluate_.past()),
        open_(evaluate_.past()) {
    const detail::name_index names(like, [](const column& one) { return one.name; });
    for (const any_feature& f : evaluate_.past().features()) {
      bind(f, like, names.find(name_of(f)));
      if (const auto* numeric = std::get_if<numeric_feature>(&f))
        waiting_.add(numeric->cells());
      else
        waiting_.skip();
    }
    features_.resize(like.size(), none);
    for (std::size_t i = 0; i < bindings_.size(); ++i)
      if (bindings_[i].column != none) features_[bindings_[i].column] = i;
    for (const column& one : like) {
      types_.push_back(one.type());
      if (evaluate_.past().find(one.name) == nullptr) extra_columns_.emplace_back(one.name);
    }
  }

  /** Counts a block of rows. The columns stand in the order of `like`. Reports of the windows that the block closed, in
      order; none with `since_start`.
      @throws std::invalid_argument when the columns are not those of the constructor or differ in length */
  std::vector<report> observe(std::span<const column> columns) {
    check(columns);
    return observe_rows(detail::rows_of_block(columns), [&](std::size_t first, std::size_t last) {
      for (std::size_t i = 0; i < bindings_.size(); ++i)
        if (bindings_[i].column != none) count_column(i, columns[bindings_[i].column], first, last);
    });
  }

  /** The same of a row-major block, whose columns stand in the order of `like` too. Reads memory once and in order;
      40 KiB of stack; allocates nothing beside the reports.
      @throws std::invalid_argument when the columns are not as many as those of the constructor, or one of those was of
      another type than Real */
  template <std::floating_point Real>
  std::vector<report> observe(const row_block<Real>& rows) {
    check(rows.columns(), detail::type_of_reals<Real>);
    return observe_rows(rows.rows(), [&](std::size_t first, std::size_t last) {
      detail::row_transposer<Real>(rows.rows(first, last))
          .for_each_piece([&](std::size_t column, std::span<const Real> values) {
            const std::size_t feature = features_[column];
            if (feature == none) return;
            if (const auto* numeric = std::get_if<numeric_feature>(&evaluate_.past().features()[feature]))
              waiting_.count(feature, numeric->cells(), values, open_.column(feature));
          });
      for (std::size_t i = 0; i < bindings_.size(); ++i)
        if (const auto* numeric = std::get_if<numeric_feature>(&evaluate_.past().features()[i]))
          waiting_.settle(i, numeric->cells(), open_.column(i));
    });
  }

  /// A report of the open window. Asked again for more of it, its tests carry the flag `repeated_looks`.
  [[nodiscard]] report evaluate() {
    report result = judge(open_);
    looks_.look(result);
    return result;
  }

  const window& open() const noexcept { return open_; }
  /// The baseline as the columns see it, with doubles rounded where floats come: what saved windows are loaded against.
  const baseline& past() const noexcept { return evaluate_.past(); }

 private:
  /// The window that ends here: with panes, what they add up to.
  const window& ended() noexcept {
    if constexpr (paned_window_policy<Window>)
      return sums_.absorb(open_);
    else
      return open_;
  }
  report judge(const window& live) {
    report result = evaluate_(live);
    result.missing_columns = missing_columns_;
    result.extra_columns = extra_columns_;
    return result;
  }

  static constexpr std::size_t none = detail::name_index::none;

  struct binding {
    std::size_t column;
    value_type type;
  };

  /// Counts rows window by window: `count(first, last)` counts those from `first` to before `last`.
  template <class Count>
  std::vector<report> observe_rows(std::size_t rows, Count&& count) {
    std::vector<report> closed;
    for (std::size_t first = 0; first < rows;) {
      const std::size_t last = first + rows_to_close(rows - first);
      count(first, last);
      open_.add_rows(last - first);
      first = last;
      if (!policy_.closes(open_.rows())) continue;
      closed.push_back(judge(ended()));
      open_.reset();
      looks_.reset();
    }
    return closed;
  }

  void bind(const any_feature& f, std::span<const column> like, std::size_t found) {
    if (found == none) {
      bindings_.push_back({none, type_of(f)});
      missing_columns_.emplace_back(name_of(f));
      return;
    }
    if (like[found].type() != type_of(f))
      detail::throw_invalid_argument("table_monitor: column \"" + std::string(name_of(f)) + "\" holds " +
                                     std::string(to_string(like[found].type())) + ", its baseline " +
                                     std::string(to_string(type_of(f))));
    bindings_.push_back({found, like[found].type()});
  }

  void check(std::span<const column> columns) const {
    const std::size_t features = bindings_.size();
    for (std::size_t i = 0; i < features; ++i) {
      const binding& bound = bindings_[i];
      if (bound.column == none) continue;
      const std::string_view wanted = name_of(evaluate_.past().features()[i]);
      if (bound.column >= columns.size() || columns[bound.column].name != wanted ||
          columns[bound.column].type() != bound.type)
        detail::throw_invalid_argument("table_monitor::observe: column " + std::to_string(bound.column) + " is not \"" +
                                       std::string(wanted) + "\" of " + std::string(to_string(bound.type)));
    }
    for (const column& one : columns)
      if (one.size() != columns.front().size())
        detail::throw_invalid_argument("table_monitor::observe: column \"" + std::string(one.name) + "\" has " +
                                       std::to_string(one.size()) + " rows, the first has " +
                                       std::to_string(columns.front().size()));
  }

  /// How many of the next rows belong to the open window.
  std::size_t rows_to_close(std::size_t available) const noexcept {
    std::size_t low = 1;
    std::size_t high = available;
    if (!policy_.closes(open_.rows() + available)) return available;
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (policy_.closes(open_.rows() + middle))
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }

  void check(std::size_t columns, value_type wanted) const {
    if (columns != types_.size())
      detail::throw_invalid_argument("table_monitor::observe: rows of " + std::to_string(columns) +
                                     " columns, wanted " + std::to_string(types_.size()));
    for (std::size_t i = 0; i < columns; ++i)
      if (features_[i] != none && types_[i] != wanted)
        detail::throw_invalid_argument("table_monitor::observe: column " + std::to_string(i) + " holds " +
                                       std::string(to_string(types_[i])) + ", the rows " +
                                       std::string(to_string(wanted)));
  }

  void count_column(std::size_t i, const column& one, std::size_t first, std::size_t last) {
    std::visit(
        [&](const auto& values) {
          detail::count_values(evaluate_.past().features()[i], {one.name, values.subspan(first, last - first)},
                               open_.column(i));
        },
        one.values);
  }

  evaluator evaluate_;
  Window policy_;
  detail::pane_sums<Window> sums_;
  window open_;
  // Of each feature, while rows side by side are counted. Adding up narrow counters would cost small blocks too much.
  detail::waiting_columns waiting_{detail::best_instruction_set(), detail::narrow_counters::none};
  std::vector<binding> bindings_;        // of each feature
  std::vector<std::size_t> features_{};  // of each column
  std::vector<value_type> types_{};      // the same
  std::vector<std::string> missing_columns_;
  std::vector<std::string> extra_columns_;
  detail::look_counter looks_;
};

}  // namespace leeway

#endif
