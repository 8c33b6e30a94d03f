// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONSTRAINTS_INFERRED_TYPE_HPP
#define LEEWAY_CONSTRAINTS_INFERRED_TYPE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <leeway/base/bytes.hpp>

namespace leeway {

/** What the texts of a cell or of a column look like: the classes of Amazon SageMaker Model Monitor, which are those of
    Deequ. They are about how a value is written: `3` is integral and `3.0` fractional. */
enum class inferred_type : std::uint8_t { unknown, boolean, integral, fractional, string };

namespace detail {
inline constexpr std::array<std::string_view, 5> inferred_type_names{"Unknown", "Boolean", "Integral", "Fractional",
                                                                     "String"};

/// Takes digits from the front and says whether there were any.
constexpr bool take_digits(std::string_view& text) noexcept {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  text.remove_prefix(digits);
  return digits > 0;
}

/// Takes one of `characters` from the front, if one stands there.
constexpr bool take_one_of(std::string_view& text, std::string_view characters) noexcept {
  if (text.empty() || characters.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}
}  // namespace detail

/// The name in `constraints.json`: `Unknown`, `Boolean`, `Integral`, `Fractional` or `String`.
constexpr std::string_view to_string(inferred_type type) noexcept {
  return detail::inferred_type_names[static_cast<std::size_t>(type)];
}

/// The type of that name, exactly as `to_string` writes it.
constexpr std::optional<inferred_type> parse_inferred_type(std::string_view name) noexcept {
  for (std::size_t i = 0; i < detail::inferred_type_names.size(); ++i)
    if (detail::inferred_type_names[i] == name) return static_cast<inferred_type>(i);
  return std::nullopt;
}

/** The class of one present cell, never `unknown`. A number is an optional sign, an optional blank, digits, an optional
    point with digits, an optional exponent: integral without the last two. `true` and `false` are boolean. All others
    are strings: `.5`, `5.`, `1,000`, `NaN`, `Infinity`, ` 3 `, and the empty text. */
constexpr inferred_type type_of_text(std::string_view text) noexcept {
  if (text == "true" || text == "false") return inferred_type::boolean;
  detail::take_one_of(text, "+-");
  detail::take_one_of(text, " ");
  if (!detail::take_digits(text)) return inferred_type::string;
  if (text.empty()) return inferred_type::integral;
  if (detail::take_one_of(text, ".") && !detail::take_digits(text)) return inferred_type::string;
  if (detail::take_one_of(text, "eE")) {
    detail::take_one_of(text, "+-");
    if (!detail::take_digits(text)) return inferred_type::string;
  }
  return text.empty() ? inferred_type::fractional : inferred_type::string;
}

/** Counts the cells of a column by class. Adding is exact, in any order. What makes a cell null is the caller's to say:
    for text with an empty cell as no value, `observe_null` is called for it. */
class type_counter {
 public:
  void observe(std::string_view cell) noexcept { observe(type_of_text(cell)); }
  void observe(inferred_type type) noexcept { ++counts_[static_cast<std::size_t>(type)]; }
  void observe_null() noexcept { observe(inferred_type::unknown); }

  /// Cells of this class; nulls for `unknown`.
  std::uint64_t count(inferred_type type) const noexcept { return counts_[static_cast<std::size_t>(type)]; }
  std::uint64_t nulls() const noexcept { return count(inferred_type::unknown); }
  std::uint64_t present() const noexcept {
    std::uint64_t sum = 0;
    for (std::size_t i = 1; i < counts_.size(); ++i) sum += counts_[i];
    return sum;
  }

  /** The class of the column: `unknown` without a present cell; `string` with any string, or with booleans beside
      numbers; `boolean` when all are; `fractional` with any; else `integral`. */
  inferred_type type() const noexcept {
    const bool booleans = count(inferred_type::boolean) > 0;
    const bool fractions = count(inferred_type::fractional) > 0;
    const bool numbers = fractions || count(inferred_type::integral) > 0;
    if (count(inferred_type::string) > 0 || (booleans && numbers)) return inferred_type::string;
    if (booleans) return inferred_type::boolean;
    if (fractions) return inferred_type::fractional;
    return numbers ? inferred_type::integral : inferred_type::unknown;
  }

  void merge(const type_counter& other) noexcept {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  }
  void reset() noexcept { counts_ = {}; }
  friend bool operator==(const type_counter&, const type_counter&) = default;

  void save(byte_writer& out) const {
    for (std::uint64_t count : counts_) out.put(count);
  }
  /// Throws `bad_state` when the bytes end early.
  static type_counter load(byte_reader& in) {
    type_counter loaded;
    for (std::uint64_t& count : loaded.counts_) count = in.take<std::uint64_t>();
    return loaded;
  }

 private:
  std::array<std::uint64_t, 5> counts_{};
};

}  // namespace leeway

#endif
