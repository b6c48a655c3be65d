# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# The MEMORY of a linker script: GNU ld takes it, and what is linked with it is loaded by the board, and fits its trees.
command -v arm-none-eabi-gcc >/dev/null || skip "no arm-none-eabi-gcc"
key=$TESTS/vectors/keys/rsa2048.pem

cat >fw.c <<'END'
extern const char stack;
void reset(void);
__attribute__((section(".isr_vectors"), used)) const void *const vectors[2] = {&stack, (void *)reset};
__attribute__((section(".resource_table"), used)) struct {
	unsigned version, count, reserved[2], offset[1], type, id, notifyid, dfeatures, gfeatures, config_len;
	unsigned char status, rings, zero[2];
	struct { unsigned da, align, num, notifyid, pa; } ring[2];
} table = {1, 1, {0}, {20}, 3, 7, 0, 1, 0, 0, 0, 2, {0}, {{~0u, 16, 16, 0, 0}, {~0u, 16, 16, 1, 0}}};
void reset(void) { for (;;); }
END
arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -ffreestanding -O1 -c fw.c -o fw.o

# firmware with its vectors, code and table in these regions
link() {
	sign-rproc-fw linker-memory --board "$1" >memory.ld
	cat >sections.ld <<END
INCLUDE memory.ld
ENTRY(reset)
PHDRS { vectors PT_LOAD FLAGS(4); code PT_LOAD FLAGS(5); table PT_LOAD FLAGS(6); }
stack = ORIGIN($3) + LENGTH($3);
SECTIONS {
	.isr_vectors : { KEEP(*(.isr_vectors)) } > $2 :vectors
	.text : { *(.text*) } > $3 :code
	.resource_table : ALIGN(8) { KEEP(*(.resource_table)) } > $4 :table
	/DISCARD/ : { *(.ARM.*) *(.comment) }
}
END
	arm-none-eabi-ld -z max-page-size=8 --no-warn-rwx-segments -T sections.ld fw.o -o "$1.elf" 2>ld.err ||
		arm-none-eabi-ld -z max-page-size=8 -T sections.ld fw.o -o "$1.elf"
}

check() {
	sign-rproc-fw check --json "$@" | jq -c '[.load.code, .load.name, ([.loads[].region] | unique), .resource_table.linux_can_read,
		([.resource_table.uses[]? | .reachable] | unique)]'
}

echo --- upstream
link stm32mp157-dk retram mcuram2 ipc_shmem
sign-rproc-fw sign --quiet --in stm32mp157-dk.elf --key "$key" --out a.sign
check --board stm32mp157-dk a.sign
for side in optee linux; do
	sign-rproc-fw device-tree --board stm32mp157-dk --side "$side" | dtc -I dts -O dtb -o "$side.dtb" -
done
check --dtb optee.dtb --linux-dtb linux.dtb a.sign

echo --- ST
link stm32mp257-ev1 cm33_cube_fw cm33_cube_fw ipc_shmem
sign-rproc-fw sign --quiet --layout st-4.0 --bootaddr auto --in stm32mp257-ev1.elf --key "$key" --out b.sign
check --device st-4.0 --board stm32mp257-ev1 b.sign
for side in optee linux; do
	sign-rproc-fw device-tree --board stm32mp257-ev1 --side "$side" | dtc -I dts -O dtb -o "$side.dtb" -
done
check --device st-4.0 --dtb optee.dtb --linux-dtb linux.dtb b.sign
for side in optee linux; do
	sign-rproc-fw device-tree --for b.sign --side "$side" | dtc -I dts -O dtb -o "$side.dtb" -
done
check --device st-4.0 --dtb optee.dtb --linux-dtb linux.dtb b.sign
sign-rproc-fw check --json --device st-4.0 --dtb optee.dtb --linux-dtb linux.dtb --sequence linux b.sign | jq -c '[.boot.outcome, .boot.errno]'

echo --- all boards
sign-rproc-fw check --list-boards | while read -r board _; do
	sign-rproc-fw linker-memory --board "$board" >memory.ld
	printf 'INCLUDE memory.ld\n' >sections.ld
	arm-none-eabi-ld -T sections.ld fw.o --entry 0 --defsym stack=0 -o out.elf 2>ld.err || { echo "$board"; cat ld.err; }
done
sign-rproc-fw linker-memory --board stm32mp157-dk-st
sign-rproc-fw linker-memory --board stm32mp157-dk-st --json
fails 2 sign-rproc-fw linker-memory
fails 2 sign-rproc-fw linker-memory --board stm32mp257-ev
rm ./*
