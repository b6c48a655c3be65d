/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tables of explain about codes.  Sources: OP-TEE's ta/remoteproc and the PTAs and
 * drivers below it; Linux's remoteproc core and its TEE backend; U-Boot's rproc command.
 */
#include "explaining/explain_data.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "signfw/device.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Checks that many causes share. */
#define DUMP   "sign-rproc-fw dump CONTAINER"
#define VERIFY "sign-rproc-fw verify --key KEY CONTAINER"
#define CHECK  "sign-rproc-fw check --device NAME --key KEY CONTAINER"
#define MEMORY "sign-rproc-fw check --device NAME --dtb OPTEE.dtb CONTAINER"
#define SAME   "sha256sum CONTAINER, on the host and on the target"
#define STATE  "cat /sys/class/remoteproc/remoteproc*/state"
#define NAMES  "grep . /sys/class/remoteproc/remoteproc*/name"
#define OP_TEE "the \"OP-TEE version\" line on OP-TEE's console"

/* clang-format off */

static const struct {
	uint32_t code;
	enum ta_command command;
	struct advice advice;
} tee_table[] = {
	{SIGNFW_TEE_BAD_PARAMETERS, TA_LOAD, {NULL, {
		{"The file isn't a signed container, but e.g. the ELF file itself or a trusted application (.ta); or it "
		 "is one in the layout of another version of OP-TEE.", DUMP " (not-a-container)"},
		{"The file isn't complete, or something follows it: its size must be exactly what its header says. "
		 "In U-Boot, the size given to 'rproc load' must be ${filesize}.", SAME},
		{"Header or TLVs are malformed.", CHECK},
		{"Another program header (PT_ARM_EXIDX, PT_GNU_STACK, ...) has the address of a PT_LOAD segment and "
		 "comes before it in the signed table.", VERIFY " (segment-shadowed)"},
		{"The program headers were changed after signing, so that they don't agree with the signed table.",
		 VERIFY},
		{"In U-Boot, the container's address in memory isn't a multiple of 4.",
		 "the address given to 'rproc load'"},
		{"If the command wasn't LOAD: nothing was loaded before, or the TA doesn't know the command.",
		 "the TA_RPROC_ line in dmesg: sign-rproc-fw explain 'LINE'"},
	}}},
	{SIGNFW_TEE_SIGNATURE_INVALID, TA_LOAD, {NULL, {
		{"The container is signed by another key than the one that OP-TEE was built with (RPROC_SIGN_KEY). "
		 "OP-TEE's keys/default.pem is another key since 4.7: RSA-4096 instead of RSA-2048.",
		 VERIFY " (KEY: that of the OP-TEE build)"},
		{"Header or TLVs were changed after signing, or the file was damaged on its way.",
		 VERIFY " (KEY: that it was signed by); " SAME},
	}}},
	{SIGNFW_TEE_SECURITY, TA_LOAD, {NULL, {
		{"The bytes of a segment were changed after signing, e.g. by objcopy, or damaged on their way.",
		 VERIFY " (segment-hash); " SAME},
		{"Two PT_LOAD segments have the same address and size: the device compares both with the hash of the "
		 "first.", VERIFY " (segment-shadowed, segment-overlap)"},
		{"Vendor versions that take the key from the container: its hash isn't the one in the fuses.",
		 "sign-rproc-fw dump --tlv PKEYINFO CONTAINER, against the fuses"},
		{"Vendor versions, encrypted container: the device's AES key is another one, or all zero.",
		 "the fuses, or OP-TEE's console"},
		{"Qualcomm's PAS: signature, certificates, identity or a digest is refused.",
		 "sign-rproc-fw check --device qcom-pas-signed FIRMWARE"},
	}}},
	{SIGNFW_TEE_NO_DATA, TA_LOAD, {NULL, {
		{"The container is encrypted, and the device's OP-TEE can't decrypt: it finds no HASHTABLE.", DUMP},
		{"The signed hash table has no entry for a PT_LOAD segment.", VERIFY " (segment-not-covered)"},
		{"HASHTABLE, NUM_IMG, IMGTYPE or IMGSIZE is missing or empty; vendor versions need HASHTYPE, too.",
		 DUMP},
		{"R-Car, if the command was GET_RSC_TABLE: the firmware has no resource table.",
		 DUMP " (resource table)"},
	}}},
	{SIGNFW_TEE_ACCESS_DENIED, TA_LOAD, {NULL, {
		{"A segment, its zero-filled part included, isn't inside one region of OP-TEE's device tree; one that "
		 "reaches from a region into the next isn't, either.", MEMORY},
		{"The address is that of the host processor: on an STM32MP15, e.g., RETRAM is at 0 for the firmware, "
		 "not at 0x38000000.", DUMP " (addresses of the segments)"},
		{"The resource table's section has an address outside of all regions.", DUMP " (resource table)"},
		{"The regions in OP-TEE's own device tree aren't those of Linux, which you may have looked at.",
		 "dtc -I dtb -O dts OPTEE.dtb (memory-region)"},
	}}},
	{SIGNFW_TEE_GENERIC, TA_LOAD, {NULL, {
		{"Vendor versions: a segment isn't inside one region of OP-TEE's device tree.", MEMORY},
		{"Vendor versions, if the command was START: the container has no BOOTADDR, or one that is outside of "
		 "the regions.", DUMP " (TLV 0x00010001)"},
		{"Vendor versions: BOOTADDR is there twice, or is still set from an earlier LOAD that failed.",
		 "reboot, then load this container first"},
		{"A segment is larger than what OP-TEE can map: 10 MiB upstream, 32 MiB on STM32MP2.",
		 DUMP " (sizes of the segments)"},
	}}},
	{SIGNFW_TEE_BAD_FORMAT, TA_LOAD, {NULL, {
		{"The section headers were stripped; the device looks for the resource table in them.",
		 DUMP " (elf-no-section-headers)"},
		{"The resource table is malformed, or more than one image has one.",
		 DUMP " (resource-table-invalid, resource-table-count)"},
		{"A segment ends exactly where its image ends: OP-TEE up to 4.9 and vendor versions refuse that.",
		 DUMP " (segment-at-end)"},
		{"An image isn't 32-bit ELF, or its headers were damaged: they aren't signed.",
		 VERIFY "; readelf -hlS IMAGE"},
		{"Vendor versions that take the key from the container: PKEYINFO is missing, or isn't a key of 2048 "
		 "bits (RSA) or on P-256.", DUMP " (PKEYINFO)"},
		{"Vendor versions: the images are of type encrypted and there is no ENCTYPE, or the reverse.", DUMP},
		{"Qualcomm's PAS: ELF headers or hash segment, or the entry point is outside.",
		 "sign-rproc-fw check --device qcom-pas FIRMWARE"},
	}}},
	{SIGNFW_TEE_BAD_STATE, TA_LOAD, {NULL, {
		{"A firmware is loaded or running: U-Boot may have started it, or it wasn't stopped.", STATE},
		{"Linux loads twice for each start, and this OP-TEE refuses the second: upstream 4.1, and vendor "
		 "versions.", OP_TEE "; is it the second LOAD since boot?"},
		{"Another remote processor is running: OP-TEE's driver has one state for all of them.", STATE},
		{"Vendor versions, encrypted container: a segment isn't a multiple of 16 bytes.", CHECK},
		{"The trusted application crashed while the processor was running. Only a reset helps.",
		 "OP-TEE's console (\"TA panicked\", \"abort\")"},
		{"Qualcomm's PAS: the firmware isn't relocatable, so that Linux asked for no memory.",
		 "sign-rproc-fw dump FIRMWARE (not-relocatable)"},
	}}},
	{SIGNFW_TEE_NOT_SUPPORTED, TA_LOAD, {NULL, {
		{"The signature is ECDSA: upstream OP-TEE verifies RSA only, and vendor versions do it only if they "
		 "take the key from the container.", DUMP " (SIGNTYPE)"},
		{"SIGNTYPE or, on vendor versions, HASHTYPE has a value that isn't known.", DUMP},
		{"OP-TEE has no remote processor with this number, or its driver didn't find its node in OP-TEE's "
		 "device tree.", "dtc -I dtb -O dts OPTEE.dtb (compatible, status)"},
		{"Qualcomm's PAS: the hash segment isn't of version 6, or is signed by Qualcomm, too.",
		 "sign-rproc-fw dump FIRMWARE (layout, signatures)"},
	}}},
	{SIGNFW_TEE_NOT_IMPLEMENTED, TA_LOAD, {NULL, {
		{"Vendor versions: there is a platform TLV other than BOOTADDR (0x10001) and BOOTSEC (0x10002).", DUMP},
		{"The driver of this platform doesn't load ELF images by a hash table.", OP_TEE},
		{"If the command was GET_COREDUMP: no version has it.", "the TA_RPROC_ line in dmesg"},
	}}},
	{SIGNFW_TEE_OUT_OF_MEMORY, TA_LOAD, {NULL, {
		{"There are too many program headers: about 25 fit into 4096 bytes. Drop those that aren't PT_LOAD, or "
		 "build OP-TEE with a larger CFG_REMOTEPROC_TA_HEAP_SIZE.", DUMP " (ta-heap)"},
		{"The container is in the layout of OP-TEE 3.x, and its image is read as a signature.", DUMP},
	}}},
	{SIGNFW_TEE_ITEM_NOT_FOUND, TA_LOAD, {NULL, {
		{"Vendor versions: OP-TEE's device tree doesn't describe oem_rproc_pkh or oem_rproc_enc_key. "
		 "STM32MP13 and MP15 don't have them.", "dtc -I dtb -O dts OPTEE.dtb (nvmem-layout)"},
		{"If a session was opened: the remoteproc TA isn't part of this OP-TEE.",
		 "ls /sys/bus/tee/devices (80a4c275-0a47-4905-8285-1486a9771a08)"},
	}}},
	{SIGNFW_TEE_CORRUPT_OBJECT, TA_LOAD, {NULL, {
		{"OP-TEE 3.x got a container of another layout, or the ELF file itself.", DUMP "; " OP_TEE},
		{"Upstream 4.10: the resource table isn't at a multiple of 4 in the image.",
		 DUMP " (resource-table-invalid)"},
		{"Vendor versions: BOOTADDR or BOOTSEC doesn't have 4 bytes.", DUMP " (TLV 0x00010001, 0x00010002)"},
	}}},
	{SIGNFW_TEE_TARGET_DEAD, TA_ANY, {NULL, {
		{"A length in the header or an offset in an image is damaged, and the trusted application read "
		 "elsewhere.", VERIFY "; " SAME},
		{"OP-TEE 3.16 got something that isn't a container, e.g. the ELF file itself.", DUMP "; " OP_TEE},
		{"The trusted application restarts and forgets its state. If the processor was running then, LOAD is "
		 "refused until the board is reset.", "OP-TEE's console (\"TA panicked\", \"abort\")"},
	}}},
	{SIGNFW_TEE_BUSY, TA_ANY, {NULL, {
		{"Another driver or program of Linux has opened a session; the one that comes second gets this.",
		 "dmesg | grep -i -e remoteproc -e tee"},
	}}},
	{SIGNFW_TEE_SUCCESS, TA_LOAD, {NULL, {
		{"If the new firmware doesn't run: one was loaded before, and the new container wasn't looked at. Stop "
		 "the processor before you load.", STATE},
	}}},
	{UINT32_C(0xffff000e), TA_ANY, {
		"Linux couldn't talk to OP-TEE; the trusted application wasn't asked.", {
		{"OP-TEE isn't running, or its driver didn't start.", "dmesg | grep -i optee"},
		{"The trusted application is in a file system, and nobody serves it.", "pidof tee-supplicant"},
	}}},

	{SIGNFW_TEE_GENERIC, TA_START, {
		"The firmware was loaded, but there is no address to start it at, or no right one.", {
		{"Vendor versions on STM32MP2: the container has no BOOTADDR. Sign with --plat-tlv 0x10001 ADDRESS.",
		 DUMP " (TLV 0x00010001)"},
		{"BOOTADDR isn't inside a memory region.", MEMORY},
		{"An earlier START failed: until STOP, which answers TEE_ERROR_BAD_STATE then, every other one fails.",
		 STATE},
	}}},
	{SIGNFW_TEE_ACCESS_DENIED, TA_START, {
		"The firmware was loaded, but its boot address isn't an address of the remote processor.", {
		{"BOOTADDR is outside of the dma-ranges in OP-TEE's device tree.", MEMORY},
	}}},
	{SIGNFW_TEE_BAD_STATE, TA_START, {
		"Nothing is loaded that could be started.", {
		{"LOAD failed, or wasn't called.", "the lines before this one in dmesg"},
		{"OP-TEE 3.19 beta: the container has neither SBOOTADDR nor NSBOOTADDR.", DUMP},
		{"The trusted application crashed after LOAD and forgot its state.",
		 "OP-TEE's console (\"TA panicked\", \"abort\")"},
	}}},
	{SIGNFW_TEE_BAD_PARAMETERS, TA_START, {
		"The trusted application never loaded a firmware for a remote processor of this number.", {
		{"LOAD wasn't called, or for another number.", "the lines before this one in dmesg"},
	}}},
	{SIGNFW_TEE_BAD_STATE, TA_STOP, {
		"The firmware was loaded, but not running.", {
		{"START failed or wasn't called. Upstream, the firmware stays loaded; vendor versions have cleared its "
		 "memory, and can load again.", OP_TEE "; the lines before this one in dmesg"},
	}}},
	{SIGNFW_TEE_BAD_PARAMETERS, TA_STOP, {
		"The trusted application never loaded a firmware for a remote processor of this number.", {
		{"It crashed and forgot its state, or LOAD failed.", "OP-TEE's console; the lines before in dmesg"},
	}}},
	{SIGNFW_TEE_BAD_STATE, TA_GET_RSC_TABLE, {
		"Nothing is loaded that could have a resource table.", {
		{"LOAD failed, or wasn't called.", "the lines before this one in dmesg"},
	}}},
	{SIGNFW_TEE_BAD_PARAMETERS, TA_GET_RSC_TABLE, {
		"The trusted application never loaded a firmware for a remote processor of this number.", {
		{"LOAD failed, or was for another number.", "the lines before this one in dmesg"},
	}}},
	{SIGNFW_TEE_NO_DATA, TA_GET_RSC_TABLE, {
		"R-Car: the firmware is loaded, and has no resource table; Linux takes that for a failure.", {
		{"No image has a section .resource_table.", DUMP " (resource table)"},
	}}},
	{SIGNFW_TEE_NOT_IMPLEMENTED, TA_GET_COREDUMP, {
		"No version of the trusted application makes core dumps. This says nothing about the firmware.", {
		{NULL, NULL},
	}}},
	{SIGNFW_TEE_BAD_PARAMETERS, TA_RELEASE, {
		"This line is harmless: it isn't why a firmware didn't start. The command is new in OP-TEE 4.4.", {
		{"OP-TEE is older than 4.4, or a vendor version, and doesn't know the command.", OP_TEE},
		{"There is nothing to release, since LOAD was never called.", "the lines before this one in dmesg"},
	}}},
	{SIGNFW_TEE_BAD_STATE, TA_RELEASE, {
		"The firmware is running, and its memory isn't released.", {
		{"STOP failed, or wasn't called.", "the lines before this one in dmesg; " STATE},
	}}},
	{SIGNFW_TEE_BAD_PARAMETERS, TA_OPEN_SESSION, {
		"The session was opened without the number of a remote processor. No container was looked at.", {
		{"U-Boot's driver is the one for OP-TEE 3.x, which didn't need the number.",
		 "the \"U-Boot\" line of the boot log; " OP_TEE},
	}}},
	{SIGNFW_TEE_NOT_SUPPORTED, TA_OPEN_SESSION, {
		"OP-TEE has no remote processor of this number. No container was looked at.", {
		{"Its driver has no node to work with: another compatible, status disabled, or refused for its memory "
		 "regions.", "dtc -I dtb -O dts OPTEE.dtb (compatible, status)"},
		{"The number in Linux's device tree is wrong: 0 for the M4 of an STM32MP15, 1 for the M33 of an "
		 "STM32MP2.", "dtc -I fs /proc/device-tree (rproc-tee)"},
	}}},
	{SIGNFW_TEE_ITEM_NOT_FOUND, TA_OPEN_SESSION, {
		"There is no remoteproc TA. No container was looked at.", {
		{"OP-TEE was built without it (CFG_REMOTEPROC_PTA, CFG_IN_TREE_EARLY_TAS).",
		 "ls /sys/bus/tee/devices (80a4c275-0a47-4905-8285-1486a9771a08)"},
	}}},
	{SIGNFW_TEE_ACCESS_DENIED, TA_OPEN_SESSION, {
		"OP-TEE lets only its own remoteproc TA talk to its driver. No container was looked at.", {
		{"Somebody opens the pseudo TA (54af4a68-19be-40d7-bbe6-8950350a8744) instead of the TA "
		 "(80a4c275-0a47-4905-8285-1486a9771a08).", "the UUID in the program or driver that failed"},
	}}},

	{SIGNFW_TEE_BAD_FORMAT, PAS_INIT_IMAGE, {
		"OP-TEE's PAS can't read the metadata of the firmware: its ELF headers or its hash segment.", {
		{"The hash segment isn't of version 6, which is the only one that OP-TEE takes.",
		 "sign-rproc-fw dump FIRMWARE (layout)"},
		{"e_phoff, e_ehsize or e_phentsize isn't as it has to be, or the hash segment isn't all there.",
		 "sign-rproc-fw verify --digests-only FIRMWARE"},
	}}},
	{SIGNFW_TEE_NOT_SUPPORTED, PAS_INIT_IMAGE, {
		"OP-TEE's PAS doesn't handle such firmware.", {
		{"Versions that check digests only: the hash segment isn't of version 6.",
		 "sign-rproc-fw dump FIRMWARE (layout)"},
		{"There is no processor of this PAS id.", "pas_id in the line"},
		{"It has a signature of Qualcomm's, or its segments are encrypted by UIE.",
		 "sign-rproc-fw dump FIRMWARE (signatures, uie)"},
	}}},
	{SIGNFW_TEE_SECURITY, PAS_INIT_IMAGE, {
		"OP-TEE's PAS doesn't accept who signed the firmware, or for which device it is.", {
		{"The root isn't the one in the fuses.", "sign-rproc-fw verify --pk-hash HEX FIRMWARE (root-mismatch)"},
		{"It isn't signed, or its certificates or metadata aren't what OP-TEE wants.",
		 "sign-rproc-fw check --device qcom-pas-signed FIRMWARE; OP-TEE's console"},
		{"It is for another processor or device (sw_id, OEM id, model id, serial numbers).",
		 "sign-rproc-fw dump FIRMWARE (metadata)"},
		{"Header, metadata or hash table were changed after signing.",
		 "sign-rproc-fw verify --any-root FIRMWARE (signature-invalid)"},
	}}},
	{SIGNFW_TEE_SECURITY, PAS_AUTH_AND_RESET, {
		"OP-TEE's PAS took the metadata, and found other bytes in memory.", {
		{"Headers or a segment were changed after signing, or a .bNN is of another build.",
		 "sign-rproc-fw verify --digests-only FIRMWARE (hash-mismatch)"},
		{"The hash table doesn't have one SHA-384 for each program header.",
		 "sign-rproc-fw dump FIRMWARE (hash-table-size)"},
		{"Linux asked for another address than it starts now.", "the lines before this one in dmesg"},
	}}},
	{SIGNFW_TEE_BAD_FORMAT, PAS_AUTH_AND_RESET, {
		"OP-TEE's PAS took the metadata, and the segments aren't where they may be.", {
		{"The entry point is outside of what is loaded.", "sign-rproc-fw dump FIRMWARE (entry-outside)"},
		{"From the first to the last segment it needs more memory than Linux asked for.",
		 "sign-rproc-fw dump FIRMWARE (segments; one with p_memsz 0 counts, too)"},
	}}},
	{SIGNFW_TEE_BAD_STATE, PAS_AUTH_AND_RESET, {
		"Linux asked OP-TEE to start firmware without asking for memory first.", {
		{"No segment is relocatable (bit 27 of p_flags).", "sign-rproc-fw dump FIRMWARE (not-relocatable)"},
	}}},
};

