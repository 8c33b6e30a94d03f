// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_NUMBERS_HPP
#define LEEWAY_PROGRAM_NUMBERS_HPP

#include <cstdint>

#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/interop/csv_number.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace program {

/// Calls `use` with a number as a value of the given type. Whole numbers reach integer columns exactly.
template <class Use>
void with_value(leeway::value_type type, const leeway::parsed_number& number, Use&& use) {
  using leeway::number_kind;
  const bool natural =
      number.kind == number_kind::unsigned_integer || (number.kind == number_kind::integer && number.integer >= 0);
  if (type == leeway::value_type::float32)
    use(static_cast<float>(number.real));
  else if (type == leeway::value_type::int64 && number.kind == number_kind::integer)
    use(number.integer);
  else if (type == leeway::value_type::uint64 && natural)
    use(number.unsigned_integer);
  else
    use(number.real);
}

/// Counts a number over the cells of its column.
inline void count_number(leeway::column_statistics& into, const leeway::numeric_cells& cells,
                         const leeway::parsed_number& number) {
  with_value(cells.type(), number, [&](auto value) { into.observe(cells, value); });
}

}  // namespace program

#endif
