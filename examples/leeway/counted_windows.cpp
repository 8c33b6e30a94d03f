// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "counted_windows.hpp"

#include <array>
#include <cstddef>
#include <fstream>
#include <new>
#include <stdexcept>

#include "arguments.hpp"
#include "files.hpp"
#include "input_paths.hpp"

namespace program {
namespace {

template <class Load>
leeway::collected_window load_file(const std::string& path, Load&& load) {
  const std::vector<std::byte> bytes = read_file(path);
  try {
    leeway::collected_window loaded = load(bytes);
    loaded.rename(path);
    return loaded;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

}  // namespace

bool begins_as_state(const std::string& path) {
  std::array<char, 8> head{};
  if (!readable_again({path})) return false;  // what a pipe gives is gone then
  std::ifstream in(path, std::ios::binary);
  return in.read(head.data(), head.size()) && head == leeway::detail::state_magic;
}

leeway::collected_window load_window(const std::string& path) {
  return load_file(path, [](const auto& bytes) { return leeway::collected_window::load(bytes); });
}

leeway::collected_window load_window(const std::string& path, const leeway::baseline& past) {
  return load_file(path, [&](const auto& bytes) { return leeway::collected_window::load(bytes, past); });
}

std::string origins_text(const leeway::collected_window& one) {
  std::vector<std::string> texts;
  for (const leeway::window_origin& origin : one.origins()) texts.push_back(origin.text());
  if (one.anonymous()) texts.emplace_back("unknown origin");
  return list_of(texts);
}

}  // namespace program
