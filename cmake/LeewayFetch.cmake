# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# LEEWAY_DEPENDENCIES=fetch: release archives at pinned hashes, for tests, examples and benchmarks of leeway itself.
#
# Where the hashes come from. Eigen, Catch2, Google Benchmark, nlohmann_json: computed over the original source archives
# that Debian 13 distributes; equal to those that public package indexes state for the addresses below. Boost.Math: as
# stated by the Bazel Central Registry and one other index; CLI11: as stated by ConanCenter; these two were not computed.
include(FetchContent)

function(leeway_declare name url sha256)
  FetchContent_Declare(${name} URL "${url}" URL_HASH SHA256=${sha256} SYSTEM ${ARGN})
endfunction()

# Populates without add_subdirectory (there is no folder "none") and makes an imported target of its headers: an exported
# target may link an imported one by name, and what the archive's own build adds stays out of ours.
macro(leeway_fetch_headers name target include url sha256)
  if(NOT TARGET ${target})
    leeway_declare(${name} "${url}" ${sha256} SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(${name})
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_include_directories(${target} INTERFACE "${${name}_SOURCE_DIR}/${include}")
  endif()
endmacro()

macro(leeway_fetch_project name target url sha256)
  if(NOT TARGET ${target})
    leeway_declare(${name} "${url}" ${sha256})
    set(leeway_warnings_are_errors ${CMAKE_COMPILE_WARNING_AS_ERROR})
    set(CMAKE_COMPILE_WARNING_AS_ERROR OFF)
    FetchContent_MakeAvailable(${name})
    set(CMAKE_COMPILE_WARNING_AS_ERROR ${leeway_warnings_are_errors})
  endif()
endmacro()

leeway_fetch_headers(
  boost_math Boost::headers include
  https://github.com/boostorg/math/archive/refs/tags/boost-1.87.0.tar.gz
  33bc8bebff5e0f929397b84b52afbe9d0202d7b4ca68dc6516b08acba5edf023)
# Without it the fetched headers mix with whatever Boost lies on the system's include path.
set_property(TARGET Boost::headers APPEND PROPERTY INTERFACE_COMPILE_DEFINITIONS BOOST_MATH_STANDALONE=1)

leeway_fetch_headers(
  eigen Eigen3::Eigen .
  https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.bz2
  b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626)

leeway_fetch_headers(
  nlohmann_json nlohmann_json::nlohmann_json include
  https://github.com/nlohmann/json/archive/v3.11.3.tar.gz
  0d8ef5af7f9794e3263480193c491549b2ba6cc74bb018906202ada498a79406)

if(LEEWAY_BUILD_EXAMPLES)
  leeway_fetch_headers(
    cli11 CLI11::CLI11 include
    https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.2.tar.gz
    f2d893a65c3b1324c50d4e682c0cdc021dd0477ae2c048544f39eed6654b699a)
endif()

if(LEEWAY_BUILD_TESTS)
  leeway_fetch_project(
    catch2 Catch2::Catch2WithMain
    https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
    c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
  list(APPEND CMAKE_MODULE_PATH "${catch2_SOURCE_DIR}/extras")
endif()

if(LEEWAY_BUILD_BENCHMARKS)
  set(BENCHMARK_ENABLE_TESTING OFF)
  set(BENCHMARK_ENABLE_INSTALL OFF)
  leeway_fetch_project(
    benchmark benchmark::benchmark_main
    https://github.com/google/benchmark/archive/refs/tags/v1.9.1.tar.gz
    32131c08ee31eeff2c8968d7e874f3cb648034377dfc32a4c377fa8796d84981)
endif()
