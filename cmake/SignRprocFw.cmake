# SPDX-License-Identifier: BSD-2-Clause
# Signs firmware with sign-rproc-fw as part of its build.  Usually found by find_package(SignRprocFw), but this file does
# not need any other: a project may bring a copy and include() it.  docs/integrate/cmake.md explains it.
#
#   signfw_sign_firmware(TARGET target|NAME target IMAGES file... KEY key
#     [PUBLIC_KEY file] [KEY_PASS env:NAME|file:PATH] [KEY_INFO auto|file]
#     [OUTPUT file] [DESTINATION folder] [NAME target]
#     [IMAGES target|file...] [STRIP]
#     [LAYOUT name] [BOOTADDR auto|address] [PLAT_TLV id value...] [ENC_KEY file]
#     [DEVICE name] [BOARD name] [DTB file]
#     [OPTIONS option...] [DEPENDS file|target...])
#
# Adds a target, `target`_signed or what NAME says, to the default build.  It signs, verifies, and then puts the container into its place.

# Sets `result` to the program of the machine that builds, not of the one that is built for.
function(_signfw_program result)
  if(NOT SIGN_RPROC_FW_EXECUTABLE AND NOT CMAKE_CROSSCOMPILING AND TARGET signfw::sign-rproc-fw)
    set(${result} signfw::sign-rproc-fw PARENT_SCOPE)
    return()
  endif()
  # where this file is in share/cmake/SignRprocFw, the program isn't far
  find_program(SIGN_RPROC_FW_EXECUTABLE sign-rproc-fw HINTS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../../../bin
    NO_CMAKE_FIND_ROOT_PATH DOC "signs firmware of remote processors")
  if(NOT SIGN_RPROC_FW_EXECUTABLE)
    message(FATAL_ERROR "signfw_sign_firmware: there is no sign-rproc-fw; install it on the machine that builds, or set "
      "SIGN_RPROC_FW_EXECUTABLE to it")
  endif()
  set(${result} ${SIGN_RPROC_FW_EXECUTABLE} PARENT_SCOPE)
endfunction()

