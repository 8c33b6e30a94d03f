// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// An own test: did the share of values in one cell change? It is bound to a feature, then compares two rows of counts.
#include <leeway/leeway.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

// [test]
class bound_share_of_cell {  // everything but the words is noexcept and allocation-free
 public:
  explicit bound_share_of_cell(std::size_t cell) : cell_(cell) {}

  leeway::test_result operator()(const leeway::counts& a, const leeway::counts& b) noexcept {
    leeway::test_result result{.test = "share_of_cell", .baseline_n = a.present(), .window_n = b.present()};
    if (a.present() == 0 || b.present() == 0) return result;  // no records, no p-value
    result.log_p_value = leeway::law::fisher_two_sided(a[cell_], a.present(), b[cell_], b.present()).log_p;
    result.method = leeway::p_method::exact;
    result.statistic = result.effect = share_moved(a, b).value;
    return result;
  }
  leeway::share_of_rows share_moved(const leeway::counts& a, const leeway::counts& b) const noexcept {
    const auto rise = [&](double level) { return leeway::law::newcombe(a[cell_], a.present(), b[cell_], b.present(), level); };
    const leeway::contribution move = largest_move(a, b);
    return {move.amount, rise(0.95), rise(0.90).lower};
  }
  double smallest_effect(const leeway::counts&, const leeway::counts& b, double log_significance, double tolerance) const noexcept {
    const double deviations = -leeway::law::normal_quantile(std::exp(log_significance)) + 0.8416;  // 80 % power
    return tolerance + deviations / (2.0 * std::sqrt(static_cast<double>(b.present())));
  }
  std::vector<leeway::contribution> contributions(const leeway::counts& a, const leeway::counts& b) const { return {largest_move(a, b)}; }
  leeway::contribution largest_move(const leeway::counts& a, const leeway::counts& b) const {
    const auto share = [&](const leeway::counts& c) { return static_cast<double>(c[cell_]) / static_cast<double>(c.present()); };
    return {{.what = leeway::cell_label::kind::value, .value = "cell"}, share(a), share(b), share(b) - share(a)};
  }

 private:
  std::size_t cell_;
};

struct share_of_value {
  static constexpr std::string_view name = "share_of_cell";
  double value = 0.0;
  bound_share_of_cell bind(const leeway::numeric_feature& feature) const { return bound_share_of_cell(feature.cells().index(value)); }
};
static_assert(leeway::test<share_of_value, leeway::numeric_cells>);
// [test]

int main() {
  const leeway::numeric_feature past = leeway::learn(std::vector<double>{0, 0, 1, 0, 2, 3, 0, 1, 0, 0}, leeway::every_value{});
  leeway::counts live(past.counts().size());
  for (double x : {3.0, 3.0, 2.0, 3.0, 1.0, 3.0, 3.0, 2.0, 3.0, 3.0}) live.add(past.cells().index(x));
  leeway::any_bound_test zeros(share_of_value{0.0}.bind(past));
  const leeway::test_result result = zeros(past.counts(), live);
  std::printf("p = %.4f\n", std::exp(result.log_p_value));
  return std::abs(std::exp(result.log_p_value) - 0.010835913312693499) < 1e-12 && result.statistic < -0.59 ? 0 : EXIT_FAILURE;
}
