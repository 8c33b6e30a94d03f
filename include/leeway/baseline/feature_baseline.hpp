// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_FEATURE_BASELINE_HPP
#define LEEWAY_BASELINE_FEATURE_BASELINE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <leeway/base/frame.hpp>
#include <leeway/base/hash.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/shared.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/own_windows.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/cells/category_cells.hpp>
#include <leeway/cells/concept.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace leeway {

/// What a feature baseline is made of.
template <cells C>
struct feature_parts {
  std::string name;
  C cells{};
  column_statistics statistics{};
  leeway::rarity rarity{};
  leeway::role role = leeway::role::feature;
  std::string remark{};        ///< why it is not a feature, or what learning noticed
  double rank_error = 0.0;     ///< how far cumulated shares may be off, at most; 0 when learned from data
  own_windows own{};           ///< what the baseline's own windows showed; none when learned without time
  double design_effect = 1.0;  ///< so many records of rows that come together tell as much as one
};

/** The frozen past of one column: cells, the counts of the baseline over them, and its name. Immutable; copies share.
    */
template <cells C>
class feature_baseline {
 public:
  /// @throws std::invalid_argument when the counts do not belong to the cells, for a design effect below 1, and for a
  /// rank error that is no share
  explicit feature_baseline(feature_parts<C> parts) : contents_(check(std::move(parts))) {}

  std::string_view name() const noexcept { return contents_->parts.name; }
  const C& cells() const noexcept { return contents_->parts.cells; }
  const column_statistics& statistics() const noexcept { return contents_->parts.statistics; }
  const leeway::counts& counts() const noexcept { return statistics().counts(); }
  leeway::rarity rarity() const noexcept { return contents_->parts.rarity; }
  leeway::role role() const noexcept { return contents_->parts.role; }
  std::string_view remark() const noexcept { return contents_->parts.remark; }
  double rank_error() const noexcept { return contents_->parts.rank_error; }
  const own_windows& own() const noexcept { return contents_->parts.own; }
  double design_effect() const noexcept { return contents_->parts.design_effect; }
  const feature_parts<C>& parts() const noexcept { return contents_->parts; }
  /// Of cells and counts, not of the name: windows counted against another baseline are refused by it.
  std::uint64_t fingerprint() const noexcept { return contents_->fingerprint; }

  void save(byte_writer& out) const {
    const feature_parts<C>& parts = contents_->parts;
    write_section(out, section_head, [&](byte_writer& to) {
      to.put_text(parts.name);
      to.put(static_cast<std::uint8_t>(parts.role));
      to.put_text(parts.remark);
      to.put(parts.rarity.seen_once);
      to.put(parts.rarity.seen_twice);
      to.put_real(parts.rank_error);
    });
    write_section(out, section_counts, [&](byte_writer& to) {
      parts.cells.save(to);
      parts.statistics.save(to);
    });
    if (parts.own.size() > 0) write_section(out, section_own_windows, [&](byte_writer& to) { parts.own.save(to); });
    if (parts.design_effect > 1.0)
      write_section(out, section_dependence, [&](byte_writer& to) { to.put_real(parts.design_effect); });
  }
  static feature_baseline load(byte_reader& in) {
    feature_parts<C> parts;
    bool head_read = false;
    bool counts_read = false;
    read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
      if (tag == section_head) {
        read_head(section, parts);
        head_read = true;
      }
      if (tag == section_counts) {
        parts.cells = C::load(section);
        parts.statistics = column_statistics::load(section, parts.cells.size());
        counts_read = true;
      }
      if (tag == section_own_windows) parts.own = own_windows::load(section);
      if (tag == section_dependence) parts.design_effect = read_design_effect(section);
    });
    if (!head_read || !counts_read) in.fail("feature \"" + parts.name + "\" has no " + (head_read ? "counts" : "head"));
    return feature_baseline(std::move(parts));
  }

 private:
  static constexpr std::uint32_t section_head = 1;
  static constexpr std::uint32_t section_counts = 2;
  static constexpr std::uint32_t section_own_windows = 3;
  static constexpr std::uint32_t section_dependence = 5;  // 4 is kept for the levels of a sketch

  struct contents {
    feature_parts<C> parts;
    std::uint64_t fingerprint;
  };

  static contents check(feature_parts<C> parts) {
    if (parts.statistics.counts().size() != parts.cells.size())
      detail::throw_invalid_argument("feature_baseline \"" + parts.name + "\": counts of " +
                                     std::to_string(parts.statistics.counts().size()) + " cells, the cells are " +
                                     std::to_string(parts.cells.size()));
    if (!is_design_effect(parts.design_effect))
      detail::throw_invalid_argument("feature_baseline \"" + parts.name + "\": design_effect = " +
                                     detail::exact_text(parts.design_effect) + ", wanted at least 1");
    if (!is_rank_error(parts.rank_error))
      detail::throw_invalid_argument("feature_baseline \"" + parts.name +
                                     "\": rank_error = " + detail::exact_text(parts.rank_error) + ", wanted 0 to 1");
    const std::uint64_t print = print_of(parts);
    return {std::move(parts), print};
  }

  static std::uint64_t print_of(const feature_parts<C>& parts) {
    byte_writer bytes;
    parts.cells.save(bytes);
    parts.statistics.counts().save(bytes);
    return hash({reinterpret_cast<const char*>(bytes.bytes().data()), bytes.size()});
  }

  static void read_head(byte_reader& in, feature_parts<C>& parts) {
    parts.name = in.take_text();
    const auto role = in.take<std::uint8_t>();
    if (role > static_cast<std::uint8_t>(leeway::role::identifier)) in.fail("unknown role " + std::to_string(role));
    parts.role = static_cast<leeway::role>(role);
    parts.remark = in.take_text();
    parts.rarity = {in.take<std::uint64_t>(), in.take<std::uint64_t>()};
    parts.rank_error = in.take_real();
    if (!is_rank_error(parts.rank_error))
      in.fail("a rank error of " + detail::exact_text(parts.rank_error) + ", wanted 0 to 1");
  }

  static double read_design_effect(byte_reader& in) {
    const double design_effect = in.take_real();
    if (!is_design_effect(design_effect))
      in.fail("a design effect of " + detail::exact_text(design_effect) + ", wanted at least 1");
    return design_effect;
  }

  static bool is_rank_error(double x) noexcept { return !detail::is_nan(x) && x >= 0.0 && x <= 1.0; }
  static bool is_design_effect(double x) noexcept { return detail::is_finite(x) && x >= 1.0; }

  detail::shared<contents> contents_;
};

using numeric_feature = feature_baseline<numeric_cells>;
using category_feature = feature_baseline<category_cells>;

}  // namespace leeway

#endif
