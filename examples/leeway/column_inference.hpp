// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_COLUMN_INFERENCE_HPP
#define LEEWAY_PROGRAM_COLUMN_INFERENCE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/value_type.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/interop/csv_number.hpp>

#include "row_place.hpp"

namespace program {

/// The numbers of a column in a sample of its rows. Whole numbers stay exact: doubles hold them up to 2^53, and from
/// the first one beyond it their bits are kept as well.
class number_sample {
 public:
  /// `slot`: below or at the number of slots so far.
  void put(std::size_t slot, const leeway::parsed_number& number);
  void forget();
  /// Order keys in the given type, sorted, without missing values.
  std::vector<std::uint64_t> sorted_keys(leeway::value_type type) const;

 private:
  std::vector<double> values_{};        // NaN: no value
  std::vector<std::uint64_t> whole_{};  // empty until a number needs more than a double
};

/// What the first reading of a file tells of one column.
class column_inference {
 public:
  static constexpr std::size_t not_sampled = ~std::size_t{0};

  /// `wanted_numeric`: keep numbers although some cells are none.
  explicit column_inference(bool wanted_numeric) : wanted_numeric_(wanted_numeric) {}

  void observe_missing(std::size_t slot);
  void observe(std::string_view cell, const row_place& where, std::size_t slot);

  /// Cells that hold something; `nan` is no value.
  std::uint64_t present() const noexcept { return numbers_ + others_; }
  std::uint64_t others() const noexcept { return others_; }
  bool all_numbers() const noexcept { return others_ == 0; }
  bool nearly_all_numbers() const noexcept { return others_ > 0 && numbers_ > 9 * others_; }
  const std::string& first_other() const noexcept { return first_other_; }
  /// "line 3 of b.csv".
  const std::string& first_other_place() const noexcept { return first_other_place_; }
  const leeway::type_counter& types() const noexcept { return types_; }
  const number_sample& sample() const noexcept { return sample_; }
  /// int64 or uint64 when all are whole numbers and one lies beyond 2^53, else float64.
  leeway::value_type number_type() const noexcept;

 private:
  void learn_type(const leeway::parsed_number& number) noexcept;
  void remember_other(std::string_view cell, const row_place& where);

  bool wanted_numeric_;
  leeway::type_counter types_{};
  number_sample sample_{};
  std::uint64_t numbers_ = 0;
  std::uint64_t others_ = 0;
  std::string first_other_{};
  std::string first_other_place_{};
  bool fractions_ = false;
  bool negatives_ = false;
  bool beyond_int64_ = false;
  bool beyond_double_ = false;
};

}  // namespace program

#endif