/* A command other than LOAD gave a result that the TA has no reason of its own for. */
static const struct advice passed_on = {
	"The trusted application has no such answer to this command of its own; it hands on that of the driver "
	"below.", {
	{"A reset, clock or firewall driver of OP-TEE failed.", "OP-TEE's console"},
}};

/* A result that exists, and that loading firmware doesn't give. */
static const struct advice unrelated = {
	"Loading remote-processor firmware doesn't give this result; it comes from something else in the TEE.", {
	{"The number belongs to another trusted application, or to a driver of OP-TEE.", "OP-TEE's console"},
}};

/* Those that have no row in tee_table. */
static const uint32_t unrelated_codes[] = {
	0x80000000, 0x80000001, 0xf0100002, 0xf0100003, 0xf0100004, 0xf0100005, 0xf0100006,
	0xffff0002, 0xffff0003, 0xffff0004, 0xffff0010, 0xffff0011, 0xffff3001, 0xffff300f,
	0xffff3041, 0xffff3071, 0xffff5000, 0xffff5001,
};

static const struct {
	uint32_t number;
	const char *name;
	struct advice advice;
} errno_table[] = {
	{EIO, "EIO", {
		"Linux and U-Boot say this for everything that the TEE refuses, whatever the reason: it carries no "
		"information. The code of the TEE is in a line before it.", {
		{"The TEE refused the container.", "dmesg | sign-rproc-fw explain -"},
		{"In U-Boot, without such a line: no session was opened. Its older driver only works with OP-TEE 3.x.",
		 OP_TEE},
		{"R-Car: the firmware has no resource table.", DUMP " (resource table)"},
	}}},
	{EINVAL, "EINVAL", {
		"The container didn't get as far as the TEE, or Linux doesn't take its resource table.", {
		{"With \"Image is corrupted (bad magic)\": Linux took the container for an ELF file, since this remote "
		 "processor isn't set up for the TEE.", "dtc -I fs /proc/device-tree (compatible, rproc-tee)"},
		{"It is another remote processor than you think: their numbers may change from boot to boot.", NAMES},
		{"No session could be opened with the trusted application.",
		 "dmesg | grep tee_client_open_session"},
		{"st,rproc-tee in Linux's device tree leads to another node than that of the TEE's remoteproc.",
		 "dtc -I fs /proc/device-tree (rproc-tee)"},
		{"Linux refused an entry of the resource table; a line before this one says which.",
		 "sign-rproc-fw resource-table FIRMWARE"},
		{"Qualcomm's PAS: the secure world refused the firmware, whatever its reason.",
		 "sign-rproc-fw check --device qcom-pas FIRMWARE"},
	}}},
	{ENOENT, "ENOENT", {
		"Linux didn't find the file. The TEE wasn't asked.", {
		{"It isn't in /lib/firmware, or has another name.",
		 "grep . /sys/class/remoteproc/remoteproc*/firmware; ls -lL /lib/firmware"},
		{"Linux looked before the file system was there.", "the time of the line in dmesg"},
	}}},
	{ENOMEM, "ENOMEM", {
		"Linux had no memory for the container, or couldn't map the resource table.", {
		{"The resource table is where Linux can't read it.", DUMP " (resource table)"},
		{"The firmware has no resource table, and the kernel patches are of a version that needs one (v15 to "
		 "v20).", DUMP " (resource table)"},
		{"There is no memory left that could be shared with the TEE.", "dmesg | grep -i -e tee -e alloc; free"},
	}}},
	{ENODEV, "ENODEV", {
		"The TEE's part of the driver has gone, or there is no TEE.", {
		{"OP-TEE's driver was unloaded, or the remoteproc TA is no longer offered.", "ls /sys/bus/tee/devices"},
		{"In U-Boot: it has no OP-TEE driver, or no node for it.", "dm tree, in U-Boot (optee)"},
	}}},
	{ERRNO_PROBE_DEFER, "EPROBE_DEFER", {
		"The driver has to wait for the TEE's part, which isn't there yet. Linux tries again whenever another "
		"driver has started; if this stays, that part never came.", {
		{"The remoteproc TA isn't part of this OP-TEE.",
		 "ls /sys/bus/tee/devices (80a4c275-0a47-4905-8285-1486a9771a08)"},
		{"Linux has no OP-TEE driver, or none for remoteproc by the TEE, or they are modules that aren't "
		 "loaded.", "zgrep -e OPTEE -e REMOTEPROC /proc/config.gz; lsmod"},
		{"Another thing that the driver needs (reset, clock, mailbox) isn't there.",
		 "cat /sys/kernel/debug/devices_deferred"},
	}}},
};

