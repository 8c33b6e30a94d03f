// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_ARGUMENTS_HPP
#define LEEWAY_PROGRAM_ARGUMENTS_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/decision/policy.hpp>
#include <leeway/drift/any_test.hpp>

/// What stands on the command line, read into values. Everything here throws `std::invalid_argument` naming the option.
namespace program {

/// A half-open range of 0-based data rows.
struct row_range {
  std::uint64_t first = 0;
  std::uint64_t last = (std::numeric_limits<std::uint64_t>::max)();

  bool everything() const noexcept { return first == 0 && last == row_range{}.last; }
  std::string text() const;  ///< "0:6452", "6452:"
};

/// A table of comma-separated text.
struct input_arguments {
  std::string path{};
  std::string rows{};
  std::string delimiter = ",";
  std::vector<std::string> missing{};
  std::string name{};

  /// `name`, or a name made of file and rows.
  std::string shown_name() const;
};

struct learn_arguments {
  input_arguments input{};
  std::string out{};
  std::vector<std::string> numeric{};
  std::vector<std::string> categorical{};
  std::vector<std::string> ignored{};
  std::vector<std::string> float32{};
  std::string schema{};
  std::size_t bins = 1024;
  bool exact = false;
};

struct check_arguments {
  input_arguments input{};
  std::string baseline{};
  std::string out{};
  std::string tolerance{};
  double significance = 0.01;
  std::string correction = "holm";
  std::vector<std::string> decide{};
  std::vector<std::string> show{};
  std::size_t psi_bins = 10;
  std::string psi_zero = "jeffreys";
  std::string pool = "5";
  std::string law = "automatic";
  std::string format = "text";
  bool all = false;
  std::vector<std::string> fail_on{};

  leeway::decision_policy policy() const;
  std::vector<leeway::test_kind> shown_tests() const;
  /// Every category of either side is a cell of its own.
  bool pools_nothing() const noexcept { return pool == "none"; }
};

struct show_arguments {
  std::string path{};
  bool schema = false;
  std::string why{};
};

row_range parse_rows(std::string_view text);
char parse_delimiter(std::string_view text);
/// "ks", "kolmogorov_smirnov", ...
leeway::test_kind parse_test(std::string_view option, std::string_view text);

/// Pieces between commas.
std::vector<std::string> split(std::string_view text);
std::vector<std::string> split_all(const std::vector<std::string>& texts);

/** The columns that an option names: a text that is a column as a whole, commas included, else its pieces. Throws for a
    column that is not among `columns`. */
std::vector<std::string> resolve_columns(std::string_view option, const std::vector<std::string>& texts,
                                         const std::vector<std::string>& columns);

}  // namespace program

#endif
