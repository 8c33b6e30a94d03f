// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ALERT_ROUTER_HPP
#define LEEWAY_MONITOR_ALERT_ROUTER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/monitor/rows_question.hpp>
#include <leeway/monitor/unreadable.hpp>

namespace leeway {

/// What has changed for a question: plain data.
struct alert {
  enum class kind : std::uint8_t {
    fired,    ///< a warning or drift, confirmed
    raised,   ///< a warning that has become drift
    cleared,  ///< calm again
    lapsed    ///< no window could judge it for so long that it is no longer known
  };
  kind what = kind::fired;
  std::string feature{};  ///< empty: the table itself, no rows
  std::string question{};
  leeway::verdict before = leeway::verdict::stable;
  leeway::verdict now = leeway::verdict::stable;  ///< `too_few` of a lapsed one
  std::string window{};                           ///< of the report that made the change
  std::string moved{};                            ///< what moved, in words

  /// The same for all changes of one question: "bid/distribution", "/rows".
  std::string key() const { return feature + "/" + question; }
  /// "bid: drift (distribution): at or below 30: 28.9 -> 19.1 %".
  std::string sentence() const {
    const std::string who = feature.empty() ? std::string("table") : feature;
    if (what == kind::cleared) return who + ": " + question + " is calm again";
    if (what == kind::lapsed) return who + ": " + question + " is no longer known: " + moved;
    return who + ": " + std::string(to_string(now)) + " (" + question + ")" +
           (moved.empty() ? std::string() : ": " + moved);
  }
};

constexpr std::string_view to_string(alert::kind what) noexcept {
  constexpr std::string_view names[] = {"fired", "raised", "cleared", "lapsed"};
  return names[static_cast<std::uint8_t>(what)];
}

/// When a verdict becomes an alert, and when it is over.
struct alert_policy {
  std::size_t confirm = 1;       ///< so many ...
  std::size_t of = 1;            ///< ... of the last so many windows that could be judged
  std::size_t clear_after = 2;   ///< so many judged windows in a row below warning
  std::size_t lapse_after = 24;  ///< so many windows in a row that could not judge it; 0: never
};

/** Turns reports, one a window, into what has changed: nothing is said twice. Beside the questions of the report two
    more are asked: `rows` of the table, and `unreadable` of each tested feature of numbers (`monitor/unreadable.hpp`).
    A question that a window could not answer (too few rows, none at all, a feature that is gone) neither confirms nor
    clears; after `lapse_after` such windows in a row its alert lapses: it is over because nobody knows, not because all
    is well, and the next alarm fires anew. For one thread. */
class alert_router {
 public:
  /// @throws std::invalid_argument for a policy that can never fire or clear
  explicit alert_router(alert_policy policy = {}) : policy_(policy) {
    if (policy.confirm == 0 || policy.confirm > policy.of)
      detail::throw_invalid_argument("alert_router: confirm " + std::to_string(policy.confirm) + " of " +
                                     std::to_string(policy.of));
    if (policy.clear_after == 0) detail::throw_invalid_argument("alert_router: clear_after = 0");
  }

  const alert_policy& policy() const noexcept { return policy_; }

  /// What this report changes, in its order.
  [[nodiscard]] std::vector<alert> changes(const report& judged) {
    std::vector<alert> result;
    add(result, judged, {}, "rows", judged.no_rows ? verdict::drift : verdict::stable, rows_text(judged));
    if (!judged.no_rows)
      for (const feature_report& feature : judged.features) {
        for (const finding& found : feature.findings)
          add(result, judged, feature.name, to_string(found.question), found.verdict, found.what);
        if (feature.findings.empty()) continue;
        const unreadable_values beside = unreadable(feature);
        add(result, judged, feature.name, "unreadable", beside.verdict, unreadable_text(beside));
      }
    lapse(result, judged);
    return result;
  }

  /// Questions that have fired and not cleared, with the verdict last told.
  std::vector<std::pair<std::string, verdict>> active() const {
    std::vector<std::pair<std::string, verdict>> all;
    for (const auto& [key, one] : states_)
      if (one.told >= verdict::warning) all.emplace_back(key, one.told);
    return all;
  }

