# SPDX-FileCopyrightText: 2026 The leeway authors
# SPDX-License-Identifier: BSL-1.0
# cmake -DCOMPILER=... -DSOURCE=... -DINCLUDE=... -P compile_fail.cmake
file(STRINGS "${SOURCE}" expectations REGEX "^// expects( first)?: ")
if(expectations STREQUAL "")
  message(FATAL_ERROR "refused: no_phrase: ${SOURCE} has no line `// expects: <phrase>`")
endif()

set(ENV{LC_ALL} C)
function(compile result output)
  execute_process(COMMAND "${COMPILER}" -std=c++20 -fsyntax-only "-I${INCLUDE}" ${ARGN} "${SOURCE}"
                  RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(${result} "${code}" PARENT_SCOPE)
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

compile(good said)
if(NOT good EQUAL 0)
  message(FATAL_ERROR "refused: good_fails: the good build does not compile:\n${said}")
endif()
compile(bad said -DLEEWAY_MUST_NOT_COMPILE)
if(bad EQUAL 0)
  message(FATAL_ERROR "refused: bad_compiles: the bad build compiles")
endif()
# The first error: its line, and the two below it with the source that it is about.
string(REGEX MATCH "error:[^\n]*(\n[^\n]*)?(\n[^\n]*)?" first_error "${said}")
foreach(expectation IN LISTS expectations)
  set(where "${said}")
  if(expectation MATCHES "^// expects first: ")
    set(where "${first_error}")
  endif()
  string(REGEX REPLACE "^// expects( first)?: " "" phrase "${expectation}")
  string(FIND "${where}" "${phrase}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "refused: wrong_phrase: the compiler does not say \"${phrase}\":\n${said}")
  endif()
endforeach()
