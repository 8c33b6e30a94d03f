// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_TEXT_TABLE_HPP
#define LEEWAY_BASE_DETAIL_TEXT_TABLE_HPP

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include <leeway/base/detail/hash_index.hpp>
#include <leeway/base/detail/sorted_hashes.hpp>
#include <leeway/base/detail/text_words.hpp>
#include <leeway/base/hash.hpp>

namespace leeway::detail {

/// A text as it is compared: one of at most sixteen bytes is its two words, of a longer one they are the first eight
/// bytes and nothing.
struct text_key {
  std::string_view text;
  std::uint64_t words[2] = {0, 0};
  std::uint64_t hashed = 0;

  static constexpr std::size_t short_size = 16;

  text_key() = default;
  /// The words of a text of up to fifteen bytes are those that its hash is made of.
  [[gnu::always_inline]] inline explicit text_key(std::string_view of) noexcept : text(of) {
    const std::size_t size = of.size();
    if constexpr (std::endian::native != std::endian::little) {
      hashed = hash(of);
      if (size > 0) std::memcpy(words, of.data(), size <= short_size ? size : 8);
    } else if (size < 8) {
      words[0] = little_endian_word(of);
      hashed = hash_rest(hash_start, words[0], size);
    } else {
      words[0] = read_word(of.data());
      if (size < short_size) {
        words[1] = little_endian_rest(of);
        hashed = hash_rest(hash_word(hash_start, words[0]), words[1], size);
      } else {
        hashed = hash(of);
        if (size == short_size) words[1] = read_word(of.data() + 8);
      }
    }
  }
  bool is_short() const noexcept { return text.size() <= short_size; }
};

/** Texts, numbered 0, 1, 2, ... in the order in which they came, and a count of each. Keeps their bytes: up to sixteen
    beside the count, in half a cache line, longer ones one behind the other. Finding and adding are O(1), amortised. */
class text_table {
 public:
  static constexpr std::size_t none = ~std::size_t{0};

  std::size_t size() const noexcept { return entries_.size(); }
  /// Until the next one is added.
  std::string_view text(std::size_t number) const noexcept {
    const entry& one = entries_[number];
    if (one.size <= text_key::short_size) return {reinterpret_cast<const char*>(one.words), one.size};
    return {long_texts_.data() + one.words[1], one.size};
  }
  std::uint64_t records(std::size_t number) const noexcept { return entries_[number].records; }
  void count(std::size_t number, std::uint64_t more = 1) noexcept { entries_[number].records += more; }

  /// The number of a text, or `none`.
  [[gnu::always_inline]] inline std::size_t find(const text_key& key) const noexcept {
    const std::uint32_t guess = places_.guess(key.hashed);
    if (guess != hash_index::none && key.is_short() && has_words(entries_[guess], key)) return guess;
    return search(key);
  }
  /// Of a text that is not there yet, counted 0 times.
  std::size_t add(const text_key& key);
  [[gnu::always_inline]] inline std::size_t find_or_add(const text_key& key) {
    const std::size_t found = find(key);
    return found != none ? found : add(key);
  }
  /// Room for so many, so that fewer moves are needed.
  void reserve(std::size_t texts) {
    entries_.reserve(texts);
    if (!places_.has_room_for(texts)) find_places(texts);
  }

  /// Calls `visit(key)` for each text, in order. Before that, and for some of them together, memory is asked for what
  /// `find` will read, and for those it will not find, for what `beyond.contains` will.
  template <class Visit>
  void for_each_key(std::span<const std::string_view> texts, const sorted_hashes& beyond, Visit&& visit) const;

  void clear() noexcept {
    entries_.clear();
    long_texts_.clear();
    places_.clear();
  }
  /// Only those with more than `taken` records stay, so many fewer each. Numbers change.
  void take_from_all(std::uint64_t taken) noexcept;

 private:
  struct alignas(32) entry {
    std::uint64_t words[2];  ///< of the key; of a long one eight bytes and where the text is
    std::size_t size;
    std::uint64_t records;
  };
  static constexpr std::size_t few = 4096;  // lie in a cache that is near enough
  static constexpr std::size_t at_once = 32;

  static bool has_words(const entry& one, const text_key& key) noexcept {
    return ((one.words[0] ^ key.words[0]) | (one.words[1] ^ key.words[1]) | (one.size ^ key.text.size())) == 0;
  }
  /// Apart, so that it does not slow down what is found at once.
  [[gnu::noinline]] std::size_t search(const text_key& key) const noexcept {
    const std::uint32_t found = places_.find(key.hashed, [&](std::uint32_t number) {
      const entry& one = entries_[number];
      if (key.is_short()) return has_words(one, key);
      return one.size == key.text.size() && one.words[0] == key.words[0] && text(number) == key.text;
    });
    return found != hash_index::none ? found : none;
  }
  void find_places(std::size_t room) {
    places_.reset(room);
    for (std::size_t i = 0; i < size(); ++i) places_.insert(hash(text(i)), static_cast<std::uint32_t>(i));
  }

  std::vector<entry> entries_;
  std::vector<char> long_texts_;
  hash_index places_;
};

inline std::size_t text_table::add(const text_key& key) {
  if (!places_.has_room_for(size() + 1)) find_places(2 * size());
  entry one{{key.words[0], key.words[1]}, key.text.size(), 0};
  if (!key.is_short()) {
    one.words[1] = long_texts_.size();
    long_texts_.insert(long_texts_.end(), key.text.begin(), key.text.end());
  }
  entries_.push_back(one);
  places_.insert(key.hashed, static_cast<std::uint32_t>(size() - 1));
  return size() - 1;
}

template <class Visit>
void text_table::for_each_key(std::span<const std::string_view> texts, const sorted_hashes& beyond,
                              Visit&& visit) const {
  text_key keys[at_once];
  for (; !texts.empty(); texts = texts.subspan((std::min)(at_once, texts.size()))) {
    const std::size_t some = (std::min)(at_once, texts.size());
    for (std::size_t i = 0; i < some; ++i) keys[i] = text_key(texts[i]);
    if (size() + beyond.size() > few) {
      for (std::size_t i = 0; i < some; ++i) {
        places_.fetch(keys[i].hashed);
        beyond.fetch_place(keys[i].hashed);
      }
      for (std::size_t i = 0; i < some; ++i) {
        const std::uint32_t guess = places_.guess(keys[i].hashed);
        if (guess != hash_index::none)
          __builtin_prefetch(entries_.data() + guess, 1);
        else
          beyond.fetch(keys[i].hashed);
      }
    }
    for (std::size_t i = 0; i < some; ++i) visit(keys[i]);
  }
}

inline void text_table::take_from_all(std::uint64_t taken) noexcept {
  std::size_t kept = 0;
  std::size_t used = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    entry one = entries_[i];
    if (one.records <= taken) continue;
    one.records -= taken;
    if (one.size > text_key::short_size) {
      // Those kept stand in the order of their bytes: none is written over before it has moved.
      std::memmove(long_texts_.data() + used, long_texts_.data() + one.words[1], one.size);
      one.words[1] = used;
      used += one.size;
    }
    entries_[kept++] = one;
  }
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(kept), entries_.end());
  long_texts_.erase(long_texts_.begin() + static_cast<std::ptrdiff_t>(used), long_texts_.end());
  places_.clear();
  for (std::size_t i = 0; i < kept; ++i) places_.insert(hash(text(i)), static_cast<std::uint32_t>(i));
}

}  // namespace leeway::detail

#endif
