// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_ODR_EVERYTHING_HPP
#define LEEWAY_TESTS_ODR_EVERYTHING_HPP

// Some platforms define these names as macros, and some programs do before they include anything.
#define min(a, b) leeway_must_not_expand_min
#define max(a, b) leeway_must_not_expand_max
#define small leeway_must_not_expand_small

#if __has_include(<leeway/leeway.hpp>)
#include <leeway/leeway.hpp>
#endif
#include <leeway/version.hpp>

#endif
