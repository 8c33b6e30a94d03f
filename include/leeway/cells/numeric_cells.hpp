// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_NUMERIC_CELLS_HPP
#define LEEWAY_CELLS_NUMERIC_CELLS_HPP

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/base/detail/typed_key.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/detail/choose_grid.hpp>
#include <leeway/cells/detail/edge_grid.hpp>

namespace leeway {

/** Cells on the real line, or on the integers: right-closed bins between sorted edges.

  The index of x is the number of edges below x, so an edge belongs to the cell that it ends; the last cell has no
  upper edge. A value v with a cell of its own (an *atom*) is two edges: the number just before v, and v; the cell
  between the atom below and v is the *gap*. Edges are kept as order keys of the value type: comparisons are exact for
  every double, float and 64-bit integer. One run-time type whatever rule chose the edges.

  A table made of the edges brings a value within one to four comparisons of its cell, whatever the value; edges that no
  table separates are searched. Copying copies both; the hot path neither allocates nor throws. */
class numeric_cells {
 public:
  using argument = double;

  /// One cell for everything.
  numeric_cells() = default;

  /** `keys`: order keys of the edges in the given type, strictly increasing.
      `from_ranks`: the edges are order statistics of the baseline, chosen by their rank.
      @throws std::invalid_argument when they do not increase, or lie outside the type */
  numeric_cells(value_type type, std::vector<std::uint64_t> keys, bool from_ranks)
      : type_(type), from_ranks_(from_ranks), keys_(std::move(keys)) {
    if (type_ == value_type::text) detail::throw_invalid_argument("numeric_cells: type = text");
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (!is_number(keys_[i]))
        detail::throw_invalid_argument("numeric_cells: edge " + std::to_string(i) + " is no number of its type");
      if (i > 0 && keys_[i] <= keys_[i - 1])
        detail::throw_invalid_argument("numeric_cells: edge " + std::to_string(i) + " = " +
                                       detail::exact_text(value(keys_[i])) + " is not above " +
                                       detail::exact_text(value(keys_[i - 1])));
    }
    make_grid();
  }

  value_type type() const noexcept { return type_; }
  bool from_ranks() const noexcept { return from_ranks_; }
  /// The same cells for counts whose ranks did not choose them.
  numeric_cells as_given() const {
    numeric_cells given = *this;
    given.from_ranks_ = false;
    return given;
  }
  std::size_t size() const noexcept { return edges_ + 1; }
  /// Order keys of the `size() - 1` edges.
  std::span<const std::uint64_t> keys() const noexcept { return {keys_.data(), edges_}; }

  /// O(1), or O(log cells) without a table. NaN is missing. `x` is rounded to the value type where that is narrower.
  std::size_t index(double x) const noexcept {
    if (detail::is_nan(x)) return size();
    return type_ == value_type::float64 ? place(x, order_key(x)) : index_of_key(key(x));
  }
  /// Against cells of doubles a float stands for all doubles that round to it: the atom among them, if there is one.
  std::size_t index(float x) const noexcept {
    if (detail::is_nan(x)) return size();
    if (type_ == value_type::float32) return place(x, order_key(x));
    return type_ == value_type::float64 ? index_of_rounded(x) : index_of_key(key(static_cast<double>(x)));
  }
  std::size_t index(std::int64_t x) const noexcept { return index_of_key(key(x)); }
  std::size_t index(std::uint64_t x) const noexcept { return index_of_key(key(x)); }
  std::size_t index(bool x) const noexcept { return index_of_key(key(std::uint64_t{x})); }
  /// Number of edges below `key`, which is that of a number.
  std::size_t index_of_key(std::uint64_t key) const noexcept {
    return type_ == value_type::float32 ? place(from_order_key<float>(key), key) : place(value(key), key);
  }
  /// For kernels that take many values at once.
  const detail::edge_grid& grid() const noexcept { return grid_; }

  /// The cell holds one value only: an atom, or a single integer.
  bool single_valued(std::size_t cell) const noexcept {
    const std::uint64_t below = cell > 0 ? keys_[cell - 1] : detail::lowest_key(type_) - 1;
    const std::uint64_t end = cell < edges_ ? keys_[cell] : detail::highest_key(type_);
    return end - below == 1;
  }

