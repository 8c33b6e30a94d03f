# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# For work on leeway itself: warnings for what is compiled in this tree (never on the interface targets), and each public
# header compiled alone by the target all_verify_interface_header_sets.
add_compile_options(
  "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wsign-conversion;-Wshadow>"
  "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wold-style-cast;-Wdouble-promotion;-Wfloat-equal;-Wundef>"
  "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wnon-virtual-dtor;-Woverloaded-virtual;-Wcast-align;-Wnull-dereference>"
  "$<$<CXX_COMPILER_ID:MSVC>:/W4;/permissive->")

function(leeway_verify_headers component)
  cmake_parse_arguments(PARSE_ARGV 1 verify "" "" "NEEDS")
  foreach(dependency IN LISTS verify_NEEDS)
    if(NOT TARGET ${dependency})
      return()
    endif()
  endforeach()
  set_target_properties(leeway_${component} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()

leeway_verify_headers(core)
leeway_verify_headers(csv)
leeway_verify_headers(inference NEEDS Boost::headers)
leeway_verify_headers(leeway NEEDS Boost::headers)
leeway_verify_headers(eigen NEEDS Eigen3::Eigen)
leeway_verify_headers(json NEEDS Boost::headers nlohmann_json::nlohmann_json)
