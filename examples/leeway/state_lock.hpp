// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_STATE_LOCK_HPP
#define LEEWAY_PROGRAM_STATE_LOCK_HPP

#include <string>

namespace program {

/** Keeps a state for one process. It is a file beside the state, `STATE.lock`, which the system gives free when the
    process ends, however it ends. Where there are no locks (some network file systems) nothing is kept, with a warning.
 */
class state_lock {
 public:
  /// Of no state for an empty path. Throws `std::runtime_error` where another process has it, or no file can be made.
  explicit state_lock(const std::string& state);
  state_lock(const state_lock&) = delete;
  state_lock& operator=(const state_lock&) = delete;
  ~state_lock();

 private:
  bool take(const std::string& state);

  std::string file_{};
  int descriptor_ = -1;
};

}  // namespace program

#endif