  /// The order key of `x` in this value type: the nearest float, the next integer at or below; saturates at the ends of
  /// an integer type. `x` is not NaN.
  std::uint64_t key(double x) const noexcept { return detail::typed_key(type_, x); }
  std::uint64_t key(std::int64_t x) const noexcept { return detail::typed_key(type_, x); }
  std::uint64_t key(std::uint64_t x) const noexcept { return detail::typed_key(type_, x); }
  /** The value type has this number: of integers, whole ones within its range; of booleans 0 and 1. Doubles and floats
      hold every number, rounded. */
  template <class Number>
  bool holds(Number x) const noexcept {
    return detail::holds(type_, x);
  }
  /// The number of that key as a double, rounded to nearest when it is an integer beyond 2^53.
  double value(std::uint64_t key) const noexcept { return detail::typed_value(type_, key); }
  /// Upper end of a cell; infinity for the last.
  double upper(std::size_t cell) const noexcept {
    return cell < edges_ ? value(keys_[cell]) : std::numeric_limits<double>::infinity();
  }
  double lower(std::size_t cell) const noexcept {
    return cell > 0 ? value(keys_[cell - 1]) : -std::numeric_limits<double>::infinity();
  }

  friend bool operator==(const numeric_cells& a, const numeric_cells& b) noexcept {
    return a.type_ == b.type_ && a.from_ranks_ == b.from_ranks_ && a.keys_ == b.keys_;
  }

  void save(byte_writer& out) const {
    out.put(static_cast<std::uint8_t>(type_));
    out.put(static_cast<std::uint8_t>(from_ranks_ ? 1 : 0));
    out.put_words(keys());
  }
  static numeric_cells load(byte_reader& in) {
    const auto type = in.take<std::uint8_t>();
    if (type >= static_cast<std::uint8_t>(value_type::text)) in.fail("unknown number type " + std::to_string(type));
    const bool from_ranks = in.take<std::uint8_t>() != 0;
    std::vector<std::uint64_t> keys = in.take_words();
    for (std::size_t i = 1; i < keys.size(); ++i)
      if (keys[i] <= keys[i - 1]) in.fail("edges do not increase");
    numeric_cells loaded;
    loaded.type_ = static_cast<value_type>(type);
    loaded.from_ranks_ = from_ranks;
    if (!keys.empty() && !(loaded.is_number(keys.front()) && loaded.is_number(keys.back())))
      in.fail("an edge is no number");
    loaded.keys_ = std::move(keys);
    loaded.make_grid();
    return loaded;
  }

 private:
  std::size_t index_of_rounded(float x) const noexcept {
    const auto middle = [x](float neighbour) {
      return static_cast<double>(x) / 2.0 + static_cast<double>(neighbour) / 2.0;
    };
    const std::uint64_t highest = key(middle(detail::next_float(x)));
    const std::size_t first = index_of_key(key(middle(detail::previous_float(x))));
    for (std::size_t cell = first; cell < edges_ && keys_[cell] <= highest; ++cell)
      if (single_valued(cell)) return cell;
    return first;
  }

  /// Number of edges below `key`, that of `x`; no branch depends on the data.
  template <std::floating_point Real>
  std::size_t place(Real x, std::uint64_t key) const noexcept {
    return grid_.steps() > 0 ? grid_.find(keys_.data(), x, key) : search(key);
  }
  std::size_t search(std::uint64_t key) const noexcept {
    const std::uint64_t* first = keys_.data();
    std::size_t length = edges_;
    while (length > 1) {
      const std::size_t half = length / 2;
      first += half * static_cast<std::size_t>(first[half - 1] < key);
      length -= half;
    }
    const auto passed = static_cast<std::size_t>(first - keys_.data());
    return passed + (length == 1 && *first < key ? 1 : 0);
  }

  void make_grid() {
    edges_ = keys_.size();
    std::vector<std::uint64_t> ends = keys_;
    for (std::uint64_t& end : ends) end = std::bit_cast<std::uint64_t>(value(end));
    grid_ = detail::grid_choice(ends, type_ == value_type::float32).grid();
    if (grid_.steps() > 0)
      for (std::size_t i = 0; i < detail::edge_grid::keys_behind; ++i) keys_.push_back(~std::uint64_t{0});
  }

  bool is_number(std::uint64_t key) const noexcept {
    return key >= detail::lowest_key(type_) && key <= detail::highest_key(type_);
  }

  value_type type_ = value_type::float64;
  bool from_ranks_ = false;
  std::size_t edges_ = 0;
  std::vector<std::uint64_t> keys_;  // behind the edges some that no key exceeds, for searches by table
  detail::edge_grid grid_;
};

}  // namespace leeway

#endif
