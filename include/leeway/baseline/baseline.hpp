// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_BASELINE_HPP
#define LEEWAY_BASELINE_BASELINE_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/detail/name_index.hpp>
#include <leeway/base/frame.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/base/shared.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/own_schedule.hpp>
#include <leeway/version.hpp>

namespace leeway {

using any_feature = std::variant<numeric_feature, category_feature>;

namespace detail {

/// `read(feature)` of whichever feature it is. Two alternatives need no table of functions.
template <class Read>
decltype(auto) with(const any_feature& f, Read&& read) {
  const auto* numeric = std::get_if<numeric_feature>(&f);
  return numeric != nullptr ? read(*numeric) : read(std::get<category_feature>(f));
}

}  // namespace detail

inline std::string_view name_of(const any_feature& f) noexcept {
  return detail::with(f, [](const auto& one) { return one.name(); });
}
inline const column_statistics& statistics_of(const any_feature& f) noexcept {
  return detail::with(f, [](const auto& one) -> const column_statistics& { return one.statistics(); });
}
inline role role_of(const any_feature& f) noexcept {
  return detail::with(f, [](const auto& one) { return one.role(); });
}
inline std::string_view remark_of(const any_feature& f) noexcept {
  return detail::with(f, [](const auto& one) { return one.remark(); });
}
inline value_type type_of(const any_feature& f) noexcept {
  const auto* numeric = std::get_if<numeric_feature>(&f);
  return numeric != nullptr ? numeric->cells().type() : value_type::text;
}

/// Where a baseline comes from. leeway has no clock: `learned_at` is what the caller says, by custom ISO 8601.
struct provenance {
  std::string name{};
  std::string source{};
  std::string learned_at{};
  std::string library_version{version};
};

/** The frozen past of a table: its features in the order of their columns. Immutable; copies share and cost nothing. */
class baseline {
 public:
  /// @throws std::invalid_argument when two features have one name, or when a feature has another number of own windows
  /// than the schedule, where there is one, or more records in one of them than it had rows
  baseline(provenance origin, std::uint64_t rows, std::vector<any_feature> features, own_schedule schedule = {})
      : contents_(check(std::move(origin), rows, std::move(features), std::move(schedule))) {}

  const provenance& origin() const noexcept { return contents_->origin; }
  std::uint64_t rows() const noexcept { return contents_->rows; }
  std::span<const any_feature> features() const noexcept {
    return {contents_->features.data(), contents_->features.size()};
  }
  /// When its own windows were; none when it was learned without them.
  const own_schedule& schedule() const noexcept { return contents_->schedule; }
  /// Of names, cells and counts: what a window of live records must have been counted against.
  std::uint64_t fingerprint() const noexcept { return contents_->fingerprint; }
  /// Null where there is none. O(log features).
  const any_feature* find(std::string_view name) const noexcept {
    const std::size_t place = contents_->names.find(name);
    return place != detail::name_index::none ? &contents_->features[place] : nullptr;
  }

  /// The same past after a column was given another name. O(features), as are the next two; they allocate, and change
  /// the fingerprint: windows that were counted before belong to the old baseline.
  /// @throws std::invalid_argument when there is no such feature, or when the new name is taken
  baseline renamed(std::string_view feature, std::string name) const;
  /// @throws std::invalid_argument when there is no such feature
  baseline without(std::string_view feature) const;
  /// With one more feature, learned elsewhere, behind the others; in the place of the one with its name where there is
  /// one. @throws std::invalid_argument when it has own windows of another schedule: another number of them, or one
  /// with more records than the schedule has rows
  baseline with(any_feature feature) const;

  std::vector<std::byte> save() const;
  /// @throws bad_state naming the offset
  static baseline load(std::span<const std::byte> bytes);

 private:
  static constexpr std::uint32_t section_origin = 1;
  static constexpr std::uint32_t section_numeric = 2;
  static constexpr std::uint32_t section_category = 3;
  static constexpr std::uint32_t section_schedule = 4;

  struct contents {
    provenance origin;
    std::uint64_t rows;
    std::vector<any_feature> features;
    own_schedule schedule;
    std::uint64_t fingerprint;
    detail::name_index names;
  };

  static contents check(provenance origin, std::uint64_t rows, std::vector<any_feature> features,
                        own_schedule schedule) {
    detail::name_index names = names_of(features);  // of texts that features share and never move
    if (const std::size_t twice = names.repeated(); twice != detail::name_index::none)
      detail::throw_invalid_argument("baseline: two features are called \"" + std::string(name_of(features[twice])) +
                                     "\"");
    if (schedule.rows.size() != schedule.names.size())
      detail::throw_invalid_argument("baseline: " + std::to_string(schedule.names.size()) + " own windows, rows of " +
                                     std::to_string(schedule.rows.size()));
    if (const std::string reason = unlike_schedule(features, schedule); !reason.empty())
      detail::throw_invalid_argument("baseline: " + reason);
    std::uint64_t print = combine_hash(0, rows);
    for (const any_feature& f : features)
      print = combine_hash(combine_hash(print, hash(name_of(f))),
                           detail::with(f, [](const auto& one) { return one.fingerprint(); }));
    return {std::move(origin), rows, std::move(features), std::move(schedule), print, std::move(names)};
  }

