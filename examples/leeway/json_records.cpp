// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "json_records.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

namespace program {

/// Takes the members of one object as they are read.
class json_records::object_reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit object_reader(json_records& into) : into_(into) {}

  /// Why the line was refused.
  const std::string& problem() const noexcept { return problem_; }

  bool null() override { return say({}); }
  bool boolean(bool value) override { return say(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return say_number(value); }
  bool number_unsigned(number_unsigned_t value) override { return say_number(value); }
  bool number_float(number_float_t, const string_t& text) override { return say(text); }
  bool string(string_t& text) override { return say(text); }
  bool binary(binary_t&) override { return refuse("binary"); }

  bool start_object(std::size_t) override {
    if (inside_ && into_.names_[place_] == "captureData")
      return refuse(named("what Model Monitor captures: its rows stand inside, as text; take them out first"));
    if (inside_) return refuse(named("an object inside the object; make it flat"));
    return inside_ = true;
  }
  bool key(string_t& name) override {
    // Lines mostly have the same keys in the same order.
    if (next_ >= into_.names_.size() || into_.names_[next_] != name) {
      const auto found = std::find(into_.names_.begin(), into_.names_.end(), name);
      next_ = static_cast<std::size_t>(found - into_.names_.begin());
      if (found == into_.names_.end()) {
        if (name.empty()) return refuse("a key without a name");
        into_.names_.push_back(name);
        into_.values_.emplace_back();
      }
    }
    place_ = next_++;
    return into_.values_[place_].line != into_.line_ || refuse("the key \"" + name + "\" twice");
  }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return refuse(inside_ ? named("a list inside the object") : "a list"); }
  bool end_array() override { return true; }
  bool parse_error(std::size_t place, const std::string&, const nlohmann::json::exception&) override {
    return refuse("not JSON at character " + std::to_string(place));
  }

 private:
  std::string named(const std::string& what) const { return "\"" + into_.names_[place_] + "\" is " + what; }
  bool refuse(std::string why) {
    problem_ = std::move(why);
    return false;
  }
  template <class Number>
  bool say_number(Number number) {
    std::array<char, 24> text{};
    return say({text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr});
  }
  bool say(std::string_view text) {
    if (!inside_) return refuse("not an object");
    const std::size_t begin = into_.said_.size();
    into_.said_ += text;
    into_.values_[place_] = {begin, into_.said_.size(), into_.line_};
    return true;
  }

  json_records& into_;
  bool inside_ = false;
  std::size_t next_ = 0;
  std::size_t place_ = 0;
  std::string problem_{};
};

bool json_records::next() {
  constexpr std::string_view blanks = " \t\r";
  do {
    if (!from_.take_line(text_)) return false;
    if (line_++ == 0 && text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  } while (text_.find_first_not_of(blanks) == std::string::npos);
  said_.clear();
  const std::size_t known = names_.size();
  object_reader reader(*this);
  if (!nlohmann::json::sax_parse(text_, &reader)) {
    names_.resize(known);  // a line that is refused brings no columns
    values_.resize(known);
    throw bad_line(line_, reader.problem());
  }
  cells_.resize(names_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const value& one = values_[i];
    cells_[i] = one.line == line_ ? std::string_view(said_).substr(one.begin, one.end - one.begin) : std::string_view();
  }
  return true;
}

}  // namespace program
