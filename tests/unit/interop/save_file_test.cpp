// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a service keeps over a restart must be the old file or the new one, whatever happens in between.
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <leeway/interop/load_file.hpp>
#include <leeway/interop/save_file.hpp>

#include "support/catch.hpp"

namespace save_file_test {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone afterwards.
struct folder {
  fs::path path;
  explicit folder(const std::string& name) : path(fs::temp_directory_path() / ("leeway_" + name)) {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~folder() { fs::remove_all(path); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
};

std::string text_in(const fs::path& file) { return leeway::load_file<std::string>(file); }

}  // namespace

TEST_CASE("a file is what was saved last") {
  const folder here("save_file");
  const fs::path file = here.path / "state";
  leeway::save_file(file, "first");
  CHECK(text_in(file) == "first");
  std::vector<std::byte> large(300'000);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::byte>(i * 7);
  leeway::save_file(file, large);
  CHECK(leeway::load_file(file) == large);
  leeway::save_file(file, "");
  CHECK(text_in(file).empty());
  CHECK(here.files() == 1);
}

TEST_CASE("a file that is not put into place leaves nothing and changes nothing") {
  const folder here("pending_file");
  const fs::path file = here.path / "state";
  leeway::save_file(file, "old");
  {
    const std::string text = "new";
    const leeway::pending_file pending(file, std::as_bytes(std::span(text)));
    CHECK(here.files() == 2);
    CHECK(text_in(file) == "old");
  }
  CHECK(here.files() == 1);
  CHECK(text_in(file) == "old");
}

TEST_CASE("a reason that forbids writing is named with the path, and the old file stays") {
  const folder here("save_file_refused");
  CHECK_THROWS_WITH(leeway::save_file(here.path / "nowhere" / "state", "x"),
                    Catch::Contains("nowhere/state: No such file or directory"));
  CHECK_THROWS_WITH(leeway::save_file(here.path / "", "x"), Catch::Contains("it is a folder"));
  fs::create_directory(here.path / "taken");
  leeway::save_file(here.path / "taken" / "inside", "x");
  CHECK_THROWS_WITH(leeway::save_file(here.path / "taken", "x"),
                    Catch::Contains("cannot write") && Catch::Contains("taken"));
  CHECK(here.files() == 1);
}

// People link a state to the disk that is backed up, and let others read it: both must be so after the first save.
TEST_CASE("a symbolic link stays a link, and what it leads to is written") {
  const folder here("save_file_link");
  const folder there("save_file_elsewhere");
  leeway::save_file(there.path / "real", "old");
  fs::create_symlink(there.path / "real", here.path / "state");
  fs::create_symlink("state", here.path / "again");  // relative, and over two links
  leeway::save_file(here.path / "again", "new");
  CHECK(fs::is_symlink(here.path / "again"));
  CHECK(fs::is_symlink(here.path / "state"));
  CHECK(text_in(there.path / "real") == "new");
  CHECK(there.files() == 1);
  CHECK(here.files() == 2);

  fs::create_symlink(there.path / "not yet", here.path / "coming");
  leeway::save_file(here.path / "coming", "first");
  CHECK(fs::is_symlink(here.path / "coming"));
  CHECK(text_in(there.path / "not yet") == "first");
  fs::create_symlink("round", here.path / "round");
  CHECK_THROWS_WITH(leeway::save_file(here.path / "round", "x"),
                    Catch::Contains("round: Too many levels of symbolic links"));
}

TEST_CASE("a file keeps its permissions, and a new one gets those of any new file") {
  const folder here("save_file_mode");
  const fs::path file = here.path / "state";
  const auto mode_of = [&] {
    struct ::stat seen {};
    REQUIRE(::stat(file.c_str(), &seen) == 0);
    return seen.st_mode & 0777U;
  };
  const ::mode_t before = ::umask(027);
  leeway::save_file(file, "first");
  CHECK(mode_of() == 0640);
  for (const ::mode_t mode : {0600U, 0664U, 0444U}) {
    REQUIRE(::chmod(file.c_str(), mode) == 0);
    leeway::save_file(file, "next");
    CHECK(mode_of() == mode);
  }
  ::umask(before);
  if (::geteuid() != 0) return;
  REQUIRE(::chown(file.c_str(), 12, 34) == 0);
  leeway::save_file(file, "last");
  struct ::stat seen {};
  REQUIRE(::stat(file.c_str(), &seen) == 0);
  CHECK(seen.st_uid == 12);
  CHECK(seen.st_gid == 34);
}

TEST_CASE("a device or a pipe is not replaced by a file") {
  const folder here("save_file_pipe");
  const fs::path pipe = here.path / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_THROWS_WITH(leeway::save_file(pipe, "x"), Catch::Contains("pipe: it is no file, but a device or a pipe"));
  CHECK(fs::is_fifo(pipe));
  CHECK(here.files() == 1);
}

// A limit on the size of files stands for a disk that is full: the write fails in the middle.
TEST_CASE("a disk that becomes full keeps the old file") {
  const folder here("save_file_full");
  const fs::path file = here.path / "state";
  leeway::save_file(file, "old");
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight = before;
  tight.rlim_cur = 4096;
  REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
  std::string said;
  try {
    leeway::save_file(file, std::string(100'000, 'x'));
  } catch (const std::runtime_error& error) {
    said = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(said == "cannot write " + file.string() + ": File too large");
  CHECK(text_in(file) == "old");
  CHECK(here.files() == 1);
}

TEST_CASE("two threads that save one file leave one of both, whole") {
  const folder here("save_file_threads");
  const fs::path file = here.path / "state";
  const auto write = [&](char letter) {
    for (int i = 0; i < 50; ++i) leeway::save_file(file, std::string(20'000, letter));
  };
  leeway::save_file(file, std::string(20'000, 'a'));
  std::thread other(write, 'b');
  std::thread reader([&] {
    for (int i = 0; i < 200; ++i) {
      const std::string text = text_in(file);
      if (text.size() != 20'000 || text.find_first_not_of(text.front()) != std::string::npos) std::abort();
    }
  });
  write('a');
  other.join();
  reader.join();
  CHECK(here.files() == 1);
}

}  // namespace save_file_test
