// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_WINDOW_MERGE_HPP
#define LEEWAY_WINDOW_WINDOW_MERGE_HPP

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/// Who counted a window, and which of its windows it is.
struct window_origin {
  std::string source{};  ///< a machine, a process
  std::uint64_t sequence = 0;

  friend auto operator<=>(const window_origin&, const window_origin&) = default;
  /// "host1 #17".
  std::string text() const { return source + " #" + std::to_string(sequence); }
};

/// What becomes of a window that comes again.
enum class repeated_window : std::uint8_t {
  refuse,
  replace  ///< the one that comes later stays: a machine that has sent its window anew
};

/// A window of a fleet: counts, and of which windows they are the sum.
class collected_window {
 public:
  /// Of unknown origin: nobody can tell whether it was added before.
  explicit collected_window(window counted) : counted_(std::move(counted)), anonymous_(true) {}
  collected_window(window counted, window_origin origin) : counted_(std::move(counted)) {
    origins_.push_back(std::move(origin));
  }

  const window& counted() const noexcept { return counted_; }
  void rename(std::string name) { counted_.rename(std::move(name)); }
  /// In increasing order.
  std::span<const window_origin> origins() const noexcept { return {origins_.data(), origins_.size()}; }
  /// Some of the counts are of unknown origin.
  bool anonymous() const noexcept { return anonymous_; }
  bool holds(const window_origin& one) const { return std::binary_search(origins_.begin(), origins_.end(), one); }

  /** As if this had seen what `other` saw.
      @throws std::invalid_argument when an origin is in both, or they were counted against different baselines */
  void merge(const collected_window& other) {
    for (const window_origin& one : other.origins_)
      if (holds(one))
        detail::throw_invalid_argument("window \"" + std::string(other.counted_.name()) + "\": " + one.text() +
                                       " was added before");
    std::vector<window_origin> both;
    std::merge(origins_.begin(), origins_.end(), other.origins_.begin(), other.origins_.end(),
               std::back_inserter(both));
    add_counts(other);
    origins_.swap(both);
  }

  /// Bytes that `window::load` reads too, without the origins.
  std::vector<std::byte> save() const {
    byte_writer out;
    counted_.save(out);
    write_section(out, section_origins, [&](byte_writer& to) {
      to.put(static_cast<std::uint8_t>(anonymous_ ? 1 : 0));
      to.put(static_cast<std::uint64_t>(origins_.size()));
      for (const window_origin& one : origins_) {
        to.put_text(one.source);
        to.put(one.sequence);
      }
    });
    return frame(state_kind::window, out);
  }
  /// @throws bad_state also when the bytes belong to another baseline
  static collected_window load(std::span<const std::byte> bytes, const baseline& past) {
    return with_origins(window::load(bytes, past), bytes);
  }
  /// Of whatever baseline: to be merged and saved again. @throws bad_state
  static collected_window load(std::span<const std::byte> bytes) { return with_origins(window::load(bytes), bytes); }

 private:
  static constexpr std::uint32_t section_origins = 2;

  friend collected_window merge_windows(std::span<const collected_window> windows, repeated_window again);

  void add_counts(const collected_window& other) {
    require_same_shape(other);
    counted_.merge(other.counted_);
    anonymous_ = anonymous_ || other.anonymous_;
  }
  void require_same_shape(const collected_window& other) const {
    const auto same = [](const column_statistics& a, const column_statistics& b) {
      return a.counts().size() == b.counts().size();
    };
    const std::span<const column_statistics> a = counted_.columns();
    const std::span<const column_statistics> b = other.counted_.columns();
    if (counted_.fingerprint() != other.counted_.fingerprint() ||
        !std::equal(a.begin(), a.end(), b.begin(), b.end(), same))
      detail::throw_invalid_argument("window \"" + std::string(other.counted_.name()) +
                                     "\" was counted against another baseline");
  }

