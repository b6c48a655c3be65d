# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# what is special about containers of Qualcomm's PAS, and that nothing of it is elsewhere
sign-rproc-fw help qcom
for command in dump verify check extract sign digest stitch; do
	sign-rproc-fw help "$command" | grep -iE -- 'qcom|qualcomm|pas-id|--root' && exit 99
done
sign-rproc-fw help --options verify | grep -c -- --pk-hash
