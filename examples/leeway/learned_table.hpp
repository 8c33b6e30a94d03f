// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_LEARNED_TABLE_HPP
#define LEEWAY_PROGRAM_LEARNED_TABLE_HPP

#include <leeway/baseline/baseline.hpp>

#include "arguments.hpp"
#include "first_reading.hpp"
#include "wishes.hpp"

namespace program {

/// A baseline in memory, and what is known of its table beside it.
struct learned_table {
  leeway::baseline past;
  learn_wishes wishes;
  first_reading first;
};

/// Reads a table twice, or keeps a sample of what can be read only once. Says on standard error what may surprise.
learned_table learn_table(const learn_arguments& arguments);

}  // namespace program

#endif
