// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_COLUMN_STATISTICS_HPP
#define LEEWAY_STATISTICS_COLUMN_STATISTICS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <leeway/base/bytes.hpp>
#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/category_cells.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_remainder.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/detail/column_parts.hpp>
#include <leeway/statistics/detail/column_pass.hpp>
#include <leeway/statistics/detail/running_moments.hpp>
#include <leeway/statistics/extremes.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway {

/** All that is kept of one column: counts over the cells, which decide; beside them cells that could not be read,
    infinite values, moments of the finite values and the extremes, which are for people.

  `observe` is O(log cells) or O(1), `noexcept` and allocation-free. Merging is exact for all but the moments. */
class column_statistics {
 public:
  column_statistics() = default;
  explicit column_statistics(std::size_t cells) : counts_(cells) {}
  explicit column_statistics(leeway::counts counted, leeway::extremes range = {})
      : counts_(std::move(counted)), extremes_(range) {}

  /// Counts one number; NaN is missing. The cells are those this was constructed for: a number that their type does not
  /// hold, such as -1 or 0.5 where all were unsigned integers, is invalid.
  template <number T>
  void observe(const numeric_cells& cells, T x) noexcept {
    const std::size_t cell = cells.index(x);
    if (cell == cells.size()) return observe_missing();
    if (cells.type() != value_type_of<T> && !cells.holds(widest(x))) return observe_invalid();
    count(cell, key_of(cells, x), static_cast<double>(x));
  }
  /** Counts a column of numbers, as if one by one; counts and extremes are the same, moments up to rounding (and nearer
      to the true ones). Numbers of the type of the cells, booleans apart, are read once, in blocks, by whatever vector
      instructions the processor has. Allocation-free; 24 KiB of stack. */
  template <number T>
  void observe(const numeric_cells& cells, std::span<const T> values) noexcept {
    if constexpr (detail::vector_number<T>)
      if (values.size() >= fewest_of_a_block && detail::column_pass<T>::fits(cells)) {
        detail::column_pass<T> pass(cells, detail::best_instruction_set());
        if (values.size() < detail::stretch_size)
          return pass.run_block(values, counts_.data(), extremes_, moments_, infinite_);
        return pass.run(values, counts_.data(), extremes_, moments_.settle(), infinite_);
      }
    for (T value : values) observe(cells, value);
  }
  /// Counts the number whose order key in the type of the cells this is.
  void observe_key(const numeric_cells& cells, std::uint64_t key) noexcept {
    count(cells.index_of_key(key), key, cells.value(key));
  }
  /// Integers of other widths.
  template <std::integral Integer>
  requires(!number<Integer>) void observe(const numeric_cells& cells, Integer x) noexcept {
    observe(cells, static_cast<std::conditional_t<std::signed_integral<Integer>, std::int64_t, std::uint64_t>>(x));
  }
  void observe(const category_cells& cells, std::string_view text) noexcept { counts_.add(cells.index(text)); }
  void observe(const category_cells& cells, std::span<const std::string_view> texts) noexcept {
    cells.for_each_index(texts, [&](std::size_t cell) { counts_.add(cell); });
  }
  template <std::integral Integer>
  requires(!std::same_as<Integer, bool>) void observe(const category_cells& cells, Integer value) noexcept {
    counts_.add(cells.index(value));
  }
  void observe_missing(std::uint64_t records = 1) noexcept { counts_.add(counts_.size(), records); }
  /// A value that is there and cannot be read as the type of the column: neither present nor missing.
  void observe_invalid() noexcept { ++invalid_; }

  column_statistics& operator+=(const column_statistics& other) noexcept {
    counts_ += other.counts_;
    invalid_ += other.invalid_;
    infinite_ += other.infinite_;
    moments_.settle().merge(other.moments());
    extremes_.merge(other.extremes_);
    return *this;
  }
  void reset() noexcept {
    counts_.reset();
    invalid_ = infinite_ = 0;
    moments_ = {};
    extremes_.reset();
  }
  /// The same records in other cells, of another type: `cell_of(i)` is where cell i went, `key_of(k)` the order key of
  /// the value with key k.
  template <class CellMapping, class KeyMapping>
  column_statistics regrouped(std::size_t cells, CellMapping&& cell_of, KeyMapping&& key_of) const {
    column_statistics result = *this;
    result.extremes_ = extremes_.mapped(key_of);
    result.counts_ = leeway::counts(cells);
    for (std::size_t cell = 0; cell < counts_.size(); ++cell) result.counts_.add(cell_of(cell), counts_[cell]);
    result.counts_.add(cells, counts_.missing());
    return result;
  }

  /// For sums of panes, which add and take away counts themselves: the counters of the cells, then that of missing.
  std::span<std::uint64_t> counters() noexcept { return {counts_.data(), counts_.size() + 1}; }
  /// For who counts blocks of values that wait, and adds them up later.
  detail::column_parts parts() noexcept { return {counts_.data(), extremes_, moments_, infinite_}; }
  column_remainder remainder() const noexcept { return {invalid_, infinite_, moments(), extremes_}; }
  void set_remainder(const column_remainder& rest) noexcept {
    invalid_ = rest.invalid;
    infinite_ = rest.infinite;
    moments_ = detail::running_moments(rest.moments);
    extremes_ = rest.extremes;
  }

  const leeway::counts& counts() const noexcept { return counts_; }
  std::uint64_t invalid() const noexcept { return invalid_; }
  std::uint64_t infinite() const noexcept { return infinite_; }
  leeway::moments moments() const noexcept { return moments_.value(); }
  const leeway::extremes& extremes() const noexcept { return extremes_; }

  void save(byte_writer& out) const {
    counts_.save(out);
    out.put(invalid_);
    out.put(infinite_);
    moments().save(out);
    extremes_.save(out);
  }
  static column_statistics load(byte_reader& in, std::size_t cells) {
    column_statistics loaded;
    loaded.counts_ = leeway::counts::load(in, cells);
    loaded.invalid_ = in.take<std::uint64_t>();
    loaded.infinite_ = in.take<std::uint64_t>();
    loaded.moments_ = detail::running_moments(leeway::moments::load(in));
    loaded.extremes_ = leeway::extremes::load(in);
    return loaded;
  }

 private:
  static constexpr std::size_t fewest_of_a_block = 64;  // fewer cost less one by one

  void count(std::size_t cell, std::uint64_t key, double real) noexcept {
    counts_.add(cell);
    extremes_.observe(key);
    if (detail::is_infinite(real))
      ++infinite_;
    else
      moments_.observe(real);
  }

  template <number T>
  static std::uint64_t key_of(const numeric_cells& cells, T x) noexcept {
    return cells.type() == value_type_of<T> ? order_key(x) : cells.key(widest(x));
  }
  template <number T>
  static auto widest(T x) noexcept {
    if constexpr (std::floating_point<T>)
      return static_cast<double>(x);
    else if constexpr (std::same_as<T, bool>)
      return std::uint64_t{x};
    else
      return x;
  }

  leeway::counts counts_;
  std::uint64_t invalid_ = 0;
  std::uint64_t infinite_ = 0;
  detail::running_moments moments_;
  leeway::extremes extremes_;
};

}  // namespace leeway

#endif
