// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_WATCHER_HPP
#define LEEWAY_PROGRAM_WATCHER_HPP

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/monitor/alert_router.hpp>
#include <leeway/monitor/prometheus.hpp>
#include <leeway/monitor/report.hpp>

#include "checking.hpp"
#include "stream_windows.hpp"

namespace program {

/// Judges the windows of a stream as they end, says what has changed, and keeps what a later run needs.
class watcher {
 public:
  /// Takes up the state, where there is one. Throws for options that make no sense and for a state of something else.
  /// `may_come`: columns become more.
  watcher(const watch_arguments& arguments, checking& check, const std::vector<std::string>& columns, bool may_come);

  void observe(std::span<const std::string_view> cells, const row_place& where);
  /// Whoever read the output has gone, or it cannot be written.
  bool unheard() const noexcept { return !untold_.empty(); }
  /// The last thing: what is open is judged, or kept, or given up. Throws when the state cannot be kept.
  exit_code finish(bool judge_open);

 private:
  void judge_all(const std::vector<ended_window>& ended, bool cut_short);
  void judge_one(const ended_window& one, bool cut_short);
  void tell();
  void publish() const;
  void save();
  void load(const std::string& file);
  void warn_of_lost(std::uint64_t unless_below);

  const watch_arguments& arguments_;
  checking& check_;
  leeway::metric_labels labels_;
  leeway::alert_router router_;
  stream_windows windows_;
  std::vector<std::string> untold_{};  // lines that nobody has read yet
  std::string metrics_{};              // of the window that ended last
  std::uint64_t lost_warned_ = 0;      // rows in no window, on standard error
  std::uint64_t late_told_ = 0;
  bool failed_ = false;  // to write, other than for want of a reader
};

/// Throws where a state is not one of this baseline and of such windows.
void require_state_of(const std::string& file, const leeway::baseline& past, const window_arguments& windows);

/// "2/3": two of the last three windows.
leeway::alert_policy parse_confirm(const std::string& text, std::size_t clear_after);
/// "model=ranker".
leeway::metric_labels parse_labels(const std::vector<std::string>& texts);

}  // namespace program

#endif
