// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_FWD_HPP
#define LEEWAY_FWD_HPP

#include <cstdint>

/// The map of the library: its main names, folder by folder.
namespace leeway {

// base
enum class verdict : std::uint8_t;
enum class value_type : std::uint8_t;
struct interval;
struct test_result;
class bad_state;
class byte_writer;
class byte_reader;
class random_stream;
struct instant;

// cells
class numeric_cells;
class category_cells;
class equal_mass;
class equal_width;
class edges;
struct every_value;
class grouping;

// statistics
class moments;
class extremes;
class column_statistics;
class distinct_count;
class heavy_hitters;

// baseline and window
struct schema;
struct column;
struct provenance;
class baseline;
class window;
struct since_start;
class every;
class sliding;
class decaying;
class period;
class season;
class own_windows;
class seasonal_baseline;
struct window_origin;
class collected_window;

// drift: one test each
class kolmogorov_smirnov;
class chi_squared;
class l_infinity;
class jensen_shannon;
class population_stability;
class total_variation;
class likelihood_ratio;
class hellinger;
class kullback_leibler;
class cramer_von_mises;
class anderson_darling;
class kuiper;
class mann_whitney;
class wasserstein;
class energy_distance;
class missing_rate;
class unseen_rate;
class any_bound_test;
struct sample_difference;
class count_table;

// decision and monitor
enum class question : std::uint8_t;
enum class correction : std::uint8_t;
struct tolerance;
struct finding;
struct decision_policy;
struct report;
struct feature_report;
class evaluator;
class own_window_collector;
class planner;
class rehearsal;
class alert_router;
class row_plan;
class row_monitor;
class row_learner;

}  // namespace leeway

#endif
