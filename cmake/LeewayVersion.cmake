# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# Reads leeway_version from version.hpp, the only place that holds it.
file(READ "${CMAKE_CURRENT_LIST_DIR}/../include/leeway/version.hpp" leeway_version_header)
set(leeway_version "")
foreach(part IN ITEMS MAJOR MINOR PATCH)
  if(NOT leeway_version_header MATCHES "#define LEEWAY_VERSION_${part} ([0-9]+)")
    message(FATAL_ERROR "leeway: include/leeway/version.hpp does not define LEEWAY_VERSION_${part}")
  endif()
  list(APPEND leeway_version ${CMAKE_MATCH_1})
endforeach()
list(JOIN leeway_version "." leeway_version)
