# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
fails 2 sign-rproc-fw explain
fails 2 sign-rproc-fw explain --json
fails 2 sign-rproc-fw explain - -
fails 2 sign-rproc-fw explain --device optee -5
fails 2 sign-rproc-fw explain -E5_and_what_is_no_name
fails 2 sign-rproc-fw explain -x
fails 3 sign-rproc-fw explain - <.
fails 3 sign-rproc-fw explain --max-size 10 - <<<'Boot failed: -5'
fails 3 sign-rproc-fw explain EIO >/dev/full
fails 3 sign-rproc-fw explain --json EIO >/dev/full
