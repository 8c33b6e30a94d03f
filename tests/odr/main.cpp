// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "everything.hpp"

#ifndef small
#error "leeway must not undefine the macros of the program that includes it"
#endif

const char* version_text_seen_elsewhere() noexcept;

// Linked from two translation units: a function that is not inline is defined twice and does not link, and an inline
// variable is one object.
int main() { return version_text_seen_elsewhere() == leeway::version.data() ? 0 : 1; }
