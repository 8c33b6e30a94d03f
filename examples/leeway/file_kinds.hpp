// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_FILE_KINDS_HPP
#define LEEWAY_PROGRAM_FILE_KINDS_HPP

#include <cstddef>
#include <span>
#include <string>

#include <leeway/base/frame.hpp>

/// What files say of themselves.
namespace program {

/// Begins as every state of leeway does.
bool is_state(std::span<const std::byte> bytes);
/// Of a state: that it is of this kind.
bool is_kind(std::span<const std::byte> bytes, leeway::state_kind kind);
bool is_json(const std::string& path, std::span<const std::byte> bytes);

/// Throws for a file that the program knows and that says nothing by itself, naming what it is and which command reads
/// it.
void refuse_other_kinds(const std::string& path, std::span<const std::byte> bytes);

}  // namespace program

#endif
