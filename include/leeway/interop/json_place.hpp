// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_PLACE_HPP
#define LEEWAY_INTEROP_JSON_PLACE_HPP

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/base/order_key.hpp>
#include <leeway/interop/json_error.hpp>

namespace leeway {

/** A value inside a JSON document that somebody wrote, with the way to it: reads what is wanted or says where it is
    not. Refers to the document. Every reading function throws `json_error` naming file, place and value. */
class json_place {
 public:
  json_place(const nlohmann::ordered_json& value, std::string where) : value_(&value), where_(std::move(where)) {}

  const nlohmann::ordered_json& value() const noexcept { return *value_; }
  const std::string& where() const noexcept { return where_; }
  /// The same value under a better name, as `features[3]` turns out to be column "bid".
  json_place called(std::string where) const { return {*value_, std::move(where)}; }

  [[noreturn]] void fail(const std::string& problem) const { detail::throw_json_error(where_ + ": " + problem); }
  [[noreturn]] void unwanted(const std::string& wanted) const { fail(shown() + " where " + wanted + " is wanted"); }

  /// The member of that key; nothing where it is absent or null.
  std::optional<json_place> find(std::string_view key) const {
    object();
    const auto found = value_->find(std::string(key));
    if (found == value_->end() || found->is_null()) return std::nullopt;
    return json_place(*found, where_ + ": " + std::string(key));
  }
  json_place at(std::string_view key) const {
    std::optional<json_place> found = find(key);
    if (!found) fail("no \"" + std::string(key) + "\"");
    return *std::move(found);
  }
  std::vector<json_place> items() const {
    if (!value_->is_array()) unwanted("a list");
    std::vector<json_place> result;
    for (std::size_t i = 0; i < value_->size(); ++i)
      result.emplace_back((*value_)[i], where_ + "[" + std::to_string(i) + "]");
    return result;
  }
  void object() const {
    if (!value_->is_object()) unwanted("an object");
  }
  /// Refuses keys that are not among these.
  void only(std::initializer_list<std::string_view> known) const {
    object();
    for (const auto& item : value_->items()) {
      bool found = false;
      for (std::string_view key : known) found = found || key == item.key();
      if (!found) fail("unknown key \"" + item.key() + "\"");
    }
  }

  /// A number; infinite ones are the texts "Infinity" and "-Infinity".
  double number() const {
    if (value_->is_number()) {
      const double x = value_->get<double>();
      if (detail::is_nan(x)) fail("not a number");
      return x;
    }
    if (*value_ == "Infinity") return std::numeric_limits<double>::infinity();
    if (*value_ == "-Infinity") return -std::numeric_limits<double>::infinity();
    unwanted("a number");
  }
  double share() const {
    const double x = number();
    if (!(x >= 0.0 && x <= 1.0)) unwanted("a number within 0 and 1");
    return x;
  }
  bool boolean() const {
    if (!value_->is_boolean()) unwanted("true or false");
    return value_->get<bool>();
  }
  const std::string& text() const {
    if (!value_->is_string()) unwanted("a text");
    return value_->get_ref<const std::string&>();
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> result;
    for (const json_place& item : items()) result.push_back(item.text());
    return result;
  }

 private:
  std::string shown() const {
    constexpr std::size_t most = 60;
    std::string text = value_->dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
    return text.size() > most ? text.substr(0, most) + "..." : text;
  }

  const nlohmann::ordered_json* value_;
  std::string where_;
};

}  // namespace leeway

#endif
