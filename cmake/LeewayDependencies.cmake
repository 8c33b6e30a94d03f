# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# Where the dependencies come from. An existing target wins, then an installed package. Downloading happens only for
# LEEWAY_DEPENDENCIES=fetch and only when leeway is the top-level project: never in somebody else's configure run.
if(NOT LEEWAY_DEPENDENCIES MATCHES "^(find|fetch)$")
  message(FATAL_ERROR "LEEWAY_DEPENDENCIES is \"${LEEWAY_DEPENDENCIES}\"; it may be find or fetch")
endif()
if(LEEWAY_DEPENDENCIES STREQUAL "fetch")
  if(NOT PROJECT_IS_TOP_LEVEL)
    message(FATAL_ERROR "leeway does not download for a parent project: provide the dependencies, or their targets")
  endif()
  include("${CMAKE_CURRENT_LIST_DIR}/LeewayFetch.cmake")
endif()

# Tests, examples and benchmarks call this; the library itself never requires anything.
function(leeway_require target package debian)
  if(NOT TARGET ${target})
    message(FATAL_ERROR "leeway: ${package} was not found. Install it (Debian: ${debian}), or configure with "
                        "-DLEEWAY_DEPENDENCIES=fetch, or switch off what needs it (LEEWAY_BUILD_TESTS, "
                        "LEEWAY_BUILD_EXAMPLES, LEEWAY_BUILD_BENCHMARKS).")
  endif()
endfunction()

if(NOT TARGET Boost::headers)
  find_package(Boost 1.74 QUIET CONFIG)
endif()

# Without a version: the version file of Eigen 3.4 refuses 5, and the one of 5 refuses 3.4.
if(NOT TARGET Eigen3::Eigen)
  find_package(Eigen3 QUIET NO_MODULE)
  if(Eigen3_FOUND AND Eigen3_VERSION VERSION_LESS 3.4)
    message(FATAL_ERROR "leeway needs Eigen 3.4 or later, found ${Eigen3_VERSION} in ${Eigen3_DIR}")
  endif()
endif()

if(NOT TARGET nlohmann_json::nlohmann_json)
  find_package(nlohmann_json 3.10 QUIET CONFIG)
endif()

if(PROJECT_IS_TOP_LEVEL)
  foreach(pair IN ITEMS "Boost::headers|inference and leeway" "Eigen3::Eigen|eigen" "nlohmann_json::nlohmann_json|json")
    string(REPLACE "|" ";" pair "${pair}")
    list(GET pair 0 dependency)
    list(GET pair 1 components)
    if(NOT TARGET ${dependency})
      message(STATUS "leeway: ${dependency} not found; component ${components} cannot be used or tested here")
    endif()
  endforeach()
endif()
