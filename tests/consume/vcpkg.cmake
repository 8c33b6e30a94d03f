# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# cmake -DSCRATCH=<folder> -DCOMPILER=<c++> -P vcpkg.cmake
# Runs the real port with stand-ins for the functions of vcpkg that it calls, and checks what is installed.
cmake_minimum_required(VERSION 3.25)
get_filename_component(port_folder "${CMAKE_CURRENT_LIST_DIR}/../../cmake/packaging/vcpkg/leeway" ABSOLUTE)
file(REMOVE_RECURSE "${SCRATCH}")
set(PORT leeway)
set(CURRENT_PACKAGES_DIR "${SCRATCH}/packages")
set(CURRENT_BUILDTREES_DIR "${SCRATCH}/build")

function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${arg_SOURCE_PATH}" -B "${CURRENT_BUILDTREES_DIR}" ${arg_OPTIONS}
            "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}"
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()
function(vcpkg_cmake_install)
  execute_process(COMMAND "${CMAKE_COMMAND}" --install "${CURRENT_BUILDTREES_DIR}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()
function(vcpkg_cmake_config_fixup)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "PACKAGE_NAME;CONFIG_PATH" "")
  file(RENAME "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}" "${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME}")
endfunction()
function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
  file(INSTALL ${arg_FILE_LIST} DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}" RENAME copyright)
endfunction()

include("${port_folder}/portfile.cmake")

foreach(file IN ITEMS include/leeway/version.hpp share/leeway/leewayConfig.cmake share/leeway/leewayConfigVersion.cmake
                      share/leeway/leewayTargets.cmake share/leeway/usage share/leeway/copyright)
  if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/${file}")
    message(FATAL_ERROR "the port does not install ${file}")
  endif()
endforeach()
file(GLOB top RELATIVE "${CURRENT_PACKAGES_DIR}" "${CURRENT_PACKAGES_DIR}/*" "${CURRENT_PACKAGES_DIR}/share/*")
if(NOT top STREQUAL "include;share;share/leeway")
  message(FATAL_ERROR "the port leaves more than include and share/leeway: ${top}")
endif()
