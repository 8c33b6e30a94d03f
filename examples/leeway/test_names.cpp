// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "test_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace program {
namespace {

using leeway::test_kind;

struct known_test {
  std::string_view shorthand;
  test_kind kind;
  std::string_view heading;
};

constexpr std::array<known_test, 15> known_tests = {{{"ks", test_kind::kolmogorov_smirnov, "KS"},
                                                     {"chi2", test_kind::chi_squared, "chi2"},
                                                     {"linf", test_kind::l_infinity, "Linf"},
                                                     {"js", test_kind::jensen_shannon, "JS"},
                                                     {"psi", test_kind::population_stability, "PSI"},
                                                     {"tv", test_kind::total_variation, "TV"},
                                                     {"g", test_kind::likelihood_ratio, "G"},
                                                     {"hellinger", test_kind::hellinger, "H"},
                                                     {"kl", test_kind::kullback_leibler, "KL"},
                                                     {"cvm", test_kind::cramer_von_mises, "CvM"},
                                                     {"ad", test_kind::anderson_darling, "AD"},
                                                     {"kuiper", test_kind::kuiper, "Kuiper"},
                                                     {"mwu", test_kind::mann_whitney, "MWU"},
                                                     {"w1", test_kind::wasserstein, "W1"},
                                                     {"energy", test_kind::energy_distance, "energy"}}};

constexpr std::array<std::pair<std::string_view, test_kind>, 5> other_spellings = {{{"chisq", test_kind::chi_squared},
                                                                                    {"l_inf", test_kind::l_infinity},
                                                                                    {"tvd", test_kind::total_variation},
                                                                                    {"u", test_kind::mann_whitney},
                                                                                    {"emd", test_kind::wasserstein}}};

[[noreturn]] void refuse_test(std::string_view option, std::string_view text, std::string_view more) {
  std::string names;
  for (const known_test& one : known_tests)
    names += std::string(names.empty() ? "" : ", ") + std::string(one.shorthand);
  throw std::invalid_argument(std::string(option) + " " + std::string(text) + ": no such test; there are " + names +
                              std::string(more));
}

/// The test of that name, or the number of tests.
std::size_t find(std::string_view text) {
  for (std::size_t i = 0; i < known_tests.size(); ++i)
    if (known_tests[i].shorthand == text || leeway::to_string(known_tests[i].kind) == text) return i;
  for (const auto& [spelling, kind] : other_spellings)
    if (spelling == text) return find(leeway::to_string(kind));
  return known_tests.size();
}

}  // namespace

leeway::test_kind parse_test(std::string_view option, std::string_view text) {
  const std::size_t i = find(text);
  if (i == known_tests.size()) refuse_test(option, text, "");
  return known_tests[i].kind;
}

std::string_view parse_shown(std::string_view option, std::string_view text, leeway::decision_policy& policy) {
  for (std::size_t i = 0; i < leeway::moment_test_names.size(); ++i)
    if (leeway::moment_test_names[i] == text) {
      policy.shown_moments.push_back(static_cast<leeway::moment_test>(i));
      return leeway::moment_test_names[i];
    }
  const std::size_t i = find(text);
  if (i == known_tests.size()) refuse_test(option, text, ", welch, log_variance");
  const test_kind kind = known_tests[i].kind;
  if (std::find(policy.shown.begin(), policy.shown.end(), kind) == policy.shown.end()) policy.shown.push_back(kind);
  return leeway::to_string(kind);
}

std::string_view heading_of(std::string_view test) {
  for (const known_test& one : known_tests)
    if (leeway::to_string(one.kind) == test) return one.heading;
  return test == leeway::moment_test_names[0] ? "Welch" : "log var";
}

}  // namespace program
