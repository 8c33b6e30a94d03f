// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_STOP_SIGNALS_HPP
#define LEEWAY_PROGRAM_STOP_SIGNALS_HPP

#include <array>

namespace program {

/// While there is one, SIGINT and SIGTERM end the waiting for input instead of the program, and a reader of the output
/// who leaves is an error of writing. There is one at a time.
class stop_signals {
 public:
  stop_signals();
  stop_signals(const stop_signals&) = delete;
  stop_signals& operator=(const stop_signals&) = delete;
  ~stop_signals();

  /// Until there is something to read, or its end; a moment without a descriptor (-1). False when the program was told
  /// to stop.
  bool wait_for(int descriptor) const;

 private:
  std::array<int, 2> pipe_{};  // what a signal handler may write to
};

}  // namespace program

#endif
