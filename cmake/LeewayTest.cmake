# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# Helpers for tests/ and examples/.

# Our own programs link what a user would link. BATCH: so many files are compiled as one (0: all of them) where
# CMAKE_UNITY_BUILD is on, as in the presets; most of what files of one program cost is the same templates.
function(leeway_add_program name)
  cmake_parse_arguments(PARSE_ARGV 1 program "" "BATCH" "SOURCES;LINKS")
  add_executable(${name} ${program_SOURCES})
  target_link_libraries(${name} PRIVATE ${program_LINKS})
  if(DEFINED program_BATCH)
    set_target_properties(${name} PROPERTIES UNITY_BUILD_BATCH_SIZE ${program_BATCH})
  else()
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
endfunction()

# One Catch2 executable; each of its cases is a CTest test named <prefix>/<case> with the given label.
function(leeway_add_catch_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "LABEL;PREFIX;TIMEOUT" "SOURCES;LINKS")
  if(NOT test_SOURCES)
    return()
  endif()
  leeway_add_program(${name} BATCH 0 SOURCES ${test_SOURCES} LINKS ${test_LINKS} Catch2::Catch2WithMain)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(
    ${name} PRIVATE LEEWAY_GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/golden" LEEWAY_SHARED_DIR="${LEEWAY_SHARED_DIR}"
                    LEEWAY_EXAMPLE_DATA_DIR="${PROJECT_SOURCE_DIR}/examples/data")
  # An assertion that says `== 0.0` means it; headers and programs are compiled with this warning.
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wno-float-equal>)
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 300)
  endif()
  # A case that warns "not run: ..." needed data that are not here: skipped, never passed.
  catch_discover_tests(
    ${name} TEST_PREFIX "${test_PREFIX}/"
    PROPERTIES LABELS ${test_LABEL} TIMEOUT ${test_TIMEOUT} SKIP_REGULAR_EXPRESSION "not run: ")
  if(test_LABEL STREQUAL "unit")
    add_dependencies(leeway_unit_tests ${name})
  endif()
endfunction()

# A Python check. Without Python it is reported as not run, never as passed.
function(leeway_add_python_test name)
  if(Python3_Interpreter_FOUND)
    add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} ${ARGN})
  else()
    add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} -E echo "not run: python3 was not found")
    set_tests_properties(${name} PROPERTIES SKIP_REGULAR_EXPRESSION "not run")
  endif()
  set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 120)
endfunction()
