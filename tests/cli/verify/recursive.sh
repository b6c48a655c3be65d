# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Folders: what begins as a container does is judged, in the order of names; nothing else is looked at.
v=$TESTS/vectors
verify=(sign-rproc-fw verify --verbose --key "$v/keys/rsa2048.pub.pem")

mkdir -p folder/b/deep folder/empty elsewhere
cp "$v/sign/plain.sign" folder/c.bin
cp "$v/sign-st/st40_plain.sign" folder/b/st-4.0
cp "$v/sign-st/st319_one.sign" folder/b/st-3.19
cp "$v/sign-st/st316_plain.sign" folder/b/deep/st-3.16
cp "$v/sign/plain.sign" elsewhere/out.sign
cp "$v/elf/plain.elf" folder/a.elf
head -c 100 "$v/sign/plain.sign" >folder/cut-off
touch folder/nothing
gzip -c "$v/sign/plain.sign" >folder/packed.gz
ln -s ../elsewhere/out.sign folder/link
ln -s ../elsewhere folder/linked-folder
ln -s . folder/loop
mkfifo folder/pipe
ln -s folder given

fails 3 sign-rproc-fw verify --key "$v/keys/rsa2048.pub.pem" folder
fails 1 "${verify[@]}" --recursive folder
rm folder/cut-off
"${verify[@]}" --recursive folder/b/deep given/c.bin
"${verify[@]}" --recursive given/b
"${verify[@]}" --recursive --json folder | jq -c '[.file, .layout, .verdict]'

# what is given by its name is judged in any case
fails 1 "${verify[@]}" --recursive folder/a.elf
"${verify[@]}" --recursive folder/packed.gz folder/link

# nothing to judge is no success
fails 3 "${verify[@]}" --recursive folder/empty
fails 3 "${verify[@]}" --recursive folder/empty folder/c.bin
fails 3 "${verify[@]}" --recursive missing
chmod 0 folder/c.bin folder/b/deep
fails 3 unprivileged "${verify[@]}" --recursive folder
chmod 700 folder/c.bin folder/b/deep
rm -r ./*