  static collected_window with_origins(window counted, std::span<const std::byte> bytes) {
    collected_window loaded(std::move(counted));
    byte_reader in = unframe(state_kind::window, bytes);
    bool read = false;
    read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
      if (tag != section_origins) return;
      if (read) section.fail("origins twice");
      loaded.load_origins(section);
      read = true;
    });
    return loaded;
  }
  void load_origins(byte_reader& in) {
    anonymous_ = in.take<std::uint8_t>() != 0;
    const std::size_t size = in.take_count(2 * sizeof(std::uint64_t));
    origins_.clear();
    for (std::size_t i = 0; i < size; ++i) {
      window_origin one;
      one.source = in.take_text();
      one.sequence = in.take<std::uint64_t>();
      if (!origins_.empty() && !(origins_.back() < one)) in.fail("origins are not in order: " + one.text());
      origins_.push_back(std::move(one));
    }
    anonymous_ = anonymous_ || origins_.empty();
  }

  window counted_;
  std::vector<window_origin> origins_{};  // strictly increasing
  bool anonymous_ = false;
};

namespace detail {

/// Which window holds which origin, of all windows at once.
class origins_of_many {
 public:
  explicit origins_of_many(std::span<const collected_window> windows) : windows_(windows) {
    for (std::size_t i = 0; i < windows.size(); ++i)
      for (const window_origin& one : windows[i].origins()) held_.push_back({&one, i});
    std::sort(held_.begin(), held_.end(), [](const held& a, const held& b) {
      return *a.origin != *b.origin ? *a.origin < *b.origin : a.window < b.window;
    });
  }

  /// Names the first window with something that was there before.
  void refuse_repeated() const {
    const held* found = nullptr;
    for (std::size_t i = 1; i < held_.size(); ++i)
      if (same(i - 1) && (found == nullptr || held_[i].window < found->window)) found = &held_[i];
    if (found != nullptr)
      throw_invalid_argument("window \"" + std::string(windows_[found->window].counted().name()) +
                             "\": " + found->origin->text() + " was added before");
  }
  /// The windows of which everything comes again. @throws std::invalid_argument when only a part of one does
  std::vector<bool> replaced() const {
    std::vector<std::size_t> later(windows_.size());
    for (std::size_t i = 0; i < held_.size(); ++i) later[held_[i].window] += same(i) ? 1U : 0U;
    std::vector<bool> result(windows_.size());
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      if (later[i] == 0) continue;
      if (later[i] < windows_[i].origins().size() || windows_[i].anonymous())
        throw_invalid_argument("window \"" + std::string(windows_[i].counted().name()) +
                               "\" holds other windows beside those that come again: merge from its parts");
      result[i] = true;
    }
    return result;
  }
  std::vector<window_origin> each_once() const {
    std::vector<window_origin> result;
    for (std::size_t i = 0; i < held_.size(); ++i)
      if (!same(i)) result.push_back(*held_[i].origin);
    return result;
  }

 private:
  struct held {
    const window_origin* origin;
    std::size_t window;
  };

  /// The next one is of the same origin, in a later window.
  bool same(std::size_t i) const { return i + 1 < held_.size() && *held_[i].origin == *held_[i + 1].origin; }

  std::span<const collected_window> windows_;
  std::vector<held> held_{};
};

}  // namespace detail

/** The sum of windows of one baseline, each origin once. An earlier one is replaced as a whole: what was added up
    cannot be taken apart, so all it holds must come again. O(windows x cells + origins log origins).
    @throws std::invalid_argument naming the window and the origin that stands in its way, or for no window */
inline collected_window merge_windows(std::span<const collected_window> windows,
                                      repeated_window again = repeated_window::refuse) {
  if (windows.empty()) detail::throw_invalid_argument("merge_windows: no window");
  const detail::origins_of_many all(windows);
  if (again == repeated_window::refuse) all.refuse_repeated();
  const std::vector<bool> replaced = all.replaced();
  const auto first = static_cast<std::size_t>(std::find(replaced.begin(), replaced.end(), false) - replaced.begin());
  collected_window sum = windows[first];
  for (std::size_t i = first + 1; i < windows.size(); ++i)
    if (!replaced[i]) sum.add_counts(windows[i]);
  sum.origins_ = all.each_once();
  return sum;
}

}  // namespace leeway

#endif
