// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_TEXT_HPP
#define LEEWAY_INTEROP_JSON_TEXT_HPP

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/base/order_key.hpp>
#include <leeway/interop/json_error.hpp>

namespace leeway {

/// A number as leeway's files write it: null for "no value", "Infinity" and "-Infinity" as texts, never NaN.
inline nlohmann::ordered_json json_number(double x) {
  if (detail::is_nan(x)) return nullptr;
  if (detail::is_infinite(x)) return x > 0.0 ? "Infinity" : "-Infinity";
  return x;
}

/// The text of a file: two blanks a level, a line feed at the end. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] inline std::string json_text(const nlohmann::ordered_json& document) {
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

namespace detail {

/// Refuses an object that has one key twice, of which the second would hide the first.
class key_watch {
 public:
  explicit key_watch(const std::string& file) : file_(file) {}

  bool operator()(int, nlohmann::ordered_json::parse_event_t event, nlohmann::ordered_json& parsed) {
    using event_type = nlohmann::ordered_json::parse_event_t;
    if (event == event_type::object_start) objects_.emplace_back();
    if (event == event_type::object_end) objects_.pop_back();
    if (event == event_type::key) enter(parsed.get_ref<const std::string&>());
    if (event == event_type::value && !objects_.empty() && objects_.back().last == "name" && parsed.is_string())
      objects_.back().name = parsed.get_ref<const std::string&>();
    return true;
  }

 private:
  void enter(const std::string& key) {
    if (!objects_.back().keys.insert(key).second) {
      std::string place = file_;
      for (const open_object& one : objects_) {
        if (!one.name.empty()) place += ": \"" + one.name + '"';
        if (&one != &objects_.back()) place += ": " + one.last;
      }
      throw_json_error(place + ": the key \"" + key + "\" stands there twice");
    }
    objects_.back().last = key;
  }

  struct open_object {
    std::set<std::string> keys{};
    std::string last{};
    std::string name{};  // what the object says of itself
  };
  const std::string& file_;
  std::vector<open_object> objects_{};
};

}  // namespace detail

/** The document in a text; comments are allowed. `file` is what an error calls it.
    @throws json_error naming file, line and column; also for an object that has one key twice */
[[nodiscard]] inline nlohmann::ordered_json parse_json(std::string_view text, const std::string& file) {
  detail::key_watch watch(file);
  try {
    return nlohmann::ordered_json::parse(text, std::ref(watch), true, true);
  } catch (const nlohmann::ordered_json::parse_error& error) {
    // `byte` counts from 1 and is the last one that was read.
    const std::string_view before = text.substr(0, (std::min)(text.size(), error.byte > 0 ? error.byte - 1 : 0));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    detail::throw_json_error(file + ": line " + std::to_string(line) + ", column " +
                             std::to_string(before.size() - start + 1) + ": not JSON");
  } catch (const nlohmann::ordered_json::exception& error) {  // such as 1e999
    detail::throw_json_error(file + ": " + error.what());
  }
}

}  // namespace leeway

#endif
