// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROW_PLAN_HPP
#define LEEWAY_MONITOR_ROW_PLAN_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/rounded.hpp>
#include <leeway/monitor/row_field.hpp>

namespace leeway {

/// A field by name and type, without the row it belongs to.
struct field_description {
  std::string_view name;
  field_type type;
};

namespace detail {

/// Tells bindings apart: fields by name and type, in their order.
constexpr std::uint64_t signature_of(std::span<const field_description> fields) noexcept {
  std::uint64_t sum = 0xcbf2'9ce4'8422'2325;
  const auto add = [&](std::uint64_t piece) { sum = (sum ^ piece) * 0x100'0000'01b3; };
  for (const field_description& one : fields) {
    for (char c : one.name) add(static_cast<unsigned char>(c));
    add(256 + static_cast<std::uint64_t>(one.type.what));
    add(one.type.bytes);
    add(one.type.category ? 1 : 0);
  }
  return sum;
}

/// Numbers of a row wait in lines of the cache, each of doubles or of floats.
inline constexpr std::size_t slot_line = 64;

/** Where the numbers of a row stand while they wait: doubles and integers side by side in the order of the fields,
    floats behind them, in other lines; text does not wait. Gives how many bytes that takes. Fields of one type are then
    side by side as they mostly are in a struct. `slots`: as many as fields, in bytes. */
constexpr std::size_t place_slots(std::span<const field_type::kind> fields, std::span<std::size_t> slots) noexcept {
  std::size_t end = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i] == field_type::kind::text || fields[i] == field_type::kind::float32) continue;
    slots[i] = end;
    end += sizeof(double);
  }
  end = (end + slot_line - 1) / slot_line * slot_line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i] != field_type::kind::float32) continue;
    slots[i] = end;
    end += sizeof(float);
  }
  return end;
}

}  // namespace detail

/// What to do with a feature that no field has, and with a field that the baseline does not know.
enum class unmatched : std::uint8_t {
  refuse,  ///< an error when the monitor is made: the default
  skip,    ///< left out, and named when asked
  collect  ///< as `skip`; a sample of such fields teaches features for a later baseline (`row_monitor::collected`)
};

/// Names that stand on one side only.
struct unmatched_features {
  std::vector<std::string> only_in_row{};
  std::vector<std::string> only_in_baseline{};
};

/// A field that is to teach a feature; `field` is its place in the row.
struct collected_field {
  std::string name{};
  field_type type{};
  std::size_t field = 0;
};

/// Where the values of a field are counted.
struct field_target {
  /// As what its numbers wait until a shard counts them as a column.
  enum class waiting : std::uint8_t { none, real, integer };

  static constexpr std::size_t none = ~std::size_t{0};
  std::size_t feature = none;
  const numeric_cells* numbers = nullptr;
  const category_cells* categories = nullptr;
  std::size_t slot = 0;  ///< where its number waits, if it does
  waiting waits = waiting::none;
};

/** Fields matched by name with the features of a baseline.

  Where a float field meets doubles, the feature's cells are rounded to float. Integers of at most 32 bits fit doubles
  exactly and may meet them; any other difference of type is refused. */
class row_plan {
 public:
  /// @throws std::invalid_argument naming the field
  row_plan(const baseline& past, std::span<const field_description> fields, unmatched what = unmatched::refuse)
      : past_(as_seen_by(past, fields)), signature_(detail::signature_of(fields)) {
    for (const field_description& one : fields) {
      targets_.push_back(target_of(one));
      if (what == unmatched::collect && targets_.back().feature == field_target::none)
        collected_.push_back({std::string(one.name), one.type, targets_.size() - 1});
    }
    make_slots(fields);
    for (const any_feature& f : past_.features())
      if (!names(fields, name_of(f)) && role_of(f) == role::feature)
        unmatched_.only_in_baseline.emplace_back(name_of(f));
    if (what != unmatched::refuse) return;
    if (!unmatched_.only_in_row.empty())
      detail::throw_invalid_argument("row binding: field \"" + unmatched_.only_in_row.front() +
                                     "\" is no feature of the baseline");
    if (!unmatched_.only_in_baseline.empty())
      detail::throw_invalid_argument("row binding: feature \"" + unmatched_.only_in_baseline.front() +
                                     "\" is no field of the row");
  }

  row_plan(const row_plan&) = delete;  // targets point into the baseline
  row_plan& operator=(const row_plan&) = delete;

