# SPDX-License-Identifier: BSD-2-Clause
# Finds libfdt, which comes without a pkg-config file -> Libfdt::Libfdt

# some systems have it in a folder of its own
find_path(LIBFDT_INCLUDE_DIR libfdt.h PATH_SUFFIXES libfdt)
find_library(LIBFDT_LIBRARY fdt)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libfdt REQUIRED_VARS LIBFDT_LIBRARY LIBFDT_INCLUDE_DIR)

if(Libfdt_FOUND AND NOT TARGET Libfdt::Libfdt)
  add_library(Libfdt::Libfdt UNKNOWN IMPORTED)
  set_target_properties(Libfdt::Libfdt PROPERTIES
    IMPORTED_LOCATION "${LIBFDT_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${LIBFDT_INCLUDE_DIR}")
endif()
mark_as_advanced(LIBFDT_INCLUDE_DIR LIBFDT_LIBRARY)
