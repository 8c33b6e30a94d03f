// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "stop_signals.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string>

namespace program {
namespace {

volatile std::sig_atomic_t wake = -1;

extern "C" void wake_up(int) {
  const int before = errno;
  const char byte = 0;
  if (wake >= 0 && ::write(wake, &byte, 1) < 0) errno = before;
  errno = before;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

stop_signals::stop_signals() {
  if (::pipe(pipe_.data()) != 0) throw std::runtime_error(std::string("cannot make a pipe: ") + std::strerror(errno));
  for (const int end : pipe_) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
  wake = pipe_[1];
  handle(SIGINT, wake_up);
  handle(SIGTERM, wake_up);
  handle(SIGPIPE, SIG_IGN);
}

stop_signals::~stop_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE}) handle(signal, SIG_DFL);
  wake = -1;
  for (const int end : pipe_) ::close(end);
}

bool stop_signals::wait_for(int descriptor) const {
  std::array<pollfd, 2> both{};
  both[0].fd = pipe_[0];
  both[0].events = POLLIN;
  both[1].fd = descriptor;
  both[1].events = POLLIN;
  constexpr int moment = 50;  // milliseconds, for a signal that goes to a whole pipeline
  while (::poll(both.data(), both.size(), descriptor < 0 ? moment : -1) < 0) {
    if (errno != EINTR) throw std::runtime_error(std::string("cannot wait for input: ") + std::strerror(errno));
  }
  return both[0].revents == 0;
}

}  // namespace program
