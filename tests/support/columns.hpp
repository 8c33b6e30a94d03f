// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_COLUMNS_HPP
#define LEEWAY_TESTS_SUPPORT_COLUMNS_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/statistics/column_statistics.hpp>

/// Columns counted by each of the forms that a kernel has here, and what they must agree in.
namespace columns {

using leeway::detail::instruction_set;

inline std::vector<instruction_set> forms() {
  std::vector<instruction_set> all{instruction_set::one_lane, instruction_set::plain};
  for (instruction_set one : {instruction_set::sse4, instruction_set::avx2, instruction_set::avx512})
    if (one <= leeway::detail::best_instruction_set()) all.push_back(one);
  return all;
}

template <class Number>
leeway::numeric_cells cells_between(const std::vector<Number>& edges) {
  std::vector<std::uint64_t> keys;
  for (Number edge : edges) keys.push_back(leeway::order_key(edge));
  return {leeway::value_type_of<Number>, keys, false};
}

struct seen {
  std::vector<std::uint64_t> counts;
  leeway::extremes extremes{};
  leeway::moments moments{};
  std::uint64_t infinite = 0;
};

template <class Number>
seen by_form(instruction_set form, const leeway::numeric_cells& cells, std::span<const Number> values) {
  seen result{std::vector<std::uint64_t>(cells.size() + 1)};
  leeway::detail::column_pass<Number>(cells, form)
      .run(values, result.counts.data(), result.extremes, result.moments, result.infinite);
  return result;
}

inline std::vector<std::byte> bytes_of(const leeway::moments& sums) {
  leeway::byte_writer out;
  sums.save(out);
  return {out.bytes().begin(), out.bytes().end()};
}

/// By the kernel for few cells, which not every form uses, in blocks of `block` values.
template <class Number>
seen in_registers(instruction_set form, const leeway::numeric_cells& cells, std::span<const Number> values,
                  std::size_t block) {
  seen result{std::vector<std::uint64_t>(cells.size() + 1)};
  leeway::detail::few_cells<Number> task(cells.keys());
  leeway::detail::for_each_piece(values, block, [&](const Number* begin, std::size_t size) {
    leeway::detail::run_kernel<leeway::detail::few_cells_kernel<Number>>(form, begin, size, &task);
  });
  leeway::detail::run_kernel<leeway::detail::few_cells_sums<Number>>(form, &task);
  std::uint64_t missing = values.size();
  for (std::size_t cell = 0; cell < cells.size(); ++cell) missing -= result.counts[cell] = task.count(cell);
  result.counts.back() = missing;
  if (task.empty()) return result;
  result.extremes.observe(task.lowest());
  result.extremes.observe(task.highest());
  return result;
}

}  // namespace columns

#endif
