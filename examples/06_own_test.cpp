// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// An own test: did the share of one cell change? It is bound to a feature, then compares two rows of counts.
#include <leeway/leeway.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

// [test]
using leeway::contribution, leeway::counts, leeway::share_of_rows, leeway::test_result;
class bound_share_of_cell {  // all but the last two functions are noexcept and allocation-free
 public:
  explicit bound_share_of_cell(std::size_t cell) : cell_(cell) {}
  test_result operator()(const counts& a, const counts& b) noexcept {
    test_result result{.test = "share_of_cell", .baseline_n = a.present(), .window_n = b.present()};
    if (a.present() == 0 || b.present() == 0) return result;  // no records, no p-value
    result.log_p_value = leeway::law::fisher_two_sided(a[cell_], a.present(), b[cell_], b.present()).log_p;
    result.method = leeway::p_method::exact;
    result.statistic = result.effect = share(b) - share(a);
    return result;
  }
  share_of_rows share_moved(const counts& a, const counts& b) const noexcept {
    const leeway::interval rise = leeway::law::newcombe(a[cell_], a.present(), b[cell_], b.present(), 0.90);
    const double surely = std::fmax(0.0, std::fmax(rise.lower, -rise.upper));
    return {.value = std::abs(share(b) - share(a)), .lower_bound = surely};
  }
  double smallest_effect(const counts&, const counts& b, double log_p, double tolerance) const noexcept {
    const double deviations = -leeway::law::normal_quantile(std::exp(log_p) / 2.0) + 0.8416;  // 80 % power
    return tolerance + deviations / (2.0 * std::sqrt(static_cast<double>(b.present())));
  }
  std::vector<contribution> contributions(const counts& a, const counts& b) const { return {largest_move(a, b)}; }
  contribution largest_move(const counts& a, const counts& b) const {
    return {{.what = leeway::cell_label::kind::value, .value = "cell"}, share(a), share(b), share(b) - share(a)};
  }
 private:
  double share(const counts& c) const noexcept { return double(c[cell_]) / double(c.present()); }
  std::size_t cell_;
};

struct share_of_value {
  static constexpr std::string_view name = "share_of_cell";
  double value = 0.0;
  auto bind(const leeway::numeric_feature& f) const { return bound_share_of_cell(f.cells().index(value)); }
};
static_assert(leeway::test<share_of_value, leeway::numeric_cells>);
// [test]

int main() {
  const leeway::numeric_feature past = leeway::learn(std::vector<double>{0, 0, 1, 0, 2, 3, 0, 1, 0, 0});
  counts live(past.counts().size());
  for (double x : {3.0, 3.0, 2.0, 3.0, 1.0}) live.add(past.cells().index(x), 2);
  leeway::any_bound_test zeros(share_of_value{0.0}.bind(past));
  const double p = std::exp(zeros(past.counts(), live).log_p_value);  // 6 of 10 against 0 of 10: 2 C(10,6) / C(20,6)
  std::printf("p = %.4f\n", p);
  return std::abs(p - 2.0 * 210.0 / 38760.0) < 1e-12 ? 0 : EXIT_FAILURE;
}