# Makes the paths in the variables absolute; what is a generator expression has to be so.
function(_signfw_absolute)
  foreach(variable ${ARGN})
    if(DEFINED ${variable} AND NOT ${variable} MATCHES "^\\$<")
      cmake_path(ABSOLUTE_PATH ${variable})
      set(${variable} "${${variable}}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# Where the container is made: a configuration has a folder of its own where there are several.
function(_signfw_output result output)
  get_property(has_configurations GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(NOT output MATCHES "\\$<" AND NOT IS_ABSOLUTE "${output}")
    if(has_configurations)
      string(PREPEND output "$<CONFIG>/")
    endif()
    string(PREPEND output "${CMAKE_CURRENT_BINARY_DIR}/")
  elseif(has_configurations AND NOT output MATCHES "\\$<CONFIG>")
    message(FATAL_ERROR "signfw_sign_firmware: OUTPUT ${output} is the same file in all configurations, expected "
      "$<CONFIG> in it")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

# Sets `arguments` to --in for each image, and `depends` to the images.
function(_signfw_images arguments depends)
  foreach(image ${ARGN})
    if(TARGET ${image})
      list(APPEND in --in "$<TARGET_FILE:${image}>")
    else()
      _signfw_absolute(image)
      list(APPEND in --in "${image}")
    endif()
    list(APPEND files "${image}")
  endforeach()
  set(${arguments} "${in}" PARENT_SCOPE)
  set(${depends} "${files}" PARENT_SCOPE)
endfunction()

# Sets `result` to --plat-tlv for each pair.
function(_signfw_platform_tlvs result)
  set(arguments)
  math(EXPR odd "${ARGC} % 2")
  if(NOT odd)
    message(FATAL_ERROR "signfw_sign_firmware: PLAT_TLV takes pairs: ID VALUE")
  endif()
  set(at 1)
  while(at LESS ARGC)
    math(EXPR next "${at} + 1")
    # one ";" is a part of the value when this is a list, one when the command is
    string(REPLACE ";" "\\\\;" value "${ARGV${next}}")
    list(APPEND arguments --plat-tlv "${ARGV${at}}" "${value}")
    math(EXPR at "${at} + 2")
  endwhile()
  set(${result} "${arguments}" PARENT_SCOPE)
endfunction()

function(signfw_sign_firmware)
  set(paths PUBLIC_KEY ENC_KEY DTB)
  set(values LAYOUT BOOTADDR DEVICE BOARD)
  cmake_parse_arguments(PARSE_ARGV 0 arg "STRIP"
    "TARGET;KEY;KEY_PASS;KEY_INFO;OUTPUT;DESTINATION;NAME;${paths};${values}" "IMAGES;PLAT_TLV;OPTIONS;DEPENDS")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "signfw_sign_firmware: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  elseif(DEFINED arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "signfw_sign_firmware: without a value: ${arg_KEYWORDS_MISSING_VALUES}")
  elseif(NOT DEFINED arg_KEY OR NOT (DEFINED arg_TARGET OR (DEFINED arg_NAME AND DEFINED arg_IMAGES)))
    message(FATAL_ERROR "signfw_sign_firmware: KEY, and TARGET, or NAME and IMAGES, are needed")
  elseif(DEFINED arg_TARGET AND NOT TARGET ${arg_TARGET})
    message(FATAL_ERROR "signfw_sign_firmware: there is no target ${arg_TARGET}")
  elseif(DEFINED arg_KEY_PASS AND NOT arg_KEY_PASS MATCHES "^(env|file):")
    message(FATAL_ERROR "signfw_sign_firmware: KEY_PASS is env:NAME or file:PATH, so that no passphrase is in a build file")
  endif()
  set(name ${arg_TARGET}_signed)
  set(output ${arg_TARGET}.sign)
  if(DEFINED arg_NAME)
    set(name ${arg_NAME})
  endif()
  if(NOT DEFINED arg_TARGET)
    set(output ${arg_NAME}.sign)
  endif()
  if(DEFINED arg_OUTPUT)
    set(output ${arg_OUTPUT})
  endif()
  _signfw_program(program)
  _signfw_output(output "${output}")
  _signfw_images(images depends ${arg_TARGET} ${arg_IMAGES})
  _signfw_platform_tlvs(platform_tlvs ${arg_PLAT_TLV})
  list(APPEND depends ${arg_DEPENDS})

  # a key is a file, or the URI of one that is elsewhere
  if(arg_KEY MATCHES "^[a-z][a-z0-9+.-]*:")
    if(NOT DEFINED arg_PUBLIC_KEY)
      message(FATAL_ERROR "signfw_sign_firmware: KEY is a URI, and PUBLIC_KEY is missing, which it is verified with")
    endif()
  else()
    _signfw_absolute(arg_KEY)
    list(APPEND depends "${arg_KEY}")
  endif()
  if(arg_KEY_INFO STREQUAL "auto")
    list(APPEND values KEY_INFO)
  else()
    list(APPEND paths KEY_INFO)
  endif()

  set(pass)
  if(DEFINED arg_KEY_PASS)
    set(pass --key-pass "${arg_KEY_PASS}")
  endif()
  set(options)
  foreach(name ${paths} ${values})
    if(NOT DEFINED arg_${name})
      continue()
    elseif(name IN_LIST paths)
      _signfw_absolute(arg_${name})
      list(APPEND depends "${arg_${name}}")
    endif()
    if(NOT name STREQUAL "PUBLIC_KEY")
      string(TOLOWER "--${name}" option)
      string(REPLACE "_" "-" option "${option}")
      list(APPEND options ${option} "${arg_${name}}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES depends)
  if(arg_STRIP)
    list(APPEND options --strip)
  endif()

  # what the device trusts, if it is known, or else the key itself
  set(verify --key "${arg_KEY}" ${pass})
  if(DEFINED arg_PUBLIC_KEY)
    set(verify --key "${arg_PUBLIC_KEY}")
  endif()
  if(DEFINED arg_ENC_KEY)
    list(APPEND verify --enc-key "${arg_ENC_KEY}")
  endif()

  # it gets its name when it is verified: Ninja doesn't remove what a step that failed has made
  set(unverified "${output}.unverified")
  cmake_path(GET output PARENT_PATH folder)
  add_custom_command(OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
    COMMAND ${CMAKE_COMMAND} -E rm -f "${output}" "${unverified}"
    COMMAND ${program} sign ${images} --out "${unverified}" --key "${arg_KEY}" ${pass} ${options} ${platform_tlvs} ${arg_OPTIONS}
    COMMAND ${program} verify --quiet ${verify} "${unverified}"
    COMMAND ${CMAKE_COMMAND} -E rename "${unverified}" "${output}"
    DEPENDS ${depends} ${program}
    COMMENT "Signing ${output}"
    VERBATIM COMMAND_EXPAND_LISTS)
  add_custom_target(${name} ALL DEPENDS "${output}")
  if(DEFINED arg_DESTINATION)
    install(FILES "${output}" DESTINATION "${arg_DESTINATION}")
  endif()
endfunction()
