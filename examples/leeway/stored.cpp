// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "stored.hpp"

#include <filesystem>
#include <stdexcept>

#include <leeway/interop/json_constraints_reader.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_text.hpp>

#include "commands.hpp"
#include "files.hpp"

namespace program {

std::string file_at(const std::string& path, std::string_view name) {
  return is_folder(path) ? path_in(path, std::string(name)) : path;
}

namespace {

template <class State>
State load_state(const std::string& file) {
  const std::vector<std::byte> bytes = read_file(file);
  try {
    return State::load(bytes);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw std::runtime_error(file + ": " + error.what());
  }
}

/// A file that lies beside a baseline, which is a folder or a file in it.
std::string file_beside(const std::string& path, std::string_view name) {
  return path_in(is_folder(path) ? path : std::filesystem::path(path).parent_path().string(), std::string(name));
}

}  // namespace

leeway::baseline load_baseline(const std::string& path) {
  return load_state<leeway::baseline>(file_at(path, baseline_file));
}

std::optional<leeway::seasonal_baseline> load_seasons(const std::string& path) {
  const std::string file = file_beside(path, seasons_file);
  if (!file_exists(file)) return std::nullopt;
  return load_state<leeway::seasonal_baseline>(file);
}

std::string constraints_beside(const std::string& path) { return file_beside(path, constraints_file); }

std::optional<leeway::constraints> load_constraints(const std::string& path) {
  const std::string file = constraints_beside(path);
  if (!file_exists(file)) return std::nullopt;
  const nlohmann::ordered_json document = leeway::parse_json(read_text_file(file), file);
  return leeway::read_constraints(leeway::json_place(document, file));
}

leeway::constraints columns_only(const leeway::baseline& past) {
  leeway::constraints wanted;
  for (const leeway::any_feature& feature : past.features()) {
    wanted.features.emplace_back();
    wanted.features.back().name = leeway::name_of(feature);
  }
  return wanted;
}

}  // namespace program