/* clang-format on */

static const struct advice *row_of_tee(enum ta_command command, uint32_t code)
{
	for (size_t i = 0; i < COUNT(tee_table); i++)
		if (tee_table[i].code == code && tee_table[i].command == command)
			return &tee_table[i].advice;
	return NULL;
}

const struct advice *advice_on_tee(enum ta_command command, uint32_t code)
{
	const struct advice *advice = row_of_tee(command, code);

	if (advice == NULL)
		advice = row_of_tee(TA_ANY, code);
	if (advice != NULL || signfw_tee_result_name(code) == NULL)
		return advice;
	return command == TA_LOAD ? &unrelated : &passed_on;
}

const struct advice *advice_on_errno(uint32_t number, const char **name)
{
	for (size_t i = 0; i < COUNT(errno_table); i++) {
		if (errno_table[i].number != number)
			continue;
		*name = errno_table[i].name;
		return &errno_table[i].advice;
	}
	return NULL;
}

/* "BAD_STATE" of TEE_ERROR_BAD_STATE, and of TEEC_ERROR_BAD_STATE, which is how the client side says it. */
static const char *bare_name(const char *name)
{
	static const char *const prefixes[] = {"TEE_", "TEEC_", "ERROR_"};

	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (strncasecmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			name += strlen(prefixes[i]);
	return name;
}

static bool is_named(uint32_t code, const char *name)
{
	return strcasecmp(bare_name(signfw_tee_result_name(code)), bare_name(name)) == 0;
}

bool tee_code_by_name(const char *name, uint32_t *out)
{
	for (size_t i = 0; i < COUNT(tee_table); i++)
		if (is_named(tee_table[i].code, name)) {
			*out = tee_table[i].code;
			return true;
		}
	for (size_t i = 0; i < COUNT(unrelated_codes); i++)
		if (is_named(unrelated_codes[i], name)) {
			*out = unrelated_codes[i];
			return true;
		}
	return false;
}

bool errno_by_name(const char *name, uint32_t *out)
{
	for (size_t i = 0; i < COUNT(errno_table); i++)
		if (strcasecmp(errno_table[i].name, name) == 0) {
			*out = errno_table[i].number;
			return true;
		}
	return false;
}

enum ta_command ta_command_in(const char *line)
{
	static const struct {
		const char *text; /* behind TA_RPROC_CMD_ or, formerly, TA_RPROC_FW_CMD_ */
		enum ta_command command;
	} names[] = {
		{"CMD_LOAD", TA_LOAD},
		{"CMD_START", TA_START},
		{"CMD_STOP", TA_STOP},
		{"CMD_GET_RSC_TABLE", TA_GET_RSC_TABLE},
		{"CMD_GET_COREDUMP", TA_GET_COREDUMP},
		{"CMD_RELEASE", TA_RELEASE},
		{"open_session", TA_OPEN_SESSION},
		{"ldelf failed", TA_OPEN_SESSION}, /* the loader of trusted applications */
		{"PAS init image", PAS_INIT_IMAGE},
		{"PAS mem setup", PAS_MEM_SETUP},
		{"PAS auth reset", PAS_AUTH_AND_RESET},
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strstr(line, names[i].text) != NULL)
			return names[i].command;
	return TA_LOAD;
}
