// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "input_paths.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "files.hpp"

namespace program {
namespace {

namespace fs = std::filesystem;

bool ends_with_one_of(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

std::vector<std::string> tables_in(const std::string& folder) {
  std::vector<std::string> tables;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    const bool table = ends_with_one_of(name, {".csv", ".csv.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"});
    if (table && !name.starts_with('.') && !is_folder(it->path().string())) tables.push_back(it->path().string());
  }
  if (error) throw std::runtime_error("cannot read " + folder + ": " + error.message());
  if (tables.empty()) throw std::runtime_error(folder + ": no table in this folder (*.csv, *.csv.gz, *.jsonl)");
  std::sort(tables.begin(), tables.end());
  return tables;
}

}  // namespace

std::vector<std::string> table_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!is_folder(path)) {
      files.push_back(path);
      continue;
    }
    const std::vector<std::string> tables = tables_in(path);
    files.insert(files.end(), tables.begin(), tables.end());
  }
  if (std::count(files.begin(), files.end(), "-") > 1) throw std::runtime_error("- is given twice: it is read once");
  return files;
}

std::string source_of(std::string_view path) { return path == "-" ? "standard input" : std::string(path); }

bool named_json_lines(std::string_view path) {
  return ends_with_one_of(path, {".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"});
}

bool readable_again(const std::vector<std::string>& files) {
  std::error_code error;
  return std::all_of(files.begin(), files.end(),
                     [&](const std::string& file) { return file != "-" && fs::is_regular_file(file, error); });
}

std::uint64_t bytes_of(const std::vector<std::string>& files) {
  std::uint64_t sum = 0;
  std::error_code error;
  if (readable_again(files))
    for (const std::string& file : files) sum += fs::file_size(file, error);
  return sum;
}

}  // namespace program
