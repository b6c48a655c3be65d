# SPDX-License-Identifier: BSD-2-Clause
# find_package(SignRprocFw) -> signfw_sign_firmware().  Needs the program only, whatever machine is built for.
include("${CMAKE_CURRENT_LIST_DIR}/SignRprocFw.cmake")
