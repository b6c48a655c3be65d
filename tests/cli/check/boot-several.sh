# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# One firmware after the other, and the faults that show only then.
v=$TESTS/vectors
cp "$v/sign/rsc.sign" good.sign
cp "$v/malformed/flip_image_0.sign" broken.sign
cp "$v/sign/plain.sign" other.sign

# good, broken, good: after the recovery failed, "start" does nothing
fails 1 sign-rproc-fw check --kernel v22 --sequence start,crash=broken.sign,start=good.sign good.sign
# other firmware in the recovery gets the resource table of the old one
sign-rproc-fw check --kernel v22 --sequence start,crash=other.sign,stop good.sign
# the TA of 4.2 keeps what is loaded, and says success
fails 1 sign-rproc-fw check --device optee-4.2 --sequence load,load=other.sign,start good.sign
# a later one refuses, until the next reset if Linux never says STOP
fails 1 sign-rproc-fw check --device optee-4.4 --kernel v20 --sequence file=broken.sign,start,start=good.sign good.sign
# kernels and versions of OP-TEE that don't suit each other
for kernel in v22 v20 std; do
	for device in optee-4.1 optee-4.4 optee-4.10; do
		sign-rproc-fw check --device $device --kernel $kernel --sequence start,stop,start --json good.sign \
			2>&1 >boot.json | sed "s/^/$kernel $device: /" || true
		jq -c '["'$kernel'", .device, [.boot.actions[] | [.action, .errno, .ta_state, .ta_firmware]], .boot.outcome]' \
			boot.json
	done
done
# the file is read once, and may be standard input
sign-rproc-fw check --sequence load=-,release,load=- good.sign <other.sign
rm good.sign broken.sign other.sign boot.json
