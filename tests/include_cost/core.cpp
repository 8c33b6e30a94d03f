// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a program pays that uses the core: measured by cmake/checks/check_include_cost.py.
#if __has_include(<leeway/core.hpp>)
#include <leeway/core.hpp>
#else
#include <leeway/version.hpp>
#endif

int main() { return leeway::version.empty() ? 1 : 0; }
