// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/interop/json_text.hpp>
#include <leeway/interop/model_monitor.hpp>

#include "clock.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "import_words.hpp"

namespace program {
namespace {

leeway::model_monitor::load_options options_of(const import_arguments& arguments) {
  if (arguments.bins < 2 || arguments.bins > std::size_t{1} << 20)
    throw std::invalid_argument("--bins " + std::to_string(arguments.bins) + ": wanted 2 to 1048576");
  leeway::model_monitor::load_options options;
  options.origin.name =
      arguments.name.empty() ? std::filesystem::path(arguments.statistics).filename().string() : arguments.name;
  options.origin.source = arguments.statistics;
  options.origin.learned_at = current_time_text();
  options.bins = arguments.bins;
  options.statistics_file = arguments.statistics;
  options.constraints_file = arguments.constraints;
  return options;
}

/// Files of the same product that are no statistics or constraints of data are told by the keys that only they have.
void require_data_quality(const nlohmann::ordered_json& document, const std::string& file) {
  if (!document.is_object() || document.contains("features")) return;
  if (document.contains("violations"))
    throw std::invalid_argument(file +
                                ": violations that a run has found; wanted statistics.json and constraints.json");
  for (const auto& item : document.items())
    for (const std::string_view end : {"_metrics", "_constraints", "explanations"})
      if (std::string_view(item.key()).ends_with(end))
        throw std::invalid_argument(file + ": has \"" + item.key() +
                                    "\": of model quality, bias or attribution; only data quality is taken over");
}

leeway::model_monitor::loaded_files load(const import_arguments& arguments) {
  const leeway::model_monitor::load_options options = options_of(arguments);
  const nlohmann::ordered_json statistics =
      leeway::parse_json(read_text_file(arguments.statistics), arguments.statistics);
  require_data_quality(statistics, arguments.statistics);
  if (arguments.constraints.empty()) return leeway::model_monitor::load(statistics, nullptr, options);
  const nlohmann::ordered_json constraints =
      leeway::parse_json(read_text_file(arguments.constraints), arguments.constraints);
  require_data_quality(constraints, arguments.constraints);
  leeway::model_monitor::loaded_files files = leeway::model_monitor::load(statistics, &constraints, options);
  if (constraints.is_object() && constraints.contains("dataset"))
    throw std::invalid_argument(arguments.constraints +
                                ": has a \"dataset\", as statistics have; wanted constraints.json");
  return files;
}

}  // namespace

int import_files(const import_arguments& arguments) {
  const leeway::model_monitor::loaded_files files = load(arguments);
  const std::vector<file_content> written = {
      {std::string(baseline_file), text_of(files.past.save())},
      {std::string(constraints_file), leeway::json_text(files.constraints_document)}};
  write_files(arguments.out, written);
  std::filesystem::remove(path_in(arguments.out, std::string(seasons_file)));  // those of another baseline
  print(import_text(files));
  print("written: " + path_in(arguments.out, std::string(baseline_file)) + ", " +
        path_in(arguments.out, std::string(constraints_file)) + "\n");
  return done;
}

}  // namespace program
