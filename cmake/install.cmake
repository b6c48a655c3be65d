# SPDX-License-Identifier: BSD-2-Clause
# What is installed, and where: the program, the library, what finds them, and their documents.

install(TARGETS ${SIGNFW_LIBRARIES} EXPORT signfwTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES man/libsignfw.3 DESTINATION ${CMAKE_INSTALL_MANDIR}/man3)
install(FILES man/signfw-container.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
if(SIGNFW_PROGRAM)
  install(TARGETS sign-rproc-fw RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES man/sign-rproc-fw.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  # distributions have them elsewhere
  set(SIGNFW_BASH_COMPLETION_DIR ${CMAKE_INSTALL_DATADIR}/bash-completion/completions CACHE STRING "bash's folder")
  set(SIGNFW_ZSH_COMPLETION_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING "zsh's folder")
  set(SIGNFW_FISH_COMPLETION_DIR ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d CACHE STRING "fish's folder")
  mark_as_advanced(SIGNFW_BASH_COMPLETION_DIR SIGNFW_ZSH_COMPLETION_DIR SIGNFW_FISH_COMPLETION_DIR)
  install(FILES contrib/completion/sign-rproc-fw.bash DESTINATION ${SIGNFW_BASH_COMPLETION_DIR} RENAME sign-rproc-fw)
  install(FILES contrib/completion/_sign-rproc-fw DESTINATION ${SIGNFW_ZSH_COMPLETION_DIR})
  install(FILES contrib/completion/sign-rproc-fw.fish DESTINATION ${SIGNFW_FISH_COMPLETION_DIR})
  install(DIRECTORY schema DESTINATION ${CMAKE_INSTALL_DATADIR}/sign-rproc-fw)
  if(SIGNFW_INSTALL_COMPAT)
    # the name by which ST's wrapper and IDEs call the script
    file(CREATE_LINK sign-rproc-fw ${PROJECT_BINARY_DIR}/sign_rproc_fw.py SYMBOLIC)
    install(FILES ${PROJECT_BINARY_DIR}/sign_rproc_fw.py DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endif()

foreach(kind LIBDIR INCLUDEDIR)
  cmake_path(IS_ABSOLUTE CMAKE_INSTALL_${kind} absolute)
  if(absolute)
    set(SIGNFW_PC_${kind} "${CMAKE_INSTALL_${kind}}")
  else()
    set(SIGNFW_PC_${kind} "\${prefix}/${CMAKE_INSTALL_${kind}}")
  endif()
endforeach()
# relative, so that an installation can be moved; but pkg-config leaves out the system's folders only by their own names
set(SIGNFW_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" AND NOT CMAKE_INSTALL_PREFIX MATCHES "^/usr(/local)?/?$")
  file(RELATIVE_PATH SIGNFW_PC_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
  set(SIGNFW_PC_PREFIX "\${pcfiledir}/${SIGNFW_PC_PREFIX}")
endif()
configure_file(cmake/signfw.pc.in signfw.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/signfw.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(SIGNFW_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/signfw)
configure_package_config_file(cmake/signfwConfig.cmake.in signfwConfig.cmake INSTALL_DESTINATION ${SIGNFW_CMAKE_DIR}
  PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(signfwConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(EXPORT signfwTargets NAMESPACE signfw:: DESTINATION ${SIGNFW_CMAKE_DIR})
install(FILES ${PROJECT_BINARY_DIR}/signfwConfig.cmake ${PROJECT_BINARY_DIR}/signfwConfigVersion.cmake
  cmake/FindLibfdt.cmake DESTINATION ${SIGNFW_CMAKE_DIR})

# the program for other projects, whatever machine they are for
if(SIGNFW_PROGRAM)
  set(SIGNFW_MODULE_DIR ${CMAKE_INSTALL_DATADIR}/cmake/SignRprocFw)
  write_basic_package_version_file(SignRprocFwConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
  install(FILES cmake/SignRprocFw.cmake cmake/SignRprocFwConfig.cmake
    ${PROJECT_BINARY_DIR}/SignRprocFwConfigVersion.cmake DESTINATION ${SIGNFW_MODULE_DIR})
endif()
