// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "json_records.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

namespace program {
namespace {

/// How long a number of JSON is that begins there; 0 where none does.
std::size_t number_length(std::string_view text) {
  std::size_t end = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = end;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return end - begin;
  };
  const auto is_one_of = [&](std::string_view these) {
    const bool there = end < text.size() && these.find(text[end]) != std::string_view::npos;
    if (there) ++end;
    return there;
  };
  const bool zero = end < text.size() && text[end] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return 0;
  if (is_one_of(".") && digits() == 0) return 0;
  if (!is_one_of("eE")) return end;
  is_one_of("+-");
  return digits() > 0 ? end : 0;
}

}  // namespace

/// Takes the members of one object as they are read.
class json_records::object_reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit object_reader(json_records& into) : into_(into) {}

  /// Reads a line. False where it is refused.
  bool read(const std::string& line) {
    if (nlohmann::json::sax_parse(line, this)) return true;
    if (!beyond_double_ || !inside_) return false;
    quoted_ = with_quoted_numbers(line);
    into_.forget_line();
    inside_ = beyond_double_ = false;
    next_ = 0;
    return nlohmann::json::sax_parse(quoted_.text, this);
  }

  /// Why the line was refused.
  const std::string& problem() const noexcept { return problem_; }

  bool null() override { return say({}); }
  bool boolean(bool value) override { return say(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return value == 0 ? say("-0") : say_number(value); }
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
  bool parse_error(std::size_t place, const std::string&, const nlohmann::json::exception& error) override {
    beyond_double_ = dynamic_cast<const nlohmann::json::out_of_range*>(&error) != nullptr;
    if (beyond_double_ && !inside_) return refuse("not an object");
    return refuse("not JSON at character " + std::to_string(quoted_.place_before(place)));
  }

 private:
  /// A line whose numbers have become texts, and where the quotes are that came.
  struct quoted_line {
    std::string text{};
    std::vector<std::size_t> quotes{};

    void put_quote() {
      quotes.push_back(text.size());
      text += '"';
    }
    /// Where the same character stood before.
    std::size_t place_before(std::size_t place) const {
      const auto come = std::lower_bound(quotes.begin(), quotes.end(), place);
      return place - static_cast<std::size_t>(come - quotes.begin());
    }
  };

  /// Every number behind a colon as a text: what is beyond double is a number of JSON too.
  static quoted_line with_quoted_numbers(std::string_view line) {
    quoted_line result;
    bool inside = false;  // a text
    char before = 0;      // what is not blank
    for (std::size_t i = 0; i < line.size();) {
      const std::size_t length = !inside && before == ':' ? number_length(line.substr(i)) : 0;
      if (length > 0) {
        result.put_quote();
        result.text += line.substr(i, length);
        result.put_quote();
        before = '0';
        i += length;
        continue;
      }
      const char c = line[i++];
      result.text += c;
      if (c == '"') inside = !inside;
      if (inside && c == '\\' && i < line.size()) result.text += line[i++];
      if (c != ' ' && c != '\t') before = c;
    }
    return result;
  }

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
  quoted_line quoted_{};
  bool beyond_double_ = false;
  bool inside_ = false;
  std::size_t next_ = 0;
  std::size_t place_ = 0;
  std::string problem_{};
};

void json_records::forget_line() {
  said_.clear();
  for (value& one : values_)
    if (one.line == line_) one.line = 0;
}

bool json_records::next() {
  constexpr std::string_view blanks = " \t\r";
  do {
    if (!from_.take_line(text_)) return false;
    if (line_++ == 0 && text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  } while (text_.find_first_not_of(blanks) == std::string::npos);
  said_.clear();
  const std::size_t known = names_.size();
  object_reader reader(*this);
  if (!reader.read(text_)) {
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
