// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// expects: a phrase that no compiler says
#ifdef LEEWAY_MUST_NOT_COMPILE
static_assert(false, "something else");
#endif
int main() {}
