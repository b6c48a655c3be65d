/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The table of log lines, in the order in which they are tried.  File names with a
 * number are those of Linux 7.2.13; "patch v22" and so on are versions of the series
 * that lets OP-TEE load firmware; STD is ST's own kernel.
 */
#include "explaining/log_lines.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Checks that many causes share. */
#define DUMP        "sign-rproc-fw dump CONTAINER"
#define VERIFY      "sign-rproc-fw verify --key KEY CONTAINER"
#define MEMORY      "sign-rproc-fw check --device NAME --dtb OPTEE.dtb CONTAINER"
#define TABLE       "sign-rproc-fw resource-table FIRMWARE"
#define TABLE_LINUX "sign-rproc-fw resource-table --linux-dtb LINUX.dtb FIRMWARE"
#define NAMES       "grep . /sys/class/remoteproc/remoteproc*/name"
#define STATE       "cat /sys/class/remoteproc/remoteproc*/state"
#define BEFORE      "the lines before this one: dmesg | sign-rproc-fw explain -"
#define LINUX_TREE  "dtc -I fs /proc/device-tree "
#define OPTEE_TREE  "dtc -I dtb -O dts OPTEE.dtb "
#define OP_TEE      "the \"OP-TEE version\" line on OP-TEE's console"
#define OPTEE_LOG   "OP-TEE's console"
#define SAME        "sha256sum FIRMWARE, on the host and on the target"

/* Who prints it. */
#define CORE  "Linux, remoteproc_core.c:"
#define ELF   "Linux, remoteproc_elf_loader.c:"
#define VIO   "Linux, remoteproc_virtio.c:"
#define RT    "Linux, rsc_table.h:"
#define ST    "Linux, stm32_rproc.c:"
#define IMX   "Linux, imx_rproc.c:"
#define MDT   "Linux, mdt_loader.c:"
#define Q6V5  "Linux, qcom_q6v5_pas.c:"
#define TEE   "Linux, remoteproc_tee.c of patch v22"
#define UBOOT "U-Boot, rproc-optee.c"

#define MEMORY_SHORT                                                                 \
	{                                                                            \
		"Linux has no memory left.", "free; dmesg | grep -i -e oom -e alloc" \
	}

/* clang-format off */

