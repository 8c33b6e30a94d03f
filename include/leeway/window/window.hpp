// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_WINDOW_HPP
#define LEEWAY_WINDOW_WINDOW_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace leeway {

/** What was counted of live records against a baseline: a row of counts for each of its features, in its order. Windows
    of one baseline add up, in any order and from any machine, to the same verdicts. */
class window {
 public:
  explicit window(const baseline& past, std::string name = "window")
      : fingerprint_(past.fingerprint()), name_(std::move(name)) {
    for (const any_feature& f : past.features()) columns_.emplace_back(statistics_of(f).counts().size());
  }

  std::string_view name() const noexcept { return name_; }
  void rename(std::string name) { name_ = std::move(name); }
  std::uint64_t fingerprint() const noexcept { return fingerprint_; }
  std::uint64_t rows() const noexcept { return rows_; }
  std::span<const column_statistics> columns() const noexcept { return {columns_.data(), columns_.size()}; }
  /// What it takes of memory.
  std::size_t size_bytes() const noexcept {
    std::size_t sum = sizeof *this + name_.capacity() + columns_.capacity() * sizeof(column_statistics);
    for (const column_statistics& column : columns_) sum += (column.counts().size() + 1) * sizeof(std::uint64_t);
    return sum;
  }

  /// For whoever feeds it: the statistics of a feature, and the number of rows that were counted.
  column_statistics& column(std::size_t feature) noexcept { return columns_[feature]; }
  void add_rows(std::uint64_t rows) noexcept { rows_ += rows; }
  /// Takes back what was added before.
  void remove_rows(std::uint64_t rows) noexcept { rows_ -= rows; }

  /// As if this had seen what `other` saw. @throws std::invalid_argument when it belongs to another baseline
  void merge(const window& other) {
    if (other.fingerprint_ != fingerprint_)
      detail::throw_invalid_argument("window::merge: \"" + other.name_ + "\" was counted against another baseline");
    rows_ += other.rows_;
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i] += other.columns_[i];
  }
  void reset() noexcept {
    rows_ = 0;
    for (column_statistics& column : columns_) column.reset();
  }

  std::vector<std::byte> save() const {
    byte_writer out;
    save(out);
    return frame(state_kind::window, out);
  }
  /// The same as a section of a frame that holds more.
  void save(byte_writer& out) const {
    write_section(out, section_window, [&](byte_writer& to) {
      to.put(fingerprint_);
      to.put_text(name_);
      to.put(rows_);
      for (const column_statistics& column : columns_) column.save(to);
    });
  }
  /// @throws bad_state also when the bytes belong to another baseline
  static window load(std::span<const std::byte> bytes, const baseline& past) {
    window loaded(past);
    read(bytes, [&](byte_reader& section) {
      if (section.take<std::uint64_t>() != past.fingerprint()) section.fail("counted against another baseline");
      loaded.load_head(section);
      for (column_statistics& column : loaded.columns_)
        column = column_statistics::load(section, column.counts().size());
    });
    return loaded;
  }
  /// Of whatever baseline: to be merged with its like and saved again. To be judged it is loaded against its baseline.
  /// @throws bad_state
  static window load(std::span<const std::byte> bytes) {
    window loaded;
    read(bytes, [&](byte_reader& section) {
      loaded.fingerprint_ = section.take<std::uint64_t>();
      loaded.load_head(section);
      while (section.remaining() > 0) {
        byte_reader ahead = section;
        const std::size_t counters = ahead.take_count(sizeof(std::uint64_t));
        if (counters == 0) section.fail("a column without a counter");
        loaded.columns_.push_back(column_statistics::load(section, counters - 1));
      }
    });
    return loaded;
  }

 private:
  static constexpr std::uint32_t section_window = 1;

  window() = default;

  template <class Load>
  static void read(std::span<const std::byte> bytes, Load&& load) {
    byte_reader in = unframe(state_kind::window, bytes);
    bool found = false;
    read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
      if (tag != section_window) return;
      if (found) section.fail("counts twice");
      load(section);
      found = true;
    });
    if (!found) in.fail("no counts");
  }
  void load_head(byte_reader& section) {
    name_ = section.take_text();
    rows_ = section.take<std::uint64_t>();
  }

  std::uint64_t fingerprint_ = 0;
  std::string name_;
  std::uint64_t rows_ = 0;
  std::vector<column_statistics> columns_;
};

}  // namespace leeway

#endif
