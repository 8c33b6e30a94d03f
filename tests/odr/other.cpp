// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "everything.hpp"

const char* version_text_seen_elsewhere() noexcept;
const char* version_text_seen_elsewhere() noexcept { return leeway::version.data(); }