static const struct log_line lines[] = {
	/* ---- Linux's ELF loader, which a signed container must never come to -------------- */
	{"Image is corrupted (bad magic)", SIGNFW_ERROR, ELF "65", false, false, {
		"This is Linux, not OP-TEE: it took the file for plain ELF, which a signed container isn't. The signature "
		"wasn't looked at, and the key doesn't matter.", {
		{"This remote processor isn't set up for the TEE: a wrong compatible, or no st,rproc-tee.",
		 LINUX_TREE "(compatible, rproc-tee)"},
		{"It is another remote processor than you think: on an STM32MP2, remoteproc0 may be the M0.", NAMES},
		{"It is set up for plain ELF on purpose: then it needs the ELF file.",
		 DUMP " (is it one?); file FIRMWARE"},
	}}},
	{"Unsupported firmware endianness", SIGNFW_ERROR, ELF "86", false, false, {
		"This is Linux before 5.8, not OP-TEE: it took the file for plain ELF, which a signed container isn't. Its "
		"byte order is right.", {
		{"This remote processor isn't set up for the TEE: a wrong compatible, or no st,rproc-tee.",
		 LINUX_TREE "(compatible, rproc-tee)"},
		{"It is another remote processor than you think.", NAMES},
		{"It is an ELF file that was built big-endian, whatever the version of Linux.", "readelf -h FIRMWARE (Data)"},
	}}},
	{"bad phdr da", SIGNFW_ERROR, ELF "214", false, false, {
		"This is Linux, loading plain ELF: a segment isn't inside the memory of this remote processor. No "
		"signature is involved.", {
		{"The file went to another remote processor than you think: remoteproc0 may be the M0.", NAMES},
		{"The processor is meant to be loaded by the TEE, and got the unsigned file. Linux's tree doesn't have the "
		 "regions of its code then, on purpose.", "file FIRMWARE"},
		{"Linux's device tree has no memory-region there.", "readelf -l FIRMWARE (PhysAddr)"},
	}}},
	{"bad phdr filesz", SIGNFW_ERROR, ELF "191", false, false, {
		"This is Linux, loading plain ELF: a segment has more bytes in the file than in memory.", {
		{"The program headers were damaged, or made by a tool that is broken.", "readelf -l FIRMWARE (FileSiz, MemSiz)"},
	}}},
	{"truncated fw: need", SIGNFW_ERROR, ELF "198", false, false, {
		"This is Linux, loading plain ELF: a segment goes on behind the end of the file.", {
		{"The file isn't complete.", SAME},
	}}},
	{"Image is too small", SIGNFW_ERROR, ELF "58,96", true, false, {
		"This is Linux, loading plain ELF: the file is shorter than an ELF header, or than where its section headers "
		"are.", {
		{"The file isn't complete.", SAME},
	}}},
	{"Unsupported class:", SIGNFW_ERROR, ELF "71", true, false, {
		"This is Linux, loading plain ELF: the file says that it is neither 32-bit nor 64-bit.", {
		{"It is no ELF file, but e.g. a raw binary behind an ELF magic.", "readelf -h FIRMWARE (Class)"},
	}}},
	{"elf64 header is too small", SIGNFW_ERROR, ELF "76", false, false, {
		"This is Linux, loading plain ELF: a 64-bit ELF file that ends inside its header.", {
		{"The file isn't complete.", SAME},
	}}},
	{"No loadable segments", SIGNFW_ERROR, ELF "101", true, false, {
		"This is Linux, loading plain ELF: the file has no program headers.", {
		{"It is an object file, not what the linker made of it.", "readelf -h FIRMWARE (Type: REL)"},
	}}},
	{"Firmware size is too small", SIGNFW_ERROR, ELF "106", true, false, {
		"This is Linux, loading plain ELF: its program headers begin behind the end of the file.", {
		{"The file isn't complete.", SAME},
	}}},
	{"header-less resource table", SIGNFW_ERROR, ELF "288", false, false, {
		"The section .resource_table is shorter than the 16 bytes of its header. Linux goes on without it: the "
		"firmware starts, and has no IPC.", {
		{"The table was optimised away, or isn't in this section.", TABLE},
	}}},
	{"unsupported fw ver:", SIGNFW_ERROR, ELF "294", false, false, {
		"The resource table doesn't begin with version 1. Linux goes on without it: the firmware starts, and has no "
		"IPC.", {
		{"The section .resource_table has other data at its beginning.", TABLE},
	}}},
	{"rsc has non zero reserved bytes", SIGNFW_ERROR, CORE "490,556,634,833", false, false, {
		"An entry of the resource table has reserved bytes that aren't 0. Linux refuses to boot, with -22. The line "
		"says of which type the entry is: vdev, carveout, trace or devmem.", {
		{"The struct in the firmware isn't initialised as a whole, or is the one of an old header.",
		 TABLE " (resource-reserved)"},
		{"The table isn't where .resource_table says, and Linux reads other bytes.",
		 DUMP " (resource-table-not-loaded)"},
	}}},
	{"non zero reserved bytes", SIGNFW_ERROR, ELF "300", false, false, {
		"The header of the resource table has reserved fields that aren't 0. Linux goes on without it: the firmware "
		"starts, and has no IPC.", {
		{"The struct in the firmware isn't initialised as a whole.", TABLE " (resource-table-invalid)"},
	}}},
	{"resource table incomplete", SIGNFW_ERROR, ELF "306", false, false, {
		"The resource table says that it has more entries than there are offsets. Linux goes on without it: the "
		"firmware starts, and has no IPC.", {
		{"The field num isn't the number of entries, or the section is cut off.", TABLE " (resource-table-invalid)"},
	}}},
	{"resource table truncated", SIGNFW_ERROR, ELF "282", false, false, {
		"The section .resource_table leaves the file. Linux goes on without it: the firmware starts, and has no IPC.", {
		{"The file isn't complete, or its section headers are damaged.", SAME "; readelf -S FIRMWARE"},
	}}},

	/* ---- entries of the resource table ----------------------------------------------- */
	{"vdev rsc is truncated", SIGNFW_ERROR, CORE "484", false, false, {
		"A vdev, with its vrings and its configuration, goes on behind the end of the resource table. Linux refuses "
		"to boot, with -22.", {
		{"num_of_vrings or config_len is larger than what follows.", TABLE " (resource-entry-truncated)"},
		{"The table is cut off: sh_size is too small.", "readelf -S FIRMWARE (.resource_table)"},
	}}},
	{"carveout rsc is truncated", SIGNFW_ERROR, CORE "827", false, false, {
		"A carveout goes on behind the end of the resource table: less than 52 bytes follow its type. Linux refuses "
		"to boot, with -22.", {
		{"The table is cut off, or an offset points too close to its end.", TABLE " (resource-entry-truncated)"},
	}}},
	{"trace rsc is truncated", SIGNFW_ERROR, CORE "550", false, false, {
		"A trace buffer's entry goes on behind the end of the resource table: less than 44 bytes follow its type. "
		"Linux refuses to boot, with -22.", {
		{"The table is cut off, or an offset points too close to its end.", TABLE " (resource-entry-truncated)"},
	}}},
	{"devmem rsc is truncated", SIGNFW_ERROR, CORE "628", false, false, {
		"An entry of type DEVMEM goes on behind the end of the resource table. Linux refuses to boot, with -22; "
		"without an IOMMU it refuses such an entry anyhow.", {
		{"The table has an entry of type 1 that no STM32 or i.MX takes. Drop it.", TABLE " (resource-devmem)"},
	}}},
	{"rsc table is truncated", SIGNFW_ERROR, RT "347", false, false, {
		"The offset of an entry is below 16, or less than 4 bytes from the end of the resource table, or beyond it. "
		"Linux refuses to boot, with -22.", {
		{"The table has fewer entries than its field num says, or sh_size of the section is too small.",
		 TABLE " (resource-entry-truncated)"},
		{"The table isn't loaded to where .resource_table says, and Linux reads other bytes there.",
		 DUMP " (resource-table-not-loaded)"},
	}}},
	{"too many vrings:", SIGNFW_ERROR, CORE "499", false, false, {
		"A vdev has more than the 2 vrings that Linux handles. Linux refuses to boot, with -22.", {
		{"It is another virtio device than RPMsg, or num_of_vrings is wrong.", TABLE " (resource-vrings)"},
	}}},
	{"failed to create rproc-virtio device", SIGNFW_ERROR, CORE "517", false, false, {
		"Linux couldn't make the device of a vdev.", {
		MEMORY_SHORT,
	}}},
	{"invalid qsz (*) or alignment (", SIGNFW_ERROR, CORE "394", false, false, {
		"The length or the alignment of a vring is 0. The firmware starts all the same, and has no IPC.", {
		{"The resource table was left at its defaults. Both must be powers of two.",
		 TABLE " (resource-vring-num, resource-vring-align)"},
	}}},
	{"probe with driver rproc-virtio failed with error", SIGNFW_ERROR, "Linux, drivers/base/dd.c:644", false, false, {
		"The vdev of the resource table wasn't set up: the firmware starts, and has no IPC. -22 is about values of a "
		"vring, -12 about a region that it doesn't fit.", {
		{"-22: length or alignment of a vring is 0.", TABLE " (resource-vring-num, resource-vring-align)"},
		{"-12: a vring is larger than its region vdev0vring0 or vdev0vring1, or not where that begins.",
		 TABLE_LINUX " (linux-vring-size, linux-vring-address)"},
	}}},
	{"Registered carveout doesn't fit len request", SIGNFW_ERROR, CORE "294,313", false, false, {
		"What the resource table asks for doesn't fit into the region of the same name in Linux's device tree. Of a "
		"carveout, Linux refuses to boot, with -12; of a vring, the firmware starts and has no IPC.", {
		{"The region is too small, or the range ends behind it.",
		 TABLE_LINUX " (linux-vring-size, linux-carveout-region)"},
		{"The address in the table is wrong; 0 isn't \"any\", 0xffffffff is.",
		 TABLE_LINUX " (linux-vring-address, linux-carveout-region)"},
	}}},
	{"Registered carveout doesn't fit da request", SIGNFW_ERROR, CORE "307", false, false, {
		"An address in the resource table is below the region of the same name in Linux's device tree. Of a carveout, "
		"Linux refuses to boot, with -12; of a vring, the firmware starts and has no IPC.", {
		{"The address is 0, where the beginning of the region or 0xffffffff (\"any\") belongs.",
		 TABLE_LINUX " (linux-vring-address, linux-carveout-region)"},
		{"The linker script of the firmware and Linux's device tree disagree.", LINUX_TREE "(reserved-memory)"},
	}}},
	{"Carveout already associated to resource table", SIGNFW_ERROR, CORE "849", false, false, {
		"Two carveouts of the resource table have the same name, which may be the empty one. Linux refuses to boot, "
		"with -12.", {
		{"An entry is there twice, or names were left empty.", TABLE " (resource-name-duplicate)"},
	}}},
	{"failed to map devmem:", SIGNFW_ERROR, CORE "645", false, false, {
		"The IOMMU refused to map what an entry of type DEVMEM asks for.", {
		{"Its addresses aren't what the IOMMU can map, or are mapped already.", TABLE " (devmem)"},
	}}},
	{"Failed to process resources:", SIGNFW_ERROR, CORE "1412,1626", false, false, {
		"Linux refused an entry of the resource table, and doesn't start the firmware.", {
		{"A line before this one says which entry, and why.", BEFORE},
		{"With -22 and no such line: there is an entry of type DEVMEM, and no IOMMU.", TABLE " (resource-devmem)"},
	}}},
	{"unsupported vendor resource", SIGNFW_WARNING, CORE "1036", false, false, {
		"An entry of the resource table is of a type from 128 to 512, which are for vendors. Linux ignores it.", {
		{"The firmware has an extension that this driver doesn't know.", TABLE " (resource-vendor)"},
	}}},
	{"unsupported resource", SIGNFW_WARNING, CORE "1041", false, false, {
		"An entry of the resource table is of a type that Linux doesn't know, and ignores. The type is printed as a "
		"signed number.", {
		{"The type is wrong, or the offset points at something else.", TABLE " (resource-type-unknown)"},
		{"The table was made big-endian.", "readelf -h FIRMWARE (Data)"},
	}}},
	{"Allocated carveout doesn't fit device address request", SIGNFW_WARNING, CORE "709", false, false, {
		"Linux allocated memory at another address than the resource table asks for. Firmware that relies on that "
		"address uses memory that isn't its own.", {
		{"Linux's device tree has no region of that name: vdev0vring0, vdev0vring1, or as the carveout is called.",
		 TABLE_LINUX " (linux-no-vring-region)"},
	}}},
	{"failed to allocate dma memory: len", SIGNFW_ERROR, CORE "692", false, false, {
		"Linux found no memory for a carveout or vring of the resource table. Of a carveout it doesn't start the "
		"firmware then, with -12.", {
		{"The length is 0, or far too large.", TABLE " (resource-carveout-empty, resource-vring-num)"},
		{"There is no region of that name, and no contiguous memory (CMA) left.", "grep Cma /proc/meminfo"},
	}}},
	{"Unable to allocate carveout", SIGNFW_ERROR, CORE "1156", false, false, {
		"A region or carveout couldn't be allocated or mapped. Linux doesn't start the firmware.", {
		{"A carveout of the resource table is too large, or of length 0.",
		 TABLE " (resource-carveout-empty); " BEFORE},
		{"A memory-region of Linux's device tree can't be mapped.", LINUX_TREE "(reserved-memory, no-map)"},
	}}},
	{"Failed to allocate associated carveouts:", SIGNFW_ERROR, CORE "1419,1633", false, false, {
		"A region or carveout couldn't be allocated or mapped. Linux doesn't start the firmware.", {
		{"A line before this one says which.", BEFORE},
	}}},
	{"DMA address cast in 32bit to fit resource table format", SIGNFW_WARNING, CORE "761", false, false, {
		"Linux allocated memory above 4 GiB, and the resource table has room for 32 bits only: the firmware gets a "
		"wrong address.", {
		{"There is no region of that name below 4 GiB.", TABLE_LINUX},
	}}},
	{"Physical address cast in 32bit to fit resource table format", SIGNFW_WARNING, CORE "1192", false, false, {
		"A region is above 4 GiB, and the resource table has room for 32 bits only: the firmware gets a wrong "
		"address.", {
		{"Linux's device tree reserves memory above 4 GiB for the firmware.", LINUX_TREE "(reserved-memory)"},
	}}},
	{"Can't allocate memory entry structure", SIGNFW_ERROR, CORE "351,868", true, false, {
		"Linux had no memory for its notes on a carveout.", {
		MEMORY_SHORT,
	}}},
	{"idr_alloc failed:", SIGNFW_ERROR, CORE "365", true, false, {
		"Linux couldn't number a vring.", {
		MEMORY_SHORT,
	}}},

	/* ---- booting and stopping --------------------------------------------------------- */
	{"powering up", SIGNFW_INFO, CORE "1948", true, false, {
		"Somebody asked Linux to start this remote processor. Nothing was read yet.", {{NULL, NULL}}}},
	{"request_firmware failed: -22", SIGNFW_ERROR, CORE "1801,1953", false, false, {
		"Linux read the firmware's file, and it is empty. The TEE wasn't asked.", {
		{"The file has no bytes: copying it failed.", "ls -lL /lib/firmware"},
	}}},
	{"request_firmware failed:", SIGNFW_ERROR, CORE "1801,1953", false, true, {
		"Linux couldn't read the firmware's file. The TEE wasn't asked.", {
		{"It isn't in /lib/firmware, or has another name than sysfs says (rproc-NODE-fw by default).",
		 "grep . /sys/class/remoteproc/remoteproc*/firmware; ls -lL /lib/firmware"},
	}}},
	{"Booting fw image", SIGNFW_INFO, CORE "1377", false, false, {
		"Linux has read the firmware's file. With patch v22 nothing of it was looked at yet; with ST's own kernel "
		"OP-TEE has loaded it already.", {{NULL, NULL}}}},
	{"can't prepare rproc", SIGNFW_ERROR, CORE "1392", false, false, {
		"Linux couldn't use the memory that its device tree gives this remote processor. The TEE wasn't asked.", {
		{"An entry of memory-region isn't in a dma-range of the bus.", "\"memory region not valid\" before this line"},
	}}},
	{"Failed to load program segments: -22", SIGNFW_ERROR, CORE "1266", false, false, {
		"Linux couldn't load the segments. No TEE gives -22 here: this is plain ELF, or Qualcomm's PAS.", {
		{"Plain ELF: a segment is in no memory of this processor, or leaves the file.", BEFORE " (bad phdr, truncated fw)"},
		{"Qualcomm's PAS: the secure world, or the loader of .mdt files, refused the metadata.",
		 "sign-rproc-fw check --device qcom-pas FIRMWARE; " BEFORE},
	}}},
	{"Failed to load program segments:", SIGNFW_ERROR, CORE "1266", false, false, {
		"With OP-TEE and -5: it took the firmware once, and refused it when Linux loaded it again, as patch v22 does "
		"for every boot. Of plain ELF, a line before this one says why.", {
		{"OP-TEE is older than 4.2, or a vendor version: its TA answers the second LOAD with 0xffff0007.", OP_TEE},
		{"After a crash: the firmware's file isn't there, or isn't the same any more. From here on, 'start' does "
		 "nothing until the driver is bound again.", BEFORE},
	}}},
	{"can't start rproc", SIGNFW_ERROR, CORE "1294", false, false, {
		"The firmware was loaded, and the processor didn't start.", {
		{"OP-TEE refused START: the boot address is missing or wrong (STM32MP2), or nothing was loaded.",
		 "the TA_RPROC_ line before this one: sign-rproc-fw explain 'LINE'"},
		{"A reset or clock driver of OP-TEE failed.", OPTEE_LOG},
		{"Qualcomm's PAS, with -22 and nothing else: the ELF header was refused, e.g. 64-bit ELF, or section headers "
		 "that aren't there.", "sign-rproc-fw check --device qcom-pas FIRMWARE"},
	}}},
	{"failed to prepare subdevices for", SIGNFW_ERROR, CORE "1286", false, false, {
		"A part of the driver that works beside the processor (e.g. of GLINK or SMD) couldn't get ready.", {
		{"A driver that it needs isn't there.", BEFORE},
	}}},
	{"failed to probe subdevices for", SIGNFW_ERROR, CORE "1301", false, false, {
		"The processor ran, but a part of the driver beside it (virtio, GLINK, SMD) failed; it was stopped again.", {
		{"The region vdev0buffer isn't usable, or the driver has no mailbox.",
		 LINUX_TREE "(vdev0buffer, mboxes); " BEFORE},
	}}},
	{"remote processor * is now up", SIGNFW_INFO, CORE "1308", false, false, {
		"The processor was started: OP-TEE, or Linux, accepted the firmware. Whether the firmware works isn't known "
		"by that; nor is whether there is IPC: that shows in \"rpmsg host is online\".", {{NULL, NULL}}}},
	{"Boot failed:", SIGNFW_ERROR, "Linux, remoteproc_sysfs.c:198", false, true, {
		"Starting by writing to sysfs failed. When Linux starts the processor by itself (auto_boot), this line "
		"isn't printed.", {
		{"A line before this one says why.", BEFORE},
	}}},
	{"can't stop rproc", SIGNFW_ERROR, CORE "1723", false, false, {
		"OP-TEE refused STOP, and the processor goes on; but its virtio devices are gone already. 'stop' may be "
		"tried again.", {
		{"The TA crashed and restarted while the processor was running. Only a reset helps.",
		 OPTEE_LOG " (\"TA panicked\", \"abort\")"},
	}}},
	{"stopped remote processor", SIGNFW_INFO, CORE "1731", false, false, {
		"The processor was stopped.", {{NULL, NULL}}}},
	{"crash detected in", SIGNFW_ERROR, CORE "2735", true, false, {
		"The firmware crashed, or its watchdog ran out. Linux starts it again, if recovery is enabled.", {
		{"The firmware is at fault; its signature isn't.", "/sys/kernel/debug/remoteproc/remoteproc*/trace0"},
		{"It uses a peripheral or memory that isn't its own.", OPTEE_LOG "; OP-TEE's and Linux's device trees"},
	}}},
	{"handling crash #", SIGNFW_ERROR, CORE "1889", true, false, {
		"Linux begins to start a firmware again that has crashed.", {
		{"The firmware crashed; the number is how often since Linux started.", BEFORE},
	}}},
	{"recovering ", SIGNFW_ERROR, CORE "1843", true, false, {
		"Linux stops the processor, loads the file again, and starts it: it must be the one that ran before.", {
		{"If \"is now up\" doesn't follow, the new start failed: 'start' says success then and does nothing, and only "
		 "binding the driver again helps.", STATE "; ls -lL /lib/firmware"},
	}}},
	{"can't change firmware while running", SIGNFW_ERROR, CORE "2212", false, false, {
		"The name of the firmware can be changed only while the processor is offline (-16).", {
		{"It runs, or is attached.", STATE},
	}}},
	{"attaching to ", SIGNFW_INFO, CORE "1944", true, false, {
		"The processor runs already, since the bootloader started it; Linux only talks to it.", {{NULL, NULL}}}},
	{"can't load resource table:", SIGNFW_ERROR, CORE "1458,1609", true, false, {
		"Linux attaches to a running processor, and doesn't find its resource table.", {
		{"The bootloader stored no address of a table (-2), or one that Linux can't translate.",
		 "\"can't translate da\" before this line"},
		{"The table is in RETRAM, which isn't known by that address.", TABLE " (address)"},
	}}},
	{"Trace * not available|Trace not available", SIGNFW_ERROR, "Linux, remoteproc_debugfs.c", false, false, {
		"The file trace0 of debugfs has no text, since Linux has no memory mapped where the trace buffer is.", {
		{"The trace buffer isn't inside a memory-region of Linux's device tree.", TABLE_LINUX " (linux-trace)"},
	}}},

	/* ---- virtio and RPMsg -------------------------------------------------------------- */
	{"vring_new_virtqueue * failed", SIGNFW_ERROR, VIO "149", false, false, {
		"Linux had no memory for the state of a vring: the firmware starts, and has no IPC.", {
		{"The length of the vring is far too large.", TABLE " (resource-vring-num)"},
	}}},
	{"probe with driver virtio_rpmsg_bus failed with error", SIGNFW_ERROR, "Linux, drivers/base/dd.c:644", false, false, {
		"The processor runs, but RPMsg can't be used.", {
		{"-12: the buffers, 2 * num * 512 bytes, don't fit into the region vdev0buffer.",
		 TABLE_LINUX " (linux-buffers-size)"},
		{"-12 or -2: a vring is missing.", TABLE " (resource-vrings)"},
	}}},
	{"rpmsg host is online", SIGNFW_INFO, "Linux, virtio_rpmsg_bus.c", false, false, {
		"Linux's side of RPMsg works. Channels appear when the firmware announces them.", {{NULL, NULL}}}},
	{"registered * (type *)", SIGNFW_INFO, VIO "453", true, false, {
		"The device of a vdev was made; its type is the id in the resource table: 7 is RPMsg.", {{NULL, NULL}}}},
	{"vdev * buffer already mapped", SIGNFW_WARNING, VIO "401", false, false, {
		"The region of a vdev's buffers is used as a carveout, too.", {
		{"A carveout of the resource table is called vdev0buffer, or there is a region vdev1buffer.",
		 TABLE_LINUX " (carveouts)"},
	}}},
	{"Can't associate reserved memory", SIGNFW_ERROR, VIO "396", true, false, {
		"The region vdev0buffer can't be used for buffers (-22).", {
		{"Its node isn't reserved memory of compatible shared-dma-pool.", LINUX_TREE "(vdev0buffer)"},
	}}},
	{".kick method not defined for", SIGNFW_ERROR, VIO "380", false, false, {
		"The driver of this remote processor can't notify it, so there is no IPC.", {
		{"The firmware has a vdev, and this driver wasn't made for one.", TABLE " (vdev)"},
	}}},
	{"Bad virtqueue length", SIGNFW_WARNING, "Linux before vring_new_virtqueue(), virtio_ring.c:1300", false, false, {
		"The length of a vring isn't a power of two. Newer versions of Linux don't check that, and don't print this.", {
		{"The field num of a vring in the resource table.", TABLE " (resource-vring-num)"},
	}}},

	/* ---- ST's driver --------------------------------------------------------------------- */
	{"memory region not valid", SIGNFW_ERROR, ST "230", false, false, {
		"An entry of memory-region in Linux's device tree begins where the processor's bus can't reach it; -22, and "
		"the TEE wasn't asked.", {
		{"Its address is in no range of dma-ranges of the node's parent.", LINUX_TREE "(dma-ranges, reserved-memory)"},
		{"memory-region names a region that is OP-TEE's alone, by the address of the host.", LINUX_TREE "(memory-region)"},
	}}},
	{"dma-ranges property not defined", SIGNFW_ERROR, ST "160", false, false, {
		"The bus that the remote processor's node is in has no dma-ranges, or not in triples of 32 bits; -22.", {
		{"The node isn't inside its bus (mlahb) any more, or the tree is one for 64-bit.", LINUX_TREE "(dma-ranges)"},
	}}},
	{"Unable to map memory region", SIGNFW_ERROR, ST "125,638; " TEE, false, false, {
		"Linux couldn't map a memory region, or the resource table at the address that OP-TEE named; -12.", {
		{"The address is in memory that Linux itself uses: the region has no no-map.",
		 LINUX_TREE "(reserved-memory, no-map)"},
		{"Patches v15 to v20, with size 0: the firmware has no resource table.", TABLE " (resource-table-missing)"},
		{"A region of the device tree is where there is no memory, or too large.", LINUX_TREE "(reserved-memory)"},
	}}},
	{"failed to get mcu_reset", SIGNFW_ERROR, ST "735", false, false, {
		"Linux's node of the remote processor has no reset mcu_rst.", {
		{"It is meant for OP-TEE, and has no st,rproc-tee, so that Linux takes it for one of its own.",
		 LINUX_TREE "(rproc-tee, resets)"},
		{"ST's own kernel needs the resets also if OP-TEE loads.", LINUX_TREE "(resets, reset-names)"},
	}}},
	{"failed to get hold boot", SIGNFW_ERROR, ST "771", false, false, {
		"Linux's node of the remote processor has neither a reset hold_boot nor st,syscfg-holdboot.", {
		{"It is meant for OP-TEE, and has no st,rproc-tee, so that Linux takes it for one of its own.",
		 LINUX_TREE "(rproc-tee, reset-names, syscfg-holdboot)"},
	}}},
	{"cannot get * mbox|could not get * mbox", SIGNFW_WARNING, ST "384", false, false, {
		"Linux's device tree doesn't name a mailbox: without vq0 or vq1 there is no IPC, without shutdown the "
		"firmware isn't asked before it is stopped.", {
		{"mboxes or mbox-names of the node isn't complete: vq0, vq1, shutdown.", LINUX_TREE "(mbox-names)"},
	}}},
	{"warning: remote FW shutdown without ack", SIGNFW_WARNING, ST "522", false, false, {
		"The firmware didn't answer the request to shut down within 500 ms, and is stopped without.", {
		{"It doesn't handle the mailbox shutdown. That is harmless if it needn't.", "source code of the firmware"},
	}}},
	{"can't translate da", SIGNFW_ERROR, ST "604", false, false, {
		"Linux attaches to a running processor, and the address of its resource table is in no dma-range.", {
		{"U-Boot stored the address of the host for a table in RETRAM, e.g. 0x38000000, where Linux wants the "
		 "processor's. Put the table elsewhere.", TABLE " (address)"},
	}}},
	{"stm32_rproc_kick: failed|stm32_rproc_kick * failed (", SIGNFW_ERROR, ST "577", false, false, {
		"A message to the firmware couldn't be sent: the mailbox is full, or dead.", {
		{"The firmware crashed, or never reads its mailbox.", "/sys/kernel/debug/remoteproc/remoteproc*/trace0"},
	}}},
	{"vqid >= MBOX_NB_VQ|WARNING: * stm32_rproc_kick", SIGNFW_WARNING, ST "567", false, false, {
		"Linux has mailboxes for two vrings, and there is a third one.", {
		{"The resource table has a second vdev, which an STM32MP can't have.", TABLE " (resource-second-vdev)"},
	}}},
	{"no resource table found for this firmware", SIGNFW_WARNING, ST "267; STD", false, false, {
		"The firmware starts without a resource table, and has no IPC. That is right for firmware that has none.", {
		{"There is no section .resource_table.", TABLE " (resource-table-missing)"},
		{"Plain ELF: the table was refused.", BEFORE},
		{"ST's own kernel with OP-TEE: GET_RSC_TABLE failed, or the table is where Linux can't map it.",
		 "the TA_RPROC_ line before this one; " TABLE_LINUX " (linux-table-hidden)"},
	}}},

	/* ---- Linux's TEE backend -------------------------------------------------------------- */
	{"TA_RPROC_CMD_LOAD_FW", SIGNFW_ERROR, TEE, false, true, {
		"OP-TEE refused the firmware. TEE err says why, in hexadecimal; ret 0 is turned into -5 (EIO).", {
		{"Its code decides.", "sign-rproc-fw explain CODE CONTAINER"},
	}}},
	{"TA_RPROC_CMD_GET_RSC_TABLE", SIGNFW_ERROR, TEE, false, true, {
		"OP-TEE didn't say where the resource table is. While loading that ends the boot, with -5.", {
		{"The TA crashed after LOAD and forgot its state.", OPTEE_LOG " (\"TA panicked\", \"abort\")"},
	}}},
	{"TA_RPROC_CMD_START", SIGNFW_ERROR, TEE, false, true, {
		"OP-TEE refused to start the firmware that it has loaded.", {
		{"Its code decides: the boot address (STM32MP2), or the state.", "sign-rproc-fw explain 0xCODE"},
	}}},
	{"TA_RPROC_CMD_STOP", SIGNFW_ERROR, TEE, false, true, {
		"OP-TEE refused to stop the processor.", {
		{"It was loaded, but not running (0xffff0007), or the TA crashed.", OPTEE_LOG},
	}}},
	{"TA_RPROC_CMD_RELEASE_FW", SIGNFW_ERROR, TEE, false, true, {
		"OP-TEE didn't release the firmware. With 0xffff0006 it doesn't know the command, being older than 4.4, or a "
		"vendor version: harmless, but memory isn't cleared, and the TA may stay in the state LOADED.", {
		{"The versions of Linux and OP-TEE don't belong together.", OP_TEE},
	}}},
	{"TA_RPROC_FW_CMD_*, err:", SIGNFW_ERROR, UBOOT, false, true, {
		"OP-TEE refused a command of U-Boot. TEE err says why, in hexadecimal without 0x.", {
		{"Its code decides.", "sign-rproc-fw explain CODE"},
	}}},
	{"TA_RPROC_FW_CMD_", SIGNFW_ERROR, "Linux, patches v1 to v19, and ST's own kernel", false, true, {
		"OP-TEE refused a command of Linux. TEE err says why, in hexadecimal without 0x.", {
		{"Its code decides.", "sign-rproc-fw explain CODE"},
	}}},
	{"tee_client_open_session failed, err:", SIGNFW_ERROR, TEE, false, true, {
		"Linux couldn't open a session with the remoteproc TA; probing fails with -22.", {
		{"The TA isn't in this OP-TEE (0xffff0008), or has no processor of that number (0xffff000a).",
		 "ls /sys/bus/tee/devices (80a4c275-0a47-4905-8285-1486a9771a08)"},
		{"Somebody else has the session (0xffff000d).", "dmesg | grep -i -e remoteproc -e tee"},
	}}},
	{"Device node not found for UUID:", SIGNFW_ERROR, TEE, false, false, {
		"OP-TEE has the remoteproc TA, and Linux's device tree has no node for it: the processor is deferred for "
		"ever.", {
		{"There is no node whose compatible is the UUID: the tree is one for an older version of the patches.",
		 LINUX_TREE "(80a4c275-0a47-4905-8285-1486a9771a08)"},
	}}},
	{"failed to parse st,rproc-tee", SIGNFW_ERROR, "Linux, stm32_rproc.c of patch v22", false, false, {
		"The property st,rproc-tee of the remote processor's node isn't a phandle and a number.", {
		{"The number is missing, or the phandle leads nowhere: <&tee_rproc 0>, 8 bytes.", LINUX_TREE "(st,rproc-tee)"},
	}}},
	{"requires REMOTEPROC_TEE", SIGNFW_ERROR, "Linux, stm32_rproc.c of patch v22", false, false, {
		"This Linux was built without CONFIG_REMOTEPROC_TEE (-19), and its device tree asks for it.", {
		{"The option is off.", "zgrep REMOTEPROC_TEE /proc/config.gz"},
	}}},
	{"not yet compatible with attached state", SIGNFW_ERROR, "Linux, stm32_rproc.c of patch v22", false, false, {
		"The processor runs already, and with OP-TEE Linux can't attach to it yet (-22).", {
		{"U-Boot started it. Stop it there, or don't start it.", "printenv bootcmd, in U-Boot (rproc)"},
		{"The register that says so (st,syscfg-m4-state) wasn't cleared by a warm reset.", LINUX_TREE "(m4-state)"},
	}}},
	{"failed to parse remoteproc-backend", SIGNFW_ERROR, "Linux, patch v21", false, false, {
		"The property rproc-tee-phandle is missing or malformed.", {
		{"The device tree is for another version of the patches; from v22 on it is st,rproc-tee.",
		 LINUX_TREE "(rproc-tee)"},
	}}},
	{"failed to read st,rproc-id property", SIGNFW_ERROR, "Linux, patches v4 to v19", false, false, {
		"The property st,proc-id is missing.", {
		{"The device tree is for another version of the patches.", LINUX_TREE "(proc-id, rproc-tee)"},
	}}},
	{"invalid reg on ", SIGNFW_ERROR, "Linux, patch v20", true, false, {
		"A remote processor's node below that of OP-TEE's service has no reg, which is its number.", {
		{"The device tree is for another version of the patches, or the property was forgotten.",
		 LINUX_TREE "(rproc-service)"},
	}}},
	{"signed firmware not supported by TEE", SIGNFW_ERROR, "Linux, patches v1 to v21; STD", false, false, {
		"Linux's driver found no TEE that loads this remote processor. -517: it waits for one.", {
		{"The remoteproc TA isn't in this OP-TEE, or OP-TEE's node isn't one with -tee.",
		 "ls /sys/bus/tee/devices (80a4c275-0a47-4905-8285-1486a9771a08); " OPTEE_TREE "(compatible)"},
	}}},
	{"Support of signed firmware only", SIGNFW_INFO, "Linux, STD", false, false, {
		"OP-TEE loads this remote processor: it takes containers, not ELF files.", {{NULL, NULL}}}},
	{"failed to delegate to OP-TEE", SIGNFW_ERROR, UBOOT, false, false, {
		"U-Boot couldn't open a session with the remoteproc TA. No container was looked at.", {
		{"Its driver is the one for OP-TEE 3.x, which sends no number of a processor.",
		 "the \"U-Boot\" line of the boot log; " OP_TEE},
		{"The TA isn't built into OP-TEE (early TA): U-Boot can't load one from a file system.",
		 OPTEE_LOG " (ldelf failed)"},
	}}},
	{"unexpected rproc state:", SIGNFW_ERROR, TEE, false, false, {
		"Linux didn't ask OP-TEE to release the firmware, since the processor is neither offline nor crashed.", {
		{"A boot failed half way, or the processor is stopped while it is attached.", STATE},
	}}},

	/* ---- i.MX ------------------------------------------------------------------------------ */
	{"No resource table in elf", SIGNFW_INFO, IMX "717", false, false, {
		"The firmware starts without a resource table, and has no IPC. That is right for firmware that has none.", {
		{"There is no section .resource_table, or it was refused.", TABLE},
	}}},
	{"Translation failed: da", SIGNFW_WARNING, IMX "565", false, false, {
		"A segment, or an address of the resource table, is in no memory that the processor has on this SoC.", {
		{"The linker script is for another SoC, or another of its memories.", "readelf -l FIRMWARE (PhysAddr)"},
	}}},
	{"unable to resolve memory region", SIGNFW_ERROR, IMX "859", false, false, {
		"memory-region of the remote processor leads to a node that isn't reserved memory.", {
		{"The phandle is wrong, or the node is not below /reserved-memory.", LINUX_TREE "(memory-region)"},
	}}},

	/* ---- OP-TEE, U-Boot ---------------------------------------------------------------------- */
	{"More than one resource table found", SIGNFW_ERROR, "OP-TEE, remoteproc_core.c", false, false, {
		"Two images of the container have a section .resource_table: LOAD gives TEE_ERROR_BAD_FORMAT.", {
		{"Each image was linked with one.", DUMP " (resource-table-count)"},
	}}},
	{"Failed to translate device address", SIGNFW_ERROR, "OP-TEE, remoteproc_core.c", false, false, {
		"The resource table isn't inside one memory region: LOAD gives TEE_ERROR_ACCESS_DENIED.", {
		{"The section .resource_table has another address than what is loaded.", DUMP " (resource table)"},
		{"OP-TEE's device tree has no region there.", MEMORY},
	}}},
	{"Failed to probe*rproc", SIGNFW_ERROR, "OP-TEE, dt_driver.c", false, false, {
		"OP-TEE's driver of the remote processor didn't start: every session is refused with "
		"TEE_ERROR_NOT_SUPPORTED, whatever the container.", {
		{"A memory region is outside of the dma-ranges of the bus, or is empty.", MEMORY},
		{"Vendor versions: a region has no access-controllers-conf-default or access-controllers-conf-load.",
		 OPTEE_TREE "(memory-region)"},
		{"The resets mcu_rst and hold_boot are missing.", OPTEE_TREE "(reset-names)"},
	}}},
	{"sys_open_ta_bin(80a4c275-", SIGNFW_ERROR, "OP-TEE, ldelf", false, false, {
		"OP-TEE looked for the remoteproc TA, and didn't find it.", {
		{"OP-TEE was built without it, and there is no file of it.", "ls /lib/optee_armtz/80a4c275-*"},
		{"There is a file, and nobody serves it.", "pidof tee-supplicant"},
	}}},
	{"TA panicked", SIGNFW_ERROR, "OP-TEE, user_ta.c", false, false, {
		"A trusted application crashed. Whoever called it gets TEE_ERROR_TARGET_DEAD, 0xffff3024.", {
		{"It is the remoteproc TA if 80a4c275-0a47-4905-8285-1486a9771a08 follows. If so, the container made it "
		 "do that.", VERIFY},
	}}},
	{"IAC exception", SIGNFW_ERROR, "OP-TEE, stm32_iac.c", false, false, {
		"The firmware is loaded and running; it touched something that the resource isolation of the STM32MP2 "
		"(RIF) keeps from it. No signature is involved.", {
		{"A peripheral or memory that the firmware uses isn't assigned to its processor.",
		 OPTEE_TREE "(the ID in the line, in the RIF nodes)"},
	}}},
	{"Load Remote Processor*Failed!", SIGNFW_ERROR, "U-Boot, cmd/remoteproc.c", false, false, {
		"U-Boot's command didn't load the file. The code of the TEE, if it was asked, is in a line before it.", {
		{"The TEE refused the container.", "sign-rproc-fw explain 'LINE', with that line"},
		{"The size isn't that of the file: load it, then give 'rproc load' ${filesize}.",
		 "the number of bytes in the line; ls -l CONTAINER"},
		{"This processor isn't one that U-Boot loads by the TEE, and it got a container.", "rproc list, in U-Boot"},
	}}},
	{"load remote processor failed", SIGNFW_ERROR, "U-Boot, boot script", false, false, {
		"U-Boot's boot script didn't get the firmware loaded. The code of the TEE, if it was asked, is in a line before "
		"it.", {
		{"The TEE refused the container.", "the TA_RPROC_ line before this one: sign-rproc-fw explain 'LINE'"},
		{"The file isn't there, or is for a processor that U-Boot loads by itself.", "rproc list; ls mmc 0:4, in U-Boot"},
	}}},
	{"Expect some size??", SIGNFW_ERROR, "U-Boot, cmd/remoteproc.c", false, false, {
		"U-Boot was asked to load 0 bytes.", {
		{"The file wasn't loaded into memory before, so that ${filesize} is empty.",
		 "printenv filesize, in U-Boot"},
	}}},
	{"Remote Processors are not initialized", SIGNFW_ERROR, "U-Boot, cmd/remoteproc.c", false, false, {
		"U-Boot's 'rproc init' wasn't called.", {
		{"The boot script doesn't do it.", "rproc init; rproc list, in U-Boot"},
	}}},
	{"Remote Processor*initialization failed", SIGNFW_ERROR, "U-Boot, cmd/remoteproc.c", false, false, {
		"U-Boot couldn't start its driver of a remote processor. The TEE wasn't asked for anything yet.", {
		{"The node in U-Boot's device tree is missing or disabled.", "rproc list; dm tree, in U-Boot"},
		{"U-Boot has no OP-TEE driver, or OP-TEE isn't running.", "dm tree, in U-Boot (optee)"},
	}}},
	{"Error in final launch sequence", SIGNFW_ERROR, "STM32CubeIDE", false, false, {
		"This is the debugger of the development environment, not the board: it didn't get the firmware started. No "
		"signature was looked at.", {
		{"In production mode the debugger copies an ELF file to the board and starts it by Linux. A processor that "
		 "OP-TEE loads takes containers only.", "dmesg on the board (bad magic): explain that line"},
		{"The debug probe or the board isn't reachable.", "the lines that follow in the dialogue"},
	}}},

	/* ---- Qualcomm's PAS ------------------------------------------------------------------------- */
	{"no hash segment found in", SIGNFW_ERROR, MDT "193", false, false, {
		"No program header from 1 on has Qualcomm's type of a hash segment (p_flags 0x02......). Linux refuses the "
		"file with -22, and the secure world isn't asked.", {
		{"It is the plain ELF file, which isn't signed.", "sign-rproc-fw dump FIRMWARE (no-hash-segment)"},
		{"Only program header 0 has that type.", "sign-rproc-fw dump FIRMWARE (hash-segment-first)"},
	}}},
	{"error * reading firmware * metadata", SIGNFW_ERROR, MDT "270", false, false, {
		"Linux couldn't make the metadata of the file: its headers or its hash segment can't be used. The secure "
		"world wasn't asked.", {
		{"There is no hash segment, or it isn't all there; or program header 0 is PT_LOAD.",
		 "sign-rproc-fw verify --digests-only FIRMWARE"},
		{"The .bNN with the hash segment is missing.", "ls /lib/firmware, beside the .mdt"},
	}}},
	{"error * initializing firmware", SIGNFW_ERROR, MDT "278", false, false, {
		"The secure world refused the metadata (INIT_IMAGE): version, signature, root or identity. Linux makes -22 of "
		"whatever it says. The segments weren't looked at.", {
		{"The firmware is signed for another device or maker: each has its own root in the fuses.",
		 "sign-rproc-fw dump FIRMWARE (root, OEM id, model id), against a file that works"},
		{"It is firmware for another processor: sw_id doesn't belong to this PAS id.",
		 "sign-rproc-fw dump FIRMWARE (sw_id)"},
		{"It isn't signed, or its signature is a stub, and the device is fused.",
		 "sign-rproc-fw verify --any-root FIRMWARE (signature-stub, signature-missing)"},
		{"The version of the hash segment isn't one that this SoC takes; OP-TEE takes 6 only.",
		 "sign-rproc-fw dump FIRMWARE (layout)"},
	}}},
	{"error * setting up firmware", SIGNFW_ERROR, MDT "286", false, false, {
		"The secure world refused the memory (MEM_SETUP).", {
		{"The reserved memory isn't the one that the secure world expects, or too small.",
		 LINUX_TREE "(memory-region of the remote processor)"},
	}}},
	{"segment outside memory range", SIGNFW_ERROR, MDT "397", false, false, {
		"A segment doesn't fit into the memory that Linux's device tree reserves for this processor.", {
		{"The reserved memory is smaller than the firmware, or elsewhere.",
		 "sign-rproc-fw check --device qcom-pas --carveout ADDR:SIZE FIRMWARE"},
		{"The firmware isn't relocatable, and linked for another address.", "sign-rproc-fw dump FIRMWARE (segments)"},
	}}},
	{"refusing to load segment", SIGNFW_ERROR, MDT "404", false, false, {
		"A segment has more bytes in the file than in memory; Linux stops.", {
		{"The program headers were damaged.", "sign-rproc-fw verify --digests-only FIRMWARE (filesz-memsz)"},
	}}},
	{"would be truncated", SIGNFW_ERROR, MDT "411", true, false, {
		"A segment goes on behind the end of the file.", {
		{"The file isn't complete.", "sign-rproc-fw verify --digests-only FIRMWARE (segment-outside); " SAME},
	}}},
	{"failed to load segment * from truncated file", SIGNFW_ERROR, MDT "92", false, false, {
		"A .bNN of a split image doesn't have the size of its segment.", {
		{"It isn't complete, or belongs to another .mdt.", "sign-rproc-fw verify --digests-only FIRMWARE.mdt"},
	}}},
	{"error * loading *.b", SIGNFW_ERROR, MDT "87", false, false, {
		"A .bNN of a split image can't be read; -2: it isn't there.", {
		{"Only a part of the files was copied.", "ls /lib/firmware, beside the .mdt"},
		{"It has more bytes than its segment (-27).", "sign-rproc-fw verify --digests-only FIRMWARE.mdt"},
	}}},
	{"failed to authenticate image and release reset", SIGNFW_ERROR, Q6V5 "329", false, false, {
		"The secure world took the metadata, and refused what was loaded (AUTH_AND_RESET).", {
		{"The bytes of a segment don't have their digest of the hash table.",
		 "sign-rproc-fw verify --digests-only FIRMWARE (hash-mismatch)"},
		{"OP-TEE: the firmware isn't relocatable, so that Linux asked for no memory (0xffff0007).",
		 "sign-rproc-fw dump FIRMWARE (not-relocatable)"},
		{"OP-TEE: the entry point is outside of what is loaded.", "sign-rproc-fw dump FIRMWARE (entry-outside)"},
	}}},
	{"start timed out", SIGNFW_ERROR, Q6V5 "336", true, false, {
		"The secure world took the firmware and started it, and it didn't report back within 5 seconds. The signature "
		"isn't the reason.", {
		{"The firmware is for another SoC or board, or needs a second file (_dtb).", "ls /lib/firmware"},
		{"Something that it needs is missing: clocks, power domains, shared memory.", LINUX_TREE "(the processor's node)"},
	}}},
	{"PAS init image failed|PAS mem setup failed|PAS auth reset failed", SIGNFW_ERROR, "Linux, qcom_pas_tee.c", false,
	 true, {
		"OP-TEE's PAS refused; err is its code, and Linux makes -22 of it.", {
		{"Its code decides.", "sign-rproc-fw check --device qcom-pas-signed FIRMWARE"},
	}}},
	{"Error in getting resource table:", SIGNFW_ERROR, "Linux, qcom_q6v5_pas.c", false, false, {
		"Linux runs in EL2 and asked the secure world for the processor's resource table; -5: it doesn't know that "
		"call.", {
		{"The secure world (TZ) of this board is too old to be used without Qualcomm's hypervisor.",
		 "the versions of the boot firmware"},
		{"The resource table in the firmware is malformed.", "sign-rproc-fw resource-table FIRMWARE"},
	}}},
	{"unsupported MBN version", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"OP-TEE's PAS takes hash segments of version 6 only.", {
		{"The container has another version.", "sign-rproc-fw dump FIRMWARE (layout)"},
	}}},
	{"UIE image encryption not supported", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"The segments are encrypted by Qualcomm's UIE, which OP-TEE refuses (0xffff000a).", {
		{"The firmware is for devices with Qualcomm's own secure world.", "sign-rproc-fw dump FIRMWARE (uie)"},
	}}},
	{"QTI-countersigned images are not supported", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"OP-TEE's PAS refuses what has a signature of Qualcomm's beside that of the maker (0xffff000a).", {
		{"The firmware is signed twice.", "sign-rproc-fw dump FIRMWARE (signatures)"},
	}}},
	{"metadata is not OEM-signed", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"The device is fused, and the container has no signature or no certificates of its maker (0xffff000f).", {
		{"It isn't signed.", "sign-rproc-fw verify --any-root FIRMWARE (signature-missing)"},
	}}},
	{"PAS*cert * parse failed|cert * parse failed|non-0xFF byte at chain offset", SIGNFW_ERROR, "OP-TEE, PAS", true, false, {
		"OP-TEE can't read the certificates of the container.", {
		{"They are RSA-PSS ones, which its mbedTLS isn't built for; or RSA at all.",
		 "sign-rproc-fw dump FIRMWARE (certificates)"},
		{"Something else than 0xff follows them.", "sign-rproc-fw dump FIRMWARE (cert-padding)"},
	}}},
	{"cert chain verify failed|non-root certs, want|leaf cert has no KeyUsage|unsupported sig algo at depth|"
	 "AKID/SKID mismatch", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"OP-TEE read the certificates of the container, and doesn't accept them (0xffff000f). It wants one or two of "
		"them and a root, all on P-384 with ECDSA and SHA-384, and keyUsage digitalSignature in the first one.", {
		{"The chain was made for another secure world.",
		 "sign-rproc-fw check --device qcom-pas-signed FIRMWARE"},
	}}},
	{"root-of-trust mismatch", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"The root in the container isn't the one whose hash is in the fuses (0xffff000f).", {
		{"The firmware is signed for another maker's devices.",
		 "sign-rproc-fw verify --pk-hash HEX FIRMWARE (root-mismatch)"},
	}}},
	{"bad or missing OEM metadata|PAS*unsupported metadata version", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"The container has no metadata of its maker, or not of a version that OP-TEE knows: 0.0 or 1.0 (0xffff000f).", {
		{"It was made by a tool that leaves them out.", "sign-rproc-fw dump FIRMWARE (metadata)"},
	}}},
	{"SW_ID got * want|OEM_ID got * want|MODEL_ID got * want|JTAG_ID got * want|PAS* got * want ", SIGNFW_ERROR,
	 "OP-TEE, PAS", false, false, {
		"The container is for another processor, device or maker; the line says what it has and what is wanted "
		"(0xffff000f).", {
		{"SW_ID: firmware of another processor. OEM_ID, MODEL_ID, JTAG id, serial, SoC version: of another device.",
		 "sign-rproc-fw dump FIRMWARE (metadata)"},
	}}},
	{"PAS*signature verify failed", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"The signature isn't valid for the key of the container's first certificate (0xffff000f).", {
		{"Header, metadata or hash table were changed after signing.",
		 "sign-rproc-fw verify --any-root FIRMWARE (signature-invalid)"},
	}}},
	{"PAS*segment * hash mismatch|segment * hash mismatch", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"The bytes of a segment don't have their digest of the hash table (0xffff000f).", {
		{"They were changed after signing, or a .bNN is of another build.",
		 "sign-rproc-fw verify --digests-only FIRMWARE (hash-mismatch)"},
	}}},
	{"no MEM_SETUP", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"Linux asked for no memory before it started the firmware (0xffff0007).", {
		{"No segment is relocatable (bit 27 of p_flags).", "sign-rproc-fw dump FIRMWARE (not-relocatable)"},
	}}},
	{"image larger than carveout", SIGNFW_ERROR, "OP-TEE, PAS", false, false, {
		"From the first to the last segment the firmware needs more memory than Linux has asked for (0xffff0005).", {
		{"A PT_LOAD with p_memsz 0 is far away: Linux leaves it out, and OP-TEE counts it.",
		 "sign-rproc-fw dump FIRMWARE (segments)"},
	}}},
};

