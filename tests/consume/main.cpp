// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What an outside project writes; every way of getting leeway builds and runs this one file.
#include <leeway/base/interval.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/version.hpp>

#include <cstdio>

int main() {
  std::printf("leeway %.*s\n", static_cast<int>(leeway::version.size()), leeway::version.data());
  return leeway::version.empty() ? 1 : 0;
}
