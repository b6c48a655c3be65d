# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# What a driver's or boot loader's calls are answered.
v=$TESTS/vectors
all=table,coredump,load,table,stop,load,start,start,load,table,release,stop,table,start,load,release,table
fails 1 sign-rproc-fw check --sequence "$all" "$v/sign/rsc.sign"
sign-rproc-fw check --device optee-4.2 --sequence load,load,start,stop "$v/sign/rsc.sign"
fails 1 sign-rproc-fw check --device optee-4.1 --sequence load,load,start,stop "$v/sign/rsc.sign"
fails 1 sign-rproc-fw check --sequence load,start "$v/malformed/flip_image_0.sign"
fails 2 sign-rproc-fw check --sequence load,,start "$v/sign/rsc.sign"
fails 2 sign-rproc-fw check --sequence '' "$v/sign/rsc.sign"
fails 2 sign-rproc-fw check --sequence load,boot "$v/sign/rsc.sign"
fails 2 sign-rproc-fw check --sequence LOAD "$v/sign/rsc.sign"
