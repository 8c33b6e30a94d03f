// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_ARGUMENTS_HPP
#define LEEWAY_PROGRAM_ARGUMENTS_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
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

/// Files that make a table.
struct input_arguments {
  std::vector<std::string> paths{};  ///< files, folders, "-"
  std::string rows{};
  std::string delimiter = ",";
  std::vector<std::string> missing{};
  std::string name{};
  std::string format{};                ///< "csv", "jsonl"; empty: what each file looks like
  std::string bad_lines{};             ///< "stop" or "skip"; empty: what the command does by itself
  std::vector<std::string> columns{};  ///< of a table that was read before, so that nobody looks for them again

  /// As it was asked for: "standard input", "data/june.csv", "june and 2 more".
  std::string source() const;
  /// `name`, or a name made of file and rows.
  std::string shown_name() const;
  /// `name`, or the file's.
  std::string source_name() const;
};

/// How rows become windows.
struct window_arguments {
  std::string time{};                ///< a column, or several joined by "+"
  std::string format = "automatic";  ///< of the time
  std::string window{};              ///< how long one is
  std::string late{};                ///< how late a row may come

  /// All rows are one window otherwise.
  bool wanted() const noexcept { return !time.empty() || !window.empty() || !late.empty(); }
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
  window_arguments windows{};
  bool rehearsed = true;  ///< where there are windows
  std::string season{};   ///< "hour", "weekday", "month", or a column
  std::string group{};    ///< the column that says which rows come together
};

struct check_arguments {
  input_arguments input{};
  window_arguments windows{};
  std::string baseline{};
  std::vector<std::string> baselines{};  ///< all that were named, the first of them is `baseline`
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
  std::string own_windows = "use";
  std::string format = "text";
  bool all = false;
  bool expect_rows = false;       ///< a window without rows is a finding
  std::string schema{};           ///< what columns were called before, their domains and tolerances
  std::string beside{};           ///< "model_monitor", or nothing
  std::string certainly_below{};  ///< a share; what is not is named
  std::vector<std::string> fail_on{};

  leeway::decision_policy policy() const;
  /// Names of the tests whose statistic gets a column; `policy` will have them worked out.
  std::vector<std::string_view> shown_tests(leeway::decision_policy& policy) const;
  /// Every category of either side is a cell of its own.
  bool pools_nothing() const noexcept { return pool == "none"; }
};

struct rehearse_arguments {
  learn_arguments learning{};  ///< without a folder to write to
  window_arguments windows{};
  std::string tolerance{};
  double significance = 0.01;
  std::vector<std::string> inject{};
  std::vector<std::string> columns{};
  std::uint64_t seed = 1;
  bool all = false;
};

struct plan_arguments {
  std::string baseline{};
  std::optional<std::uint64_t> rows{};  ///< of a window
  std::string move{};                   ///< a share of rows
  std::string tolerance{};
  double significance = 0.01;
  bool all = false;
};

struct watch_arguments {
  check_arguments check{};  ///< the table, how it becomes windows, and how they are judged
  std::string state{};      ///< a file that is read at the beginning and written at every close
  std::string prometheus{};
  std::vector<std::string> labels{};  ///< "model=ranker"
  std::string confirm = "1/1";
  std::size_t clear_after = 2;
  bool flush = false;         ///< judge what is open at the end
  bool may_be_empty = false;  ///< a window without rows is no finding
};

struct count_arguments {
  input_arguments input{};
  std::string baseline{};
  std::string out{};
  std::string source{};
  std::optional<std::uint64_t> sequence{};
};

struct merge_arguments {
  std::vector<std::string> windows{};
  std::string out{};
  bool replace = false;
};

struct import_arguments {
  std::string statistics{};
  std::string constraints{};  ///< none: they are suggested
  std::string out{};
  std::string name{};
  std::size_t bins = 1024;
};

struct show_arguments {
  std::string path{};
  bool schema = false;
  std::string why{};
};

row_range parse_rows(std::string_view text);
/// "5%", "0.05".
double parse_share(std::string_view option, std::string_view text);
char parse_delimiter(std::string_view text);

/// Pieces between commas, or between another character.
std::vector<std::string> split(std::string_view text, char between = ',');
std::vector<std::string> split_all(const std::vector<std::string>& texts);

/** The columns that an option names: a text that is a column as a whole, commas included, else its pieces. Throws for a
    column that is not among `columns`. */
std::vector<std::string> resolve_columns(std::string_view option, const std::vector<std::string>& texts,
                                         const std::vector<std::string>& columns);
/// "a, b, c and 5 more".
std::string list_of(const std::vector<std::string>& names);

}  // namespace program

#endif
