// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Compiled with -fno-exceptions -fno-rtti.
#if __has_include(<leeway/core.hpp>)
#include <leeway/core.hpp>
#else
#include <leeway/version.hpp>
#endif

int main() { return leeway::version.empty() ? 1 : 0; }
