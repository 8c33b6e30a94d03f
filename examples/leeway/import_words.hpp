// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_IMPORT_WORDS_HPP
#define LEEWAY_PROGRAM_IMPORT_WORDS_HPP

#include <string>

#include <leeway/interop/model_monitor.hpp>

namespace program {

/// What became of the files of Model Monitor: a line a column, then what there is to say of the settings.
std::string import_text(const leeway::model_monitor::loaded_files& files);

}  // namespace program

#endif
