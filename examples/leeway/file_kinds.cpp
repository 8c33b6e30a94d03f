// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "file_kinds.hpp"

#include <filesystem>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include <leeway/interop/json_text.hpp>

#include "files.hpp"
#include "text.hpp"

namespace program {
namespace {

/// The folder of a file, as a command takes it.
std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return shell_word(folder.empty() ? "." : folder);
}

std::string kind_of_state(const std::string& path, std::span<const std::byte> bytes) {
  if (is_kind(bytes, leeway::state_kind::seasons))
    return "the seasons of a baseline, read by leeway check --baseline " + folder_of(path);
  if (is_kind(bytes, leeway::state_kind::monitor))
    return "open windows and alerts, read by leeway watch --state " + shell_word(path);
  return {};
}

std::string kind_of_json(const std::string& path) {
  const nlohmann::ordered_json document = leeway::parse_json(read_text_file(path), path);
  if (!document.is_object() || document.contains("leeway")) return {};
  if (document.contains("violations"))
    return "constraints that were not kept; leeway show " + folder_of(path) + " names them";
  if (document.contains("columns")) return "a schema, read by leeway learn --schema " + shell_word(path);
  if (!document.contains("features")) return {};
  if (document.contains("dataset")) return "statistics of Model Monitor, read by leeway import " + shell_word(path);
  return "constraints, read by leeway check --baseline " + folder_of(path);
}

}  // namespace

bool is_state(std::span<const std::byte> bytes) {
  if (bytes.size() < leeway::detail::state_magic.size()) return false;
  for (std::size_t i = 0; i < leeway::detail::state_magic.size(); ++i)
    if (bytes[i] != static_cast<std::byte>(leeway::detail::state_magic[i])) return false;
  return true;
}

bool is_kind(std::span<const std::byte> bytes, leeway::state_kind kind) {
  constexpr std::size_t kind_at = leeway::detail::state_magic.size() + 4;
  return bytes.size() > kind_at && bytes[kind_at] == static_cast<std::byte>(kind);
}

bool is_json(const std::string& path, std::span<const std::byte> bytes) {
  return path.size() > 5 && path.ends_with(".json") && !is_state(bytes);
}

void refuse_other_kinds(const std::string& path, std::span<const std::byte> bytes) {
  const std::string kind = is_state(bytes)        ? kind_of_state(path, bytes)
                           : is_json(path, bytes) ? kind_of_json(path)
                                                  : std::string();
  if (!kind.empty()) throw std::runtime_error(path + ": " + kind);
}

}  // namespace program
