// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_PROMETHEUS_HPP
#define LEEWAY_MONITOR_PROMETHEUS_HPP

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/monitor/report.hpp>

namespace leeway {

/// Names and values that every sample carries: {"model", "ranker"}.
using metric_labels = std::vector<std::pair<std::string, std::string>>;

namespace detail {

/// Writes metrics in the text format 0.0.4 of Prometheus, families one after another.
class metric_writer {
 public:
  explicit metric_writer(const metric_labels& labels) {
    for (const auto& [name, value] : labels) append(common_, name, value);
  }

  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    out_.append("# HELP ")
        .append(name)
        .append(" ")
        .append(help)
        .append("\n# TYPE ")
        .append(name)
        .append(" ")
        .append(type)
        .append("\n");
  }
  /// A sample of the last family; a value that is none is left out.
  void sample(double value, std::initializer_list<std::pair<std::string_view, std::string_view>> labels = {}) {
    if (is_nan(value)) return;
    std::string text = common_;
    for (const auto& [name, of] : labels) append(text, name, of);
    out_.append(name_);
    if (!text.empty()) out_.append("{").append(text).append("}");
    out_.append(" ").append(number(value)).append("\n");
  }
  const std::string& text() const noexcept { return out_; }

 private:
  static void append(std::string& text, std::string_view name, std::string_view value) {
    if (!text.empty()) text += ',';
    text.append(name).append("=\"");
    for (char c : value) {
      if (c == '\\' || c == '"') text += '\\';
      if (c == '\n')
        text += "\\n";
      else
        text += c;
    }
    text += '"';
  }
  static std::string number(double value) {
    if (is_infinite(value)) return value > 0.0 ? "+Inf" : "-Inf";
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
  }

  std::string out_;
  std::string common_;
  std::string_view name_;
};

}  // namespace detail

/** A report as metrics in the text format of Prometheus, all of them gauges of the last closed window. Shares are
    ratios between 0 and 1; verdicts are numbers: 0 stable, 1 too few, 2 warning, 3 drift. Label names in `labels` must
    be valid ones; values may be any UTF-8. */
[[nodiscard]] inline std::string prometheus_text(const report& judged, const metric_labels& labels = {}) {
  detail::metric_writer to(labels);
  const auto each = [&](auto&& use) {
    for (const feature_report& feature : judged.features)
      for (const finding& found : feature.findings) use(feature, found);
  };
  const auto level = [](verdict v) { return static_cast<double>(v); };
  const auto gauge = [&](std::string_view name, std::string_view help) { to.family(name, "gauge", help); };

  gauge("leeway_window_rows", "Rows of the last closed window.");
  to.sample(static_cast<double>(judged.window_rows));
  gauge("leeway_window_late_rows", "Rows that came after their window had been closed, since the report before.");
  to.sample(static_cast<double>(judged.late_rows));
  gauge("leeway_window_no_rows", "1 where rows were expected and none came, else 0.");
  to.sample(judged.no_rows ? 1.0 : 0.0);
  if (judged.usual_rows > 0) {
    gauge("leeway_window_usual_rows", "Median rows of the baseline's own windows, where they are as long.");
    to.sample(static_cast<double>(judged.usual_rows));
  }
  gauge("leeway_table_verdict", "Verdict of the last closed window: 0 stable, 1 too few, 2 warning, 3 drift.");
  to.sample(level(judged.verdict));
  gauge("leeway_verdict", "Verdict of a question: 0 stable, 1 too few, 2 warning, 3 drift.");
  each([&](const feature_report& f, const finding& q) {
    to.sample(level(q.verdict), {{"feature", f.name}, {"question", to_string(q.question)}});
  });
  gauge("leeway_effect_ratio", "How far something moved, as a share of rows.");
  each([&](const feature_report& f, const finding& q) {
    to.sample(q.effect, {{"feature", f.name}, {"question", to_string(q.question)}});
  });
  gauge("leeway_effect_lower_bound_ratio", "How far it surely moved (one-sided 95 %), as a share of rows.");
  each([&](const feature_report& f, const finding& q) {
    to.sample(q.effect_lower_bound, {{"feature", f.name}, {"question", to_string(q.question)}});
  });
  gauge("leeway_tolerance_ratio", "How far it may move, as a share of rows.");
  each([&](const feature_report& f, const finding& q) {
    to.sample(q.tolerance.warning, {{"feature", f.name}, {"question", to_string(q.question)}, {"level", "warning"}});
    to.sample(q.tolerance.drift, {{"feature", f.name}, {"question", to_string(q.question)}, {"level", "drift"}});
  });
  gauge("leeway_adjusted_log10_p", "Decimal logarithm of the p-value, corrected over the report.");
  each([&](const feature_report& f, const finding& q) {
    to.sample(q.adjusted_log_p_value / std::log(10.0), {{"feature", f.name}, {"question", to_string(q.question)}});
  });
  gauge("leeway_missing_ratio", "Share of rows without a value.");
  for (const feature_report& f : judged.features) {
    const auto all = static_cast<double>(f.window.present + f.window.missing);
    if (all > 0.0) to.sample(static_cast<double>(f.window.missing) / all, {{"feature", f.name}});
  }
  gauge("leeway_unreadable_ratio", "Share of the values of a numeric feature that are no numbers.");
  for (const feature_report& f : judged.features) {
    const auto all = static_cast<double>(f.window.present + f.window.invalid);
    if (f.numeric && all > 0.0) to.sample(static_cast<double>(f.window.invalid) / all, {{"feature", f.name}});
  }
  return to.text();
}

}  // namespace leeway

#endif
