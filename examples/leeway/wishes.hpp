// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_WISHES_HPP
#define LEEWAY_PROGRAM_WISHES_HPP

#include <string>
#include <vector>

#include <leeway/baseline/schema.hpp>
#include <leeway/constraints/constraints.hpp>

#include "arguments.hpp"

namespace program {

/// How columns are to be learned, and what they have to keep.
struct learn_wishes {
  std::vector<leeway::column_schema> columns{};        ///< one a column of the table, in its order
  std::vector<leeway::feature_constraints> demands{};  ///< domains and tolerances of some
  leeway::schema renamed{};                            ///< columns that go by their old name while they are learned
};

inline bool ignored(const leeway::column_schema& wish) noexcept { return wish.kind == leeway::column_kind::ignored; }
/// Somebody said what it is: it is tested whatever it looks like.
inline bool named(const leeway::column_schema& wish) noexcept {
  return wish.kind == leeway::column_kind::numeric || wish.kind == leeway::column_kind::categorical;
}

/** What the schema file says, then the options, which win. Throws `std::invalid_argument` for a column that is not
   there or is wanted in two ways, `leeway::json_error` for a schema that is none. */
learn_wishes wishes_of(const learn_arguments& arguments, const std::vector<std::string>& columns);

}  // namespace program

#endif