  [[nodiscard]] std::vector<std::byte> save() const {
    byte_writer out;
    write_section(out, section_states, [&](byte_writer& to) {
      to.put(static_cast<std::uint64_t>(states_.size()));
      for (const auto& [key, one] : states_) {
        to.put_text(key);
        to.put(static_cast<std::uint8_t>(one.told));
        to.put(one.calm);
        to.put(static_cast<std::uint64_t>(one.recent.size()));
        for (verdict v : one.recent) to.put(static_cast<std::uint8_t>(v));
      }
    });
    write_section(out, section_unjudged, [&](byte_writer& to) {
      to.put(static_cast<std::uint64_t>(states_.size()));
      for (const auto& [key, one] : states_) to.put(one.unjudged);
    });
    return frame(state_kind::alerts, out);
  }
  /// Takes up where `save` was called. @throws bad_state
  void restore(std::span<const std::byte> bytes) {
    byte_reader in = unframe(state_kind::alerts, bytes);
    std::map<std::string, state> loaded;
    std::vector<std::uint64_t> unjudged;
    read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
      if (tag == section_unjudged) unjudged = take_unjudged(section);
      if (tag != section_states) return;
      const std::size_t count = section.take_count(1);
      for (std::size_t i = 0; i < count; ++i) {
        std::string key = section.take_text();
        state one;
        one.told = take_verdict(section);
        one.calm = section.take<std::uint64_t>();
        const std::size_t recent = section.take_count(1);
        for (std::size_t k = 0; k < recent; ++k) one.recent.push_back(take_verdict(section));
        while (one.recent.size() > policy_.of) one.recent.pop_front();
        loaded.emplace(std::move(key), std::move(one));
      }
    });
    if (!unjudged.empty() && unjudged.size() != loaded.size()) in.fail("alerts of another number");
    auto next = unjudged.begin();  // none in states of earlier versions
    for (auto& [key, one] : loaded)
      if (next != unjudged.end()) one.unjudged = *next++;
    states_ = std::move(loaded);
  }

 private:
  static constexpr std::uint32_t section_states = 1;
  static constexpr std::uint32_t section_unjudged = 2;  // in the order of the states

  struct state {
    verdict told = verdict::stable;
    std::uint64_t calm = 0;        ///< judged windows in a row below warning
    std::deque<verdict> recent{};  ///< of the last judged windows, the newest last
    std::uint64_t unjudged = 0;    ///< windows in a row that could not answer
    bool judged = false;           ///< by the report at hand
  };

  static std::vector<std::uint64_t> take_unjudged(byte_reader& in) {
    std::vector<std::uint64_t> windows(in.take_count(sizeof(std::uint64_t)));
    for (std::uint64_t& one : windows) one = in.take<std::uint64_t>();
    return windows;
  }
  static verdict take_verdict(byte_reader& in) {
    const auto v = in.take<std::uint8_t>();
    if (v > static_cast<std::uint8_t>(verdict::drift)) in.fail("unknown verdict " + std::to_string(v));
    return static_cast<verdict>(v);
  }

  void add(std::vector<alert>& result, const report& judged, std::string_view feature, std::string_view question,
           verdict now, std::string_view moved) {
    if (now == verdict::too_few) return;
    state& one = states_[std::string(feature) + "/" + std::string(question)];
    one.unjudged = 0;
    one.judged = true;
    const std::optional<std::pair<alert::kind, verdict>> change = step(one, now);
    if (!change) return;
    const bool cleared = change->first == alert::kind::cleared;
    result.push_back({change->first, std::string(feature), std::string(question), one.told, change->second,
                      name_of(judged), cleared ? std::string() : std::string(moved)});
    one.told = change->second;
  }

  /// Counts the window for every question that it has not judged.
  void lapse(std::vector<alert>& result, const report& judged) {
    for (auto& [key, one] : states_) {
      if (std::exchange(one.judged, false)) continue;
      ++one.unjudged;
      if (policy_.lapse_after == 0 || one.unjudged < policy_.lapse_after || one.told < verdict::warning) continue;
      const std::size_t slash = key.rfind('/');
      result.push_back({alert::kind::lapsed, key.substr(0, slash), key.substr(slash + 1), one.told, verdict::too_few,
                        name_of(judged), "no window could judge it for " + std::to_string(one.unjudged) + " windows"});
      one = state{};
    }
  }

  static const std::string& name_of(const report& judged) noexcept {
    return judged.window_begin.empty() ? judged.window_name : judged.window_begin;
  }

  std::optional<std::pair<alert::kind, verdict>> step(state& one, verdict now) const {
    one.recent.push_back(now);
    if (one.recent.size() > policy_.of) one.recent.pop_front();
    one.calm = now < verdict::warning ? one.calm + 1 : 0;
    const verdict sure = confirmed(one);
    if (now >= verdict::warning && sure > one.told)
      return std::pair(one.told < verdict::warning ? alert::kind::fired : alert::kind::raised, sure);
    if (one.told >= verdict::warning && one.calm >= policy_.clear_after)
      return std::pair(alert::kind::cleared, verdict::stable);
    return std::nullopt;
  }

  /// The worst verdict that enough of the recent windows reach.
  verdict confirmed(const state& one) const {
    for (verdict level : {verdict::drift, verdict::warning})
      if (static_cast<std::size_t>(std::count_if(one.recent.begin(), one.recent.end(),
                                                 [&](verdict v) { return v >= level; })) >= policy_.confirm)
        return level;
    return verdict::stable;
  }

  alert_policy policy_;
  std::map<std::string, state> states_;
};

}  // namespace leeway

#endif