  static detail::name_index names_of(std::span<const any_feature> features) {
    return detail::name_index(features, [](const any_feature& f) { return name_of(f); });
  }

  /// What of the features does not go with the schedule; nothing when all does.
  static std::string unlike_schedule(std::span<const any_feature> features, const own_schedule& schedule) {
    if (schedule.names.empty()) return {};
    for (const any_feature& f : features) {
      const std::string reason = detail::with(f, [&](const auto& one) { return unlike_schedule(one.own(), schedule); });
      if (!reason.empty()) return "column \"" + std::string(name_of(f)) + "\" has " + reason;
    }
    return {};
  }
  static std::string unlike_schedule(const own_windows& own, const own_schedule& schedule) {
    if (own.size() == 0) return {};
    if (own.size() != schedule.names.size())
      return std::to_string(own.size()) + " own windows, the schedule " + std::to_string(schedule.names.size());
    for (std::size_t w = 0; w < own.size(); ++w) {
      std::uint64_t left = schedule.rows[w];
      for (std::uint64_t count : own.counts(w)) {
        if (count > left)
          return "more records in own window " + std::to_string(w) + " than the schedule's " +
                 std::to_string(schedule.rows[w]) + " rows";
        left -= count;
      }
    }
    return {};
  }

  std::vector<any_feature> copied_features() const { return {features().begin(), features().end()}; }
  /// Which feature that is. @throws std::invalid_argument when there is none
  std::size_t place_of(std::string_view feature, std::string_view action) const;
  baseline of(std::vector<any_feature> features) const {
    return baseline(origin(), rows(), std::move(features), schedule());
  }

  detail::shared<contents> contents_;
};

inline std::size_t baseline::place_of(std::string_view feature, std::string_view action) const {
  const any_feature* found = find(feature);
  if (found == nullptr)
    detail::throw_invalid_argument("baseline::" + std::string(action) + ": no feature is called \"" +
                                   std::string(feature) + "\"");
  return static_cast<std::size_t>(found - features().data());
}

inline baseline baseline::renamed(std::string_view feature, std::string name) const {
  std::vector<any_feature> changed = copied_features();
  any_feature& old = changed[place_of(feature, "renamed")];
  old = detail::with(old, [&]<cells C>(const feature_baseline<C>& one) -> any_feature {
    feature_parts<C> parts = one.parts();
    parts.name = std::move(name);
    return feature_baseline<C>(std::move(parts));
  });
  return of(std::move(changed));
}

inline baseline baseline::without(std::string_view feature) const {
  std::vector<any_feature> fewer = copied_features();
  fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(place_of(feature, "without")));
  return of(std::move(fewer));
}

inline baseline baseline::with(any_feature feature) const {
  std::vector<any_feature> more = copied_features();
  if (find(name_of(feature)) != nullptr)
    more[place_of(name_of(feature), "with")] = std::move(feature);
  else
    more.push_back(std::move(feature));
  return of(std::move(more));
}

inline std::vector<std::byte> baseline::save() const {
  byte_writer out;
  write_section(out, section_origin, [&](byte_writer& to) {
    for (const std::string* text : {&origin().name, &origin().source, &origin().learned_at, &origin().library_version})
      to.put_text(*text);
    to.put(rows());
  });
  for (const any_feature& f : features())
    write_section(out, std::holds_alternative<numeric_feature>(f) ? section_numeric : section_category,
                  [&](byte_writer& to) { detail::with(f, [&](const auto& one) { one.save(to); }); });
  if (!schedule().names.empty()) write_section(out, section_schedule, [&](byte_writer& to) { schedule().save(to); });
  return frame(state_kind::baseline, out);
}

inline baseline baseline::load(std::span<const std::byte> bytes) {
  byte_reader in = unframe(state_kind::baseline, bytes);
  provenance origin;
  std::uint64_t rows = 0;
  bool origin_read = false;
  std::vector<any_feature> features;
  own_schedule schedule;
  read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
    if (tag == section_origin) {
      for (std::string* text : {&origin.name, &origin.source, &origin.learned_at, &origin.library_version})
        *text = section.take_text();
      rows = section.take<std::uint64_t>();
      origin_read = true;
    }
    if (tag == section_numeric) features.emplace_back(numeric_feature::load(section));
    if (tag == section_category) features.emplace_back(category_feature::load(section));
    if (tag == section_schedule) schedule = own_schedule::load(section);
  });
  if (!origin_read) in.fail("no origin");
  if (names_of(features).repeated() != detail::name_index::none) in.fail("two features have one name");
  if (const std::string reason = unlike_schedule(features, schedule); !reason.empty()) in.fail(reason);
  return baseline(std::move(origin), rows, std::move(features), std::move(schedule));
}

}  // namespace leeway

#endif
