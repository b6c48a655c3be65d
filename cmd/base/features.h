/* SPDX-License-Identifier: BSD-2-Clause */
/* What a build of the program may be without: docs/building.md.  CMake says HAS_JSON=1 or 0. */
#ifndef CMD_BASE_FEATURES_H
#define CMD_BASE_FEATURES_H

#define WITHOUT_JSON "this program was built without JSON (SIGNFW_JSON=OFF)"

#endif
