// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What was saved comes back; what cannot be read is named with the reason. How bytes get there: save_file_test.cpp.
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <leeway/interop/load_file.hpp>

#include "support/catch.hpp"

namespace load_file_test {

TEST_CASE("a file is read whole, as bytes or as text") {
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "leeway_load_file";
  for (const std::size_t size : {0U, 1U, 65'536U, 65'537U, 500'000U}) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i * 7);
    std::FILE* out = std::fopen(file.c_str(), "wb");
    REQUIRE(out != nullptr);
    REQUIRE(std::fwrite(text.data(), 1, size, out) == size);
    std::fclose(out);
    CHECK(leeway::load_file<std::string>(file) == text);
    CHECK(leeway::load_file(file).size() == size);
  }
  std::filesystem::remove(file);
}

TEST_CASE("a file that cannot be read is named with the reason") {
  CHECK_THROWS_WITH(leeway::load_file("nowhere/state"),
                    Catch::Contains("cannot read nowhere/state: No such file or directory"));
  CHECK_THROWS_WITH(leeway::load_file("."), Catch::Contains("cannot read .: it is a folder"));
}

}  // namespace load_file_test