/* clang-format on */

/* Whether the texts of a pattern, which is `size` long, are in a line, one behind the other. */
static bool fits(const char *line, const char *pattern, size_t size)
{
	const char *const line_end = line + strlen(line), *const end = pattern + size;

	while (pattern < end) {
		const char *star = memchr(pattern, '*', (size_t)(end - pattern));
		const size_t text_size = (size_t)((star == NULL ? end : star) - pattern);
		const char *found = memmem(line, (size_t)(line_end - line), pattern, text_size);

		/* the leftmost place leaves most room for what follows: there is nothing to try again */
		if (found == NULL)
			return false;
		line = found + text_size;
		pattern += text_size + (star != NULL);
	}
	return true;
}

/* Whether one of the patterns, which '|' is between, fits. */
static bool one_fits(const char *line, const char *patterns)
{
	for (;;) {
		const size_t size = strcspn(patterns, "|");

		if (fits(line, patterns, size))
			return true;
		if (patterns[size] == '\0')
			return false;
		patterns += size + 1;
	}
}

bool log_line_is_ours(const char *line)
{
	static const char *const signs[] = {"remoteproc", "rproc", "RPROC", "Boot failed",
					    ".m4:",       "m33:",  "PAS ",  "mdt_loader"};

	for (size_t i = 0; i < COUNT(signs); i++)
		if (strstr(line, signs[i]) != NULL)
			return true;
	return false;
}

/* What is printed behind the time, e.g. "[   12.118305] ". */
static const char *skip_time(const char *line)
{
	const char *end = line[0] == '[' ? strchr(line, ']') : NULL;

	line = end == NULL ? line : end + 1;
	return line + strspn(line, " \t");
}

const struct log_line *log_line_find(const char *line)
{
	const char *text = skip_time(line);
	const bool is_ours = log_line_is_ours(line);

	for (size_t i = 0; i < COUNT(lines); i++) {
		const struct log_line *row = &lines[i];

		/* a line that begins with what others print, too, has no name of a driver in front: somebody asks for it */
		if (row->is_common && !is_ours && strncmp(text, row->pattern, strcspn(row->pattern, "*|")) != 0)
			continue;
		if (one_fits(line, row->pattern))
			return row;
	}
	return NULL;
}