  /// The baseline as the fields see it.
  const baseline& past() const noexcept { return past_; }
  const unmatched_features& unmatched_names() const noexcept { return unmatched_; }
  /// Fields that the baseline does not know, where they are to be collected.
  std::span<const collected_field> collected() const noexcept { return {collected_.data(), collected_.size()}; }
  std::size_t fields() const noexcept { return targets_.size(); }
  const field_target& target(std::size_t field) const noexcept { return targets_[field]; }
  std::uint64_t signature() const noexcept { return signature_; }
  /// Of the slots of a row.
  std::size_t slot_bytes() const noexcept { return slot_bytes_; }

 private:
  static bool names(std::span<const field_description> fields, std::string_view name) noexcept {
    for (const field_description& one : fields)
      if (one.name == name) return true;
    return false;
  }

  static baseline as_seen_by(const baseline& past, std::span<const field_description> fields) {
    std::vector<any_feature> features(past.features().begin(), past.features().end());
    for (any_feature& f : features)
      for (const field_description& one : fields) {
        const auto* numeric = std::get_if<numeric_feature>(&f);
        if (one.name != name_of(f) || numeric == nullptr || one.type.what != field_type::kind::float32) continue;
        if (numeric->cells().type() == value_type::float64) f = rounded_to_float(*numeric);
      }
    return baseline(past.origin(), past.rows(), std::move(features), past.schedule());
  }

  field_target target_of(const field_description& field) {
    field_target target;
    for (std::size_t i = 0; i < past_.features().size(); ++i) {
      const any_feature& f = past_.features()[i];
      if (name_of(f) != field.name) continue;
      check(field, f);
      target.feature = i;
      if (const auto* numeric = std::get_if<numeric_feature>(&f))
        target.numbers = &numeric->cells();
      else
        target.categories = &std::get<category_feature>(f).cells();
    }
    if (target.feature == field_target::none) unmatched_.only_in_row.emplace_back(field.name);
    return target;
  }

  void make_slots(std::span<const field_description> fields) {
    std::vector<field_type::kind> kinds;
    for (const field_description& one : fields) kinds.push_back(one.type.what);
    std::vector<std::size_t> slots(fields.size());
    slot_bytes_ = detail::place_slots(kinds, slots);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      field_target& to = targets_[i];
      to.slot = slots[i];
      if (to.numbers != nullptr) to.waits = waiting_of(fields[i].type, to.numbers->type());
    }
  }

  static field_target::waiting waiting_of(const field_type& field, value_type feature) noexcept {
    using waiting = field_target::waiting;
    if (feature == (field.what == field_type::kind::float32 ? value_type::float32 : value_type::float64))
      return waiting::real;
    const bool integer = feature == value_type::int64 || feature == value_type::uint64;
    return integer && !field.optional ? waiting::integer : waiting::none;  // no integer stands for a missing one
  }

  static bool fits(const field_type& field, value_type feature) noexcept {
    using kind = field_type::kind;
    if (feature == value_type::text) return field.category;
    if (field.category) return false;
    switch (field.what) {
      case kind::float64:
        return feature == value_type::float64;
      case kind::float32:
        return feature == value_type::float32;
      case kind::boolean:
        return true;
      case kind::signed_integer:
        return feature == value_type::int64 || (feature == value_type::float64 && field.bytes <= 4);
      case kind::unsigned_integer:
        return feature == value_type::uint64 || (feature == value_type::int64 && field.bytes <= 4) ||
               (feature == value_type::float64 && field.bytes <= 4);
      default:
        return false;
    }
  }

  static bool is_real(field_type::kind what) noexcept {
    return what == field_type::kind::float64 || what == field_type::kind::float32;
  }

  static void check(const field_description& field, const any_feature& f) {
    if (field.type.category && is_real(field.type.what))
      detail::throw_invalid_argument("row binding: field \"" + std::string(field.name) + "\" holds " +
                                     std::string(to_string(field.type.what)) + ", which cannot be categories");
    if (fits(field.type, type_of(f))) return;
    const bool integer =
        field.type.what == field_type::kind::signed_integer || field.type.what == field_type::kind::unsigned_integer;
    const std::string hint = type_of(f) == value_type::text && integer ? ": bind it as categorical" : std::string();
    detail::throw_invalid_argument("row binding: field \"" + std::string(field.name) + "\" holds " +
                                   std::string(field.type.category ? "categories" : to_string(field.type.what)) +
                                   ", its baseline " + std::string(to_string(type_of(f))) + hint);
  }

  baseline past_;
  std::uint64_t signature_;
  std::vector<field_target> targets_;
  std::size_t slot_bytes_ = 0;
  unmatched_features unmatched_;
  std::vector<collected_field> collected_;
};

}  // namespace leeway

#endif
