# SPDX-License-Identifier: BSD-2-Clause
# What makes attacks on the compiled code harder, as far as compiler and linker have it: signfw_hardening(TARGET).
# SIGNFW_HARDENING=OFF leaves it to the flags of a distribution.  scripts/check-hardening reads the result.

include(CheckCCompilerFlag)
include(CheckCSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)

set(SIGNFW_HARDENING_COMPILE)
set(SIGNFW_HARDENING_LINK)

function(signfw_try_flag list flag)
  string(MAKE_C_IDENTIFIER "SIGNFW_HAVE${flag}" have)
  # clang only warns of a flag of another machine
  set(CMAKE_REQUIRED_FLAGS -Werror)
  if(flag MATCHES "^-Wl,")
    check_linker_flag(C ${flag} ${have})
  else()
    check_c_compiler_flag(${flag} ${have})
  endif()
  if(${have})
    set(${list} ${${list}} ${flag} PARENT_SCOPE)
  endif()
endfunction()

if(SIGNFW_HARDENING)
  # programs are position independent
  check_pie_supported(LANGUAGES C)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  if(SIGNFW_STATIC)
    # not every C library has what starts such a program: Debian's for armhf doesn't
    set(CMAKE_REQUIRED_FLAGS -fPIE)
    set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
    check_c_source_compiles("int main(void) { return 0; }" SIGNFW_HAVE_STATIC_PIE)
    unset(CMAKE_REQUIRED_FLAGS)
    unset(CMAKE_REQUIRED_LINK_OPTIONS)
    set(CMAKE_C_LINK_OPTIONS_PIE -static-pie)
  endif()
  foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection -mbranch-protection=standard)
    signfw_try_flag(SIGNFW_HARDENING_COMPILE ${flag})
  endforeach()
  foreach(flag -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
    signfw_try_flag(SIGNFW_HARDENING_LINK ${flag})
  endforeach()
  # takes optimisation, and hides what sanitizers look for
  if(NOT SIGNFW_SANITIZE AND NOT SIGNFW_COVERAGE)
    list(APPEND SIGNFW_HARDENING_COMPILE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
  endif()
endif()

function(signfw_hardening target)
  target_compile_options(${target} PRIVATE ${SIGNFW_HARDENING_COMPILE})
  target_link_options(${target} PRIVATE ${SIGNFW_HARDENING_LINK})
endfunction()
