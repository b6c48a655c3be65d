# SPDX-License-Identifier: BSD-2-Clause
# The warnings that all code of this project is compiled with, by gcc and clang.

function(signfw_warnings target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef
    -Wswitch-enum -Wformat=2 -Wcast-qual -Wwrite-strings -Wpointer-arith -Wnull-dereference -Wdouble-promotion
    $<$<BOOL:${SIGNFW_WERROR}>:-Werror>)
endfunction()
