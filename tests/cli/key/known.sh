# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Who takes a published key for a device is warned; the result is the same.
sign-rproc-fw key header "$KEYS/dev-rsa2048.pub.pem" >loud
sign-rproc-fw key header --quiet "$KEYS/dev-rsa2048.pub.pem" | cmp - loud
sign-rproc-fw key otp "$KEYS/dev-ec256.pub.pem" >loud
sign-rproc-fw key otp --quiet "$KEYS/dev-ec256.pub.pem" | cmp - loud
rm loud
