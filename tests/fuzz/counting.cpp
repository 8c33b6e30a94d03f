// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Columns of doubles and floats against edges of all kinds: each instruction set, each length, each alignment must
// count what a plain loop of comparisons counts.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>

#include "decisions.hpp"

namespace {

/// What the edges leave to say, by comparisons of the numbers themselves.
template <class Real>
struct plain_counts {
  std::vector<std::uint64_t> counts;
  std::uint64_t infinite = 0, finite = 0;
  Real smallest = std::numeric_limits<Real>::infinity(), largest = -smallest;

  plain_counts(const std::vector<Real>& edges, std::span<const Real> values) : counts(edges.size() + 2) {
    for (const Real x : values) {
      if (std::isnan(x)) {
        ++counts.back();
        continue;
      }
      ++counts[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), x) - edges.begin())];
      ++(std::isinf(x) ? infinite : finite);
      smallest = (std::min)(smallest, x);
      largest = (std::max)(largest, x);
    }
  }
};

/// Edges given one by one, or neighbours of each other, or many of a random sample.
template <class Real>
std::vector<Real> edges_of(fuzz::decisions& in) {
  std::vector<Real> edges;
  const std::size_t kind = in.below(4), count = in.below(kind < 2 ? 80 : 5000);
  leeway::random_stream draws(in.byte());
  const Real begin = fuzz::number<Real>(in, edges);
  for (std::size_t i = 0; i < count; ++i) {
    const double far = std::exp(draws.normal() * (kind == 2 ? 0.1 : 5.0)) * (draws.below(2) == 0 ? 1.0 : -1.0);
    const Real next = edges.empty() ? begin : std::nextafter(edges.back(), std::numeric_limits<Real>::max());
    edges.push_back(kind == 0 ? fuzz::number(in, edges) : kind == 1 ? next : static_cast<Real>(far));
  }
  std::erase_if(edges, [](Real x) { return std::isnan(x); });
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

template <class Real>
bool same(Real a, Real b) {
  return !(a < b) && !(b < a);
}

template <class Real>
void expect(const plain_counts<Real>& plain, const leeway::column_statistics& counted) {
  const std::span<const std::uint64_t> cells = counted.counts().cells();
  fuzz::check(std::equal(cells.begin(), cells.end(), plain.counts.begin(), plain.counts.end() - 1), "counts of cells");
  fuzz::check(counted.counts().missing() == plain.counts.back(), "missing values");
  fuzz::check(counted.infinite() == plain.infinite, "infinite values");
  fuzz::check(counted.moments().count() == plain.finite, "values in moments");
  if (plain.infinite + plain.finite == 0) return;
  fuzz::check(same(leeway::from_order_key<Real>(counted.extremes().lowest()), plain.smallest), "smallest value");
  fuzz::check(same(leeway::from_order_key<Real>(counted.extremes().highest()), plain.largest), "largest value");
}

template <class Real>
void run(fuzz::decisions in) {
  const std::vector<Real> edges = edges_of<Real>(in);
  std::vector<std::uint64_t> keys;
  for (const Real edge : edges) keys.push_back(leeway::order_key(edge));
  const leeway::numeric_cells cells(leeway::value_type_of<Real>, keys, false);
  const std::size_t skipped = in.below(8);
  std::vector<Real> all(skipped);
  while (!in.done() && all.size() < 700) all.push_back(fuzz::number(in, edges));
  const std::span<const Real> values = std::span<const Real>(all).subspan(skipped);
  const plain_counts<Real> plain(edges, values);

  leeway::column_statistics one_by_one(cells.size()), at_once(cells.size());
  for (const Real x : values) one_by_one.observe(cells, x);
  expect(plain, one_by_one);
  at_once.observe(cells, values);
  expect(plain, at_once);

  using leeway::detail::instruction_set;
  const instruction_set best = leeway::detail::best_instruction_set();
  for (const instruction_set form :
       {instruction_set::plain, instruction_set::one_lane, instruction_set::sse4, instruction_set::avx2, best}) {
    if (form != instruction_set::one_lane && form > best) continue;
    if (!leeway::detail::column_pass<Real>::fits(cells, form)) continue;
    std::vector<std::uint64_t> counters(cells.size() + 1);
    leeway::extremes range;
    leeway::moments moments;
    std::uint64_t infinite = 0;
    leeway::detail::column_pass<Real> pass(cells, form);
    pass.run(values, counters.data(), range, moments, infinite);
    fuzz::check(counters == plain.counts, "counts of one instruction set");
    fuzz::check(infinite == plain.infinite && moments.count() == plain.finite, "finite values of one instruction set");
    fuzz::check(range == one_by_one.extremes(), "extremes of one instruction set");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::decisions in(bytes, size);
  if (in.below(2) == 0)
    run<double>(in);
  else
    run<float>(in);
  return 0;
}
