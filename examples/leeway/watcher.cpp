// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "watcher.hpp"

#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include <leeway/base/frame.hpp>
#include <leeway/base/instant_text.hpp>
#include <leeway/window/period.hpp>

#include "commands.hpp"
#include "files.hpp"
#include "text.hpp"

namespace program {
namespace {

// The sections of a state. What a section holds may become more at its end.
constexpr std::uint32_t section_windows = 1;
constexpr std::uint32_t section_alerts = 2;
constexpr std::uint32_t section_untold = 3;

/// Runs `read` on the sections of a state file.
template <class Read>
void read_state(const std::string& file, Read&& read) {
  const std::vector<std::byte> bytes = read_file(file);
  bool found = false;
  try {
    leeway::byte_reader in = leeway::unframe(leeway::state_kind::monitor, bytes);
    leeway::read_sections(in, [&](std::uint32_t tag, leeway::byte_reader& section) {
      found = found || tag == section_windows;
      read(tag, section);
    });
    if (!found) in.fail("no windows");
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw std::runtime_error(file + ": " + error.what() + "; move it away to begin anew");
  }
}

std::string line_of(const leeway::alert& change, const leeway::report& report) {
  nlohmann::ordered_json line = {{"change", to_string(change.what)}, {"key", change.key()}};
  if (!change.feature.empty()) line["feature"] = change.feature;
  line["question"] = change.question;
  line["before"] = to_string(change.before);
  line["now"] = to_string(change.now);
  line["window"] = report.window_name;
  if (!report.window_begin.empty()) line["begin"] = report.window_begin;
  if (!report.window_end.empty()) line["end"] = report.window_end;
  line["rows"] = report.window_rows;
  if (!change.moved.empty()) line["what"] = change.moved;
  line["sentence"] = change.sentence();
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// A stream is watched on where a file cannot be written.
template <class Write>
void warn_if_it_fails(Write&& write) {
  try {
    write();
  } catch (const std::runtime_error& error) {
    warn(std::string(error.what()) + "; tried again at the next window");
  }
}

bool is_label(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (name.empty() || !letter(name.front()) || name.starts_with("__")) return false;
  for (const char c : name)
    if (!letter(c) && !(c >= '0' && c <= '9')) return false;
  return name != "feature" && name != "question" && name != "level";
}

}  // namespace

leeway::alert_policy parse_confirm(const std::string& text, std::size_t clear_after) {
  leeway::alert_policy policy;
  const char* const end = text.data() + text.size();
  const auto confirm = std::from_chars(text.data(), end, policy.confirm);
  const bool slash = confirm.ec == std::errc{} && confirm.ptr != end && *confirm.ptr == '/';
  const auto of = std::from_chars(slash ? confirm.ptr + 1 : end, end, policy.of);
  if (of.ec != std::errc{} || of.ptr != end || policy.confirm == 0 || policy.confirm > policy.of || policy.of > 1000)
    throw std::invalid_argument("--confirm " + text + ": wanted M/N, such as 2/3: in 2 of the last 3 windows");
  if (clear_after == 0) throw std::invalid_argument("--clear-after 0: wanted at least one calm window");
  policy.clear_after = clear_after;
  return policy;
}

leeway::metric_labels parse_labels(const std::vector<std::string>& texts) {
  leeway::metric_labels labels;
  for (const std::string& text : texts) {
    const std::size_t sign = text.find('=');
    const std::string name = text.substr(0, sign);
    if (sign == std::string::npos || !is_label(name))
      throw std::invalid_argument(
          "--label " + text + ": wanted NAME=VALUE, a name of letters, digits and _, not feature, question or level");
    for (const auto& known : labels)
      if (known.first == name) throw std::invalid_argument("--label " + text + ": " + name + " is there already");
    labels.emplace_back(name, printable(text.substr(sign + 1)));
  }
  return labels;
}

void require_state_of(const std::string& file, const leeway::baseline& past, const window_arguments& windows) {
  const leeway::window_plan plan{leeway::period::parse(windows.window)};
  read_state(file, [&](std::uint32_t tag, leeway::byte_reader& section) {
    if (tag == section_windows) leeway::window_series::load(section, past, plan);
  });
}

watcher::watcher(const watch_arguments& arguments, checking& check, const std::vector<std::string>& columns,
                 bool may_come)
    : arguments_(arguments),
      check_(check),
      labels_(parse_labels(arguments.labels)),
      router_(parse_confirm(arguments.confirm, arguments.clear_after)),
      windows_(check.past, arguments.check.windows, columns, may_come,
               missing_texts(split_all(arguments.check.input.missing))) {
  check_.give_report.expect_calendar(windows_.rows());
  if (!arguments.state.empty() && file_exists(arguments.state)) load(arguments.state);
  late_told_ = windows_.late_rows();
  if (!untold_.empty()) tell();
}

void watcher::load(const std::string& file) {
  read_state(file, [&](std::uint32_t tag, leeway::byte_reader& section) {
    if (tag == section_windows) windows_.load(section);
    if (tag == section_alerts) router_.restore(section.take_bytes());
    if (tag != section_untold) return;
    const std::size_t lines = section.take_count(sizeof(std::uint64_t));
    for (std::size_t i = 0; i < lines; ++i) untold_.push_back(section.take_text());
  });
  const std::optional<leeway::instant>& latest = windows_.rows().latest();
  warn("goes on from " + file + ": " + counted(windows_.open_rows(), "row") + " in windows that are open, " +
       counted(router_.active().size(), "alert") + " active" +
       (latest ? ", the latest row of " + leeway::instant_text(*latest) : std::string()));
}

void watcher::observe(std::span<const std::string_view> cells, const row_place& where) {
  const std::vector<ended_window> ended = windows_.observe(cells, where);
  warn_of_lost(10 * lost_warned_);
  if (ended.empty()) return;
  judge_all(ended, false);
}

void watcher::judge_all(const std::vector<ended_window>& ended, bool cut_short) {
  for (const ended_window& one : ended) judge_one(one, cut_short);
  tell();
  warn_if_it_fails([&] { publish(); });
  warn_if_it_fails([&] { save(); });
}

void watcher::judge_one(const ended_window& one, bool cut_short) {
  leeway::report report;
  try {
    report = check_.give_report(windows_.rows(), one.index, one.counted);
  } catch (const std::runtime_error& error) {
    return warn("window " + std::string(one.counted.name()) + " is not judged: " + error.what());
  }
  report.window_begin = one.begin;
  report.window_end = one.end;
  report.cut_short = cut_short;
  report.late_rows = windows_.late_rows() - late_told_;
  late_told_ = windows_.late_rows();
  leeway::ask_rows(report, !arguments_.may_be_empty, check_.usual_rows(windows_.rows()));
  for (const leeway::alert& change : router_.changes(report)) untold_.push_back(line_of(change, report));
  if (!arguments_.prometheus.empty()) metrics_ = leeway::prometheus_text(report, labels_);
}

/// Line by line, so that none is told by halves; what could not be told stays.
void watcher::tell() {
  std::size_t told = 0;
  while (told < untold_.size() &&
         std::fwrite(untold_[told].data(), 1, untold_[told].size(), stdout) == untold_[told].size() &&
         std::fflush(stdout) == 0)
    ++told;
  const int reason = errno;
  untold_.erase(untold_.begin(), untold_.begin() + static_cast<std::ptrdiff_t>(told));
  failed_ = !untold_.empty() && reason != EPIPE;
  if (failed_) warn(std::string("cannot write to standard output: ") + std::strerror(reason));
}

void watcher::publish() const {
  if (!metrics_.empty()) write_file(arguments_.prometheus, metrics_);
}

void watcher::save() {
  if (arguments_.state.empty()) return;
  leeway::byte_writer out;
  leeway::write_section(out, section_windows, [&](leeway::byte_writer& to) { windows_.save(to); });
  leeway::write_section(out, section_alerts, [&](leeway::byte_writer& to) { to.put_bytes(router_.save()); });
  leeway::write_section(out, section_untold, [&](leeway::byte_writer& to) {
    to.put(static_cast<std::uint64_t>(untold_.size()));
    for (const std::string& line : untold_) to.put_text(line);
  });
  write_file(arguments_.state, text_of(leeway::frame(leeway::state_kind::monitor, out)));
}

/// At the first row that is lost, then ever more rarely.
void watcher::warn_of_lost(std::uint64_t unless_below) {
  const rows_in_no_window& lost = windows_.rows().lost();
  if (lost.rows() == lost_warned_ || lost.rows() < unless_below) return;
  warn_of(lost);
  lost_warned_ = lost.rows();
}

exit_code watcher::finish(bool judge_open) {
  if (judge_open) judge_all(windows_.cut_short(), true);
  warn_of_lost(1);
  if (const std::uint64_t open = windows_.open_rows(); open > 0 && arguments_.state.empty())
    warn(counted(open, "row") +
         " in windows that have not ended: not judged (--state FILE keeps them, --flush judges them)");
  save();
  publish();
  return failed_ || windows_.rows().waits_for_time() ? bad_input : done;
}

}  // namespace program
