// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "text.hpp"

namespace program {

progress::progress(std::string what, std::uint64_t total_bytes)
    : what_(std::move(what)), total_bytes_(total_bytes), visible_(::isatty(STDERR_FILENO) == 1) {}

progress::~progress() {
  if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void progress::show(std::uint64_t rows, std::uint64_t bytes) {
  const auto now = clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(200);
  shown_ = true;
  std::cerr << '\r' << what_ << ": " << grouped(rows) << " rows, " << grouped(bytes >> 20) << " MiB";
  if (total_bytes_ > 0)
    std::cerr << " of " << grouped(total_bytes_ >> 20) << " (" << 100 * bytes / total_bytes_ << " %)";
  std::cerr << "\033[K" << std::flush;
}

}  // namespace program
