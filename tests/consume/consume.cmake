# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# cmake -DPROJECT=<folder> -DSCRATCH=<folder> [-DOPTIONS=<-D...|-D...>] [-DREFUSED=<phrase>] -P consume.cmake
# Configures an outside project in an empty folder, builds it and runs its program. With REFUSED the configuration must
# fail and say the phrase.
string(REPLACE "|" ";" options "${OPTIONS}")
file(REMOVE_RECURSE "${SCRATCH}")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${PROJECT}" -B "${SCRATCH}" -DCMAKE_BUILD_TYPE=Release ${options}
  RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)

if(REFUSED)
  string(REGEX REPLACE "[ \n]+" " " words "${said}")
  string(FIND "${words}" "${REFUSED}" place)
  if(code EQUAL 0 OR place EQUAL -1)
    message(FATAL_ERROR "not refused with \"${REFUSED}\":\n${said}")
  endif()
  return()
endif()
if(NOT code EQUAL 0)
  message(FATAL_ERROR "does not configure:\n${said}")
endif()

execute_process(COMMAND "${CMAKE_COMMAND}" --build "${SCRATCH}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${SCRATCH}/consumer" COMMAND_ERROR_IS_FATAL ANY)
