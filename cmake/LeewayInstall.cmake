# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(LEEWAY_INSTALL_CMAKEDIR "${CMAKE_INSTALL_DATADIR}/cmake/leeway" CACHE STRING "Where leewayConfig.cmake goes")
set(leeway_package "${CMAKE_CURRENT_BINARY_DIR}/package")

# INCLUDES DESTINATION as well as the file set: CMake before 3.23 ignores file sets and would find no include path.
get_property(components GLOBAL PROPERTY LEEWAY_COMPONENTS)
list(TRANSFORM components PREPEND leeway_ OUTPUT_VARIABLE targets)
install(TARGETS ${targets} EXPORT leewayTargets
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT leewayTargets NAMESPACE leeway:: DESTINATION "${LEEWAY_INSTALL_CMAKEDIR}")

# A minor version may break code until 1.0; header-only, so a package serves every architecture.
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(compatibility SameMinorVersion)
else()
  set(compatibility SameMajorVersion)
endif()
write_basic_package_version_file("${leeway_package}/leewayConfigVersion.cmake"
                                 COMPATIBILITY ${compatibility} ARCH_INDEPENDENT)
configure_package_config_file(cmake/leewayConfig.cmake.in "${leeway_package}/leewayConfig.cmake"
                              INSTALL_DESTINATION "${LEEWAY_INSTALL_CMAKEDIR}"
                              NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
install(FILES "${leeway_package}/leewayConfig.cmake" "${leeway_package}/leewayConfigVersion.cmake"
        DESTINATION "${LEEWAY_INSTALL_CMAKEDIR}")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/leeway")
