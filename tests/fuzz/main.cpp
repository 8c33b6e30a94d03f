// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Runs a fuzz target where the compiler brings no fuzzer: every file of a corpus, then so many inputs made of them by
// random changes. Options are spelt as libFuzzer spells them: [-runs=N] [-seed=S] FILE or FOLDER ...
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/random.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using input = std::vector<std::uint8_t>;

input current;

/// Called when a target fails: leaves the input behind.
void keep_current(int signal) {
  if (std::FILE* file = std::fopen("crash", "wb")) {
    std::fwrite(current.data(), 1, current.size(), file);
    std::fclose(file);
    std::fputs("the input is in the file crash\n", stderr);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

input changed(const std::vector<input>& corpus, leeway::random_stream& draws) {
  input made = corpus[draws.below(corpus.size())];
  for (std::uint64_t changes = 1 + draws.below(8); changes > 0; --changes) {
    const auto at = static_cast<std::ptrdiff_t>(draws.below(made.size() + 1));
    const std::uint64_t kind = draws.below(4);
    if (kind == 0 || made.empty()) {
      made.insert(made.begin() + at, static_cast<std::uint8_t>(draws.below(256)));
    } else if (kind == 1) {
      made[draws.below(made.size())] = static_cast<std::uint8_t>(draws.below(256));
    } else if (kind == 2) {
      made.erase(made.begin() + at, made.begin() + (std::min)(at + static_cast<std::ptrdiff_t>(draws.below(9)),
                                                              static_cast<std::ptrdiff_t>(made.size())));
    } else {
      const input& other = corpus[draws.below(corpus.size())];
      const auto from = static_cast<std::ptrdiff_t>(draws.below(other.size() + 1));
      made.insert(made.begin() + at, other.begin() + from, other.end());
    }
  }
  made.resize((std::min)(made.size(), std::size_t{4096}));
  return made;
}

input read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t runs = 0, seed = 1;
  std::vector<input> corpus;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with("-runs=")) {
      runs = std::strtoull(argv[i] + 6, nullptr, 10);
    } else if (argument.starts_with("-seed=")) {
      seed = std::strtoull(argv[i] + 6, nullptr, 10);
    } else if (std::filesystem::is_directory(argument)) {
      for (const auto& entry : std::filesystem::directory_iterator(argument)) corpus.push_back(read(entry.path()));
    } else if (std::filesystem::exists(argument)) {
      corpus.push_back(read(argument));
    } else {
      std::fprintf(stderr, "no such file: %s\n", argv[i]);
      return 2;
    }
  }
  if (corpus.empty()) {
    std::fputs("no inputs: give a corpus\n", stderr);
    return 2;
  }
  std::signal(SIGABRT, keep_current);
  std::signal(SIGSEGV, keep_current);
  for (const input& one : corpus) {
    current = one;
    LLVMFuzzerTestOneInput(current.data(), current.size());
  }
  leeway::random_stream draws(seed);
  for (std::uint64_t run = 0; run < runs; ++run) {
    current = changed(corpus, draws);
    LLVMFuzzerTestOneInput(current.data(), current.size());
  }
  std::printf("%zu inputs of the corpus, %llu made of them\n", corpus.size(), static_cast<unsigned long long>(runs));
  return 0;
}
