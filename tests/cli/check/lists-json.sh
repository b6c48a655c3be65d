# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
sign-rproc-fw check --list-devices --json
sign-rproc-fw check --json --list-boards >boards.json
jq -r '.schema, (.boards[] | "\(.name): \(.regions | length)")' boards.json
jq '.boards |= map(select(.name == "stm32mp157-dk"))' boards.json
[ "$(jq -r '.boards[] | "\(.name) \(.description)"' boards.json)" = "$(sign-rproc-fw check --list-boards | tr -s ' ')" ]
rm boards.json
