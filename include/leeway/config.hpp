// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONFIG_HPP
#define LEEWAY_CONFIG_HPP

/// What the compiler must offer. No macro here or anywhere changes behaviour or layout.

#if defined(_MSVC_LANG)
#define LEEWAY_CPLUSPLUS _MSVC_LANG
#else
#define LEEWAY_CPLUSPLUS __cplusplus
#endif

#if LEEWAY_CPLUSPLUS < 202002L
#error "leeway needs C++20: compile with -std=c++20"
#endif
#if !defined(__SIZEOF_INT128__)
#error "leeway needs a 64-bit compiler with 128-bit integers (GCC or Clang)"
#endif

#undef LEEWAY_CPLUSPLUS

#endif
