/* SPDX-License-Identifier: BSD-2-Clause */
#include "corpus/corpus_cases.h"

#include "corpus/corpus_firmware.h"
#include "signfw/container.h"

/* clang-format off */

/* ---- edits ---------------------------------------------------------------------- */

#define EDIT(place_, which_, at_, width_, change_, value_) \
	{.place = (place_), .which = (which_), .at = (at_), .width = (width_), .change = CHANGE_##change_, \
	 .value = (value_)}
#define EDIT_FROM(place_, which_, at_, from_, value_) \
	{.place = (place_), .which = (which_), .at = (at_), .width = 4, .change = CHANGE_SET, .from = (from_), \
	 .value = (value_)}

/* A place in an image that counts from something else than its start. */
#define ELF_FROM(at_, width_, from_, value_) \
	{.place = PLACE_IMAGE, .at = (at_), .width = (width_), .change = CHANGE_SET, .from = (from_), \
	 .value = (value_)}

/* A word of the header, or of any other place that is where it is in every container. */
#define HEADER(at, change, value) EDIT(PLACE_FILE, 0, at, 4, change, value)

/* A TLV: its type, its length, a byte or a word of its value. */
#define TYPE(tlv, value)              EDIT(PLACE_TLV_TYPE, SIGNFW_TLV_##tlv, 0, 4, SET, value)
#define LENGTH(tlv, change, value)    EDIT(PLACE_TLV_SIZE, SIGNFW_TLV_##tlv, 0, 4, change, value)
#define BYTE(tlv, change, value)      EDIT(PLACE_TLV_VALUE, SIGNFW_TLV_##tlv, 0, 1, change, value)
#define WORD(tlv, at, change, value)  EDIT(PLACE_TLV_VALUE, SIGNFW_TLV_##tlv, at, 4, change, value)
#define MISSING(tlv)                  TYPE(tlv, UNKNOWN_TYPE)

/* Layout st-3.19: both have 16 bits. */
#define TYPE_319(tlv, value)           EDIT(PLACE_TLV_TYPE, SIGNFW_TLV_##tlv, 0, 2, SET, value)
#define LENGTH_319(tlv, change, value) EDIT(PLACE_TLV_SIZE, SIGNFW_TLV_##tlv, 0, 2, change, value)

/* An image: its ELF header, a program header, a section header. */
#define ELF_IN(image, at, width, change, value) EDIT(PLACE_IMAGE, image, at, width, change, value)
#define ELF(at, width, change, value)           ELF_IN(0, at, width, change, value)
#define SEGMENT(index, field, change, value) \
	ELF(AT_PROGRAM_HEADERS + PROGRAM_HEADER_SIZE * (index) + (field), 4, change, value)
#define AT_SECTION(index) (AT_SECTION_HEADERS + SECTION_HEADER_SIZE * (index))
#define SECTION(index, field, change, value) ELF(AT_SECTION(index) + (field), 4, change, value)
#define SEGMENT_FROM(index, field, from, value) \
	ELF_FROM(AT_PROGRAM_HEADERS + PROGRAM_HEADER_SIZE * (index) + (field), 4, from, value)
#define SECTION_FROM(index, field, from, value) ELF_FROM(AT_SECTION(index) + (field), 4, from, value)

/* The resource table, which is not in a segment then, with one of its words changed. */
#define TABLE_WORD(at, value) \
	SECTION_FROM(SECTION_TABLE, SH_OFFSET, FROM_BUILT_IN, AT_SPARE_TABLE), ELF(AT_SPARE_TABLE + (at), 4, SET, value)

/* The TLV that BASE_PLATFORM has more. */
#define MORE_TYPE(value) EDIT(PLACE_TLV_TYPE, PLATFORM_TYPE, 0, 4, SET, value)
#define MORE_BYTE(change, value) EDIT(PLACE_TLV_VALUE, PLATFORM_TYPE, 0, 1, change, value)

/* An entry of the hash table, which has the same fields as a program header, and behind them the hash. */
#define ENTRY(index, field, change, value) \
	WORD(HASHTABLE, SIGNFW_HASH_ENTRY_SIZE * (index) + (field), change, value)

/* The same in program header and entry: two edits. */
#define SIGNED(index, field, change, value) \
	SEGMENT(index, field, change, value), ENTRY(index, field, change, value)
#define SIGNED_ADDRESS(index, from, value) \
	EDIT_FROM(PLACE_IMAGE, 0, AT_PROGRAM_HEADERS + PROGRAM_HEADER_SIZE * (index) + P_PADDR, from, value), \
	EDIT_FROM(PLACE_TLV_VALUE, SIGNFW_TLV_HASHTABLE, SIGNFW_HASH_ENTRY_SIZE * (index) + P_PADDR, from, value)

#define EDITS(...) .edits = {__VA_ARGS__}

/* signfw-container(5) */
enum {
	MAGIC = 0, VERSION = 4, TLV_LENGTH = 8, SIGNATURE_LENGTH = 12, IMAGES_LENGTH = 16, FIRST_TLV = 20
};
enum { /* layout st-3.19 */
	SIGNATURE_LENGTH_319 = 8, IMAGES_LENGTH_319 = 12, TLV_LENGTH_319 = 16, PLATFORM_LENGTH_319 = 20
};
enum { /* layout st-3.16 */
	HEADER_LENGTH_316 = 8, SIGNATURE_LENGTH_316 = 12, SIGNATURE_OFFSET_316 = 16, SIGNATURE_TYPE_316 = 20,
	TABLE_LENGTH_316 = 24, TABLE_OFFSET_316 = 28, HASH_TYPE_316 = 32, KEY_LENGTH_316 = 36, KEY_OFFSET_316 = 40,
	IMAGE_LENGTH_316 = 44, IMAGE_OFFSET_316 = 48, IMAGE_TYPE_316 = 52
};

#define UNKNOWN_TYPE   0x7f    /* no TLV has it, and devices look over it */
#define UNKNOWN_BEYOND 0x20000 /* the same, above those of the platform */

#define P_HASH PROGRAM_HEADER_SIZE /* in an entry of the hash table */

enum {
	TABLE_VERSION = 0, TABLE_COUNT = 4, TABLE_RESERVED = 8
};

/* What is changed in containers of each of the layouts that have headers of their own. */
#define FOR_OLD_LAYOUT(layout, base) \
	{layout "-magic", "another magic", base, EDITS(HEADER(MAGIC, FLIP, 1))}, \
	{layout "-version-2", "version 2", base, EDITS(HEADER(VERSION, SET, 2))}, \
	{layout "-entry-hash", "the hash of a segment is another", base, EDITS(ENTRY(SEGMENT_CODE, P_HASH, FLIP, 1))}, \
	{layout "-signature-bit", "a bit of the signature", base, .after = EDIT(PLACE_SIGNATURE, 0, 7, 1, FLIP, 1)}, \
	{layout "-segment-bit", "a bit of a segment", base, EDITS(ELF(AT_CODE + 4, 1, FLIP, 1))}, \
	{layout "-segment-outside", "a segment at an address in no region", base, \
	 EDITS(SIGNED_ADDRESS(SEGMENT_CODE, FROM_OUTSIDE, 0))}

/* ---- containers -------------------------------------------------------------------- */

static const struct corpus_case cases[] = {
	{"good-optee", "nothing is wrong", BASE_PLAIN, .ending = END_AS_IS},
	{"good-optee-two-images", "two images", BASE_TWO, .ending = END_AS_IS},
	{"good-optee-no-resource-table", "firmware without a resource table", BASE_NO_TABLE, .ending = END_AS_IS},
	{"good-optee-no-key-info", "without PKEYINFO", BASE_NO_KEY_INFO, .ending = END_AS_IS},
	{"good-st-4.0", "the order of TLVs that ST's script has", BASE_ST40, .ending = END_AS_IS},
	{"good-st-4.0-boot-address", "BOOTADDR and BOOTSEC", BASE_BOOT, .ending = END_AS_IS},
	{"good-st-4.0-encrypted", "ENCTYPE and ENCTABLE; what decrypting makes of it is of no use", BASE_ENCRYPTED,
	 .ending = END_AS_IS},
	{"good-st-3.19", "layout st-3.19, with NSBOOTADDR", BASE_ST319, .ending = END_AS_IS},
	{"good-st-3.16", "layout st-3.16", BASE_ST316, .ending = END_AS_IS},

	/* the file */
	{"file-empty", "no bytes", BASE_PLAIN, .ending = END_AT, .amount = 0},
	{"file-one-byte", "one byte", BASE_PLAIN, .ending = END_AT, .amount = 1},
	{"file-header-only", "ends behind the header", BASE_PLAIN, .ending = END_AT, .amount = FIRST_TLV},
	{"file-without-image", "ends within the TLVs", BASE_PLAIN, .ending = END_AT, .amount = 64},
	{"file-shorter-by-1", "the last byte is missing", BASE_PLAIN, .ending = END_SHORTENED, .amount = 1},
	{"file-shorter-by-8", "the last 8 bytes are missing", BASE_PLAIN, .ending = END_SHORTENED, .amount = 8},
	{"file-longer-by-1", "one byte behind the images", BASE_PLAIN, .ending = END_GROWN, .amount = 1},
	{"file-longer-by-8", "8 bytes behind the images", BASE_PLAIN, .ending = END_GROWN, .amount = 8},
	{"file-elf", "the ELF file, without a container around it", BASE_PLAIN, .ending = END_IMAGE_ONLY},

	/* the header */
	{"magic", "another magic", BASE_PLAIN, EDITS(HEADER(MAGIC, FLIP, 1))},
	{"magic-reversed", "the magic in the other byte order", BASE_PLAIN, EDITS(HEADER(MAGIC, SET, 0x68a44335))},
	{"version-0", "version 0", BASE_PLAIN, EDITS(HEADER(VERSION, SET, 0))},
	{"version-2", "version 2", BASE_PLAIN, EDITS(HEADER(VERSION, SET, 2))},
	{"tlv-area-length-0", "a TLV area of no bytes", BASE_PLAIN, EDITS(HEADER(TLV_LENGTH, SET, 0))},
	{"tlv-area-shorter", "the TLV area 8 bytes shorter", BASE_PLAIN, EDITS(HEADER(TLV_LENGTH, ADD, -8U))},
	{"tlv-area-longer", "the TLV area 8 bytes longer", BASE_PLAIN, EDITS(HEADER(TLV_LENGTH, ADD, 8))},
	{"tlv-area-unaligned", "the TLV area one byte shorter, which is rounded up", BASE_PLAIN,
	 EDITS(HEADER(TLV_LENGTH, ADD, -1U))},
	{"tlv-area-wraps", "a length that rounds up to 0", BASE_PLAIN, EDITS(HEADER(TLV_LENGTH, SET, 0xfffffff9))},
	{"tlv-area-4-gib", "a length that leads out of 32 bits", BASE_PLAIN,
	 EDITS(HEADER(TLV_LENGTH, SET, 0xfffffff0))},
	{"signature-length-0", "a signature of no bytes", BASE_PLAIN, EDITS(HEADER(SIGNATURE_LENGTH, SET, 0))},
	{"signature-shorter", "the signature 8 bytes shorter", BASE_PLAIN, EDITS(HEADER(SIGNATURE_LENGTH, ADD, -8U))},
	{"signature-longer", "the signature 8 bytes longer", BASE_PLAIN, EDITS(HEADER(SIGNATURE_LENGTH, ADD, 8))},
	{"signature-unaligned", "the signature one byte shorter, which is rounded up", BASE_PLAIN,
	 EDITS(HEADER(SIGNATURE_LENGTH, ADD, -1U))},
	{"signature-wraps", "a length that rounds up to 0", BASE_PLAIN,
	 EDITS(HEADER(SIGNATURE_LENGTH, SET, 0xfffffff9))},
	{"images-length-0", "no bytes of images", BASE_PLAIN, EDITS(HEADER(IMAGES_LENGTH, SET, 0))},
	{"images-shorter", "the images 8 bytes shorter", BASE_PLAIN, EDITS(HEADER(IMAGES_LENGTH, ADD, -8U))},
	{"images-longer", "the images 8 bytes longer", BASE_PLAIN, EDITS(HEADER(IMAGES_LENGTH, ADD, 8))},
	{"images-unaligned", "the images one byte shorter, which is rounded up", BASE_PLAIN,
	 EDITS(HEADER(IMAGES_LENGTH, ADD, -1U))},

	/* the search for TLVs */
	{"tlv-unknown", "a TLV of unknown type", BASE_PLATFORM,
	 EDITS(MORE_TYPE(UNKNOWN_TYPE))},
	{"tlv-unknown-beyond", "a TLV of unknown type, above those of the platform", BASE_PLATFORM,
	 EDITS(MORE_TYPE(UNKNOWN_BEYOND))},
	{"tlv-platform-unknown", "a TLV of the platform that no driver knows", BASE_PLATFORM, .ending = END_AS_IS},
	{"tlv-twice", "a second NUM_IMG, of 1 as the first", BASE_PLATFORM,
	 EDITS(MORE_TYPE(SIGNFW_TLV_NUM_IMG))},
	{"tlv-twice-different", "a second NUM_IMG, of 2", BASE_PLATFORM,
	 EDITS(MORE_BYTE(SET, 2), MORE_TYPE(SIGNFW_TLV_NUM_IMG))},
	{"tlv-twice-first-empty", "an empty NUM_IMG, and a second one with its value", BASE_PLATFORM,
	 EDITS(LENGTH(NUM_IMG, SET, 0), MORE_TYPE(SIGNFW_TLV_NUM_IMG))},
	{"tlv-longer-than-area", "the last TLV is longer than what is left of the area", BASE_NO_KEY_INFO,
	 EDITS(LENGTH(HASHTABLE, ADD, 64))},
	{"tlv-4-gib", "the first TLV has 0xfffffff0 bytes", BASE_PLAIN,
	 EDITS(LENGTH(SIGNTYPE, SET, 0xfffffff0), TYPE(SIGNTYPE, UNKNOWN_TYPE))},
	{"tlv-endless", "the first TLV has 0xfffffff8 bytes: in 32 bits the next one is itself", BASE_PLAIN,
	 EDITS(LENGTH(SIGNTYPE, SET, 0xfffffff8), TYPE(SIGNTYPE, UNKNOWN_TYPE))},

	/* TLVs before the signature is looked at */
	{"sign-type-missing", "no SIGNTYPE", BASE_PLAIN, EDITS(MISSING(SIGNTYPE))},
	{"sign-type-empty", "SIGNTYPE of no bytes", BASE_PLAIN, EDITS(LENGTH(SIGNTYPE, SET, 0))},
	{"sign-type-longer", "SIGNTYPE of 2 bytes", BASE_PLAIN, EDITS(LENGTH(SIGNTYPE, SET, 2))},
	{"sign-type-0", "SIGNTYPE 0", BASE_PLAIN, EDITS(BYTE(SIGNTYPE, SET, 0))},
	{"sign-type-3", "SIGNTYPE 3", BASE_PLAIN, EDITS(BYTE(SIGNTYPE, SET, 3))},
	{"sign-type-other", "SIGNTYPE of the other kind of key", BASE_PLAIN, EDITS(BYTE(SIGNTYPE, FLIP, 3))},
	{"key-info-empty", "PKEYINFO of no bytes", BASE_PLAIN, EDITS(LENGTH(PKEYINFO, SET, 0))},
	{"key-info-shorter", "PKEYINFO without its last byte", BASE_PLAIN, EDITS(LENGTH(PKEYINFO, ADD, -1U))},
	{"key-info-format", "PKEYINFO that doesn't begin as a key does", BASE_PLAIN, EDITS(BYTE(PKEYINFO, FLIP, 1))},
	{"key-info-other-key", "PKEYINFO with another key's number", BASE_PLAIN,
	 EDITS(WORD(PKEYINFO, 60, FLIP, 0x100))},

	/* the signature */
	{"signature-bit", "a bit of the signature", BASE_PLAIN, .after = EDIT(PLACE_SIGNATURE, 0, 7, 1, FLIP, 1)},
	{"signature-other-header", "a bit of a signed length that nothing depends on", BASE_PLAIN,
	 .after = HEADER(IMAGES_LENGTH, ADD, -2U)},
	{"signature-other-hash", "a bit of a signed hash", BASE_PLAIN, .after = ENTRY(SEGMENT_CODE, P_HASH, FLIP, 1)},
	{"signature-other-tlv", "a bit of a signed TLV that nobody reads", BASE_PLATFORM,
	 .after = MORE_BYTE(FLIP, 1)},

	/* the heap, which holds header, TLVs and signature, and PKEYINFO again */
	{"heap-tlv-area", "a TLV area larger than a heap of 4 KiB", BASE_LARGE, .ending = END_AS_IS},
	{"heap-key-info", "PKEYINFO that a heap of 4 KiB doesn't hold twice", BASE_LARGE_KEY, .ending = END_AS_IS},

	/* other TLVs */
	{"hash-type-missing", "no HASHTYPE", BASE_PLAIN, EDITS(MISSING(HASHTYPE))},
	{"hash-type-empty", "HASHTYPE of no bytes", BASE_PLAIN, EDITS(LENGTH(HASHTYPE, SET, 0))},
	{"hash-type-longer", "HASHTYPE of 2 bytes", BASE_PLAIN, EDITS(LENGTH(HASHTYPE, SET, 2))},
	{"hash-type-0", "HASHTYPE 0", BASE_PLAIN, EDITS(BYTE(HASHTYPE, SET, 0))},
	{"hash-type-2", "HASHTYPE 2", BASE_PLAIN, EDITS(BYTE(HASHTYPE, SET, 2))},
	{"image-count-missing", "no NUM_IMG", BASE_PLAIN, EDITS(MISSING(NUM_IMG))},
	{"image-count-empty", "NUM_IMG of no bytes", BASE_PLAIN, EDITS(LENGTH(NUM_IMG, SET, 0))},
	{"image-count-longer", "NUM_IMG of 2 bytes", BASE_PLAIN, EDITS(LENGTH(NUM_IMG, SET, 2))},
	{"image-count-0", "NUM_IMG 0", BASE_PLAIN, EDITS(BYTE(NUM_IMG, SET, 0))},
	{"image-count-2", "NUM_IMG 2 where there is one image", BASE_PLAIN, EDITS(BYTE(NUM_IMG, SET, 2))},
	{"image-count-255", "NUM_IMG 255 where there is one image", BASE_PLAIN, EDITS(BYTE(NUM_IMG, SET, 255))},
	{"image-count-1-of-2", "NUM_IMG 1 where there are two images", BASE_TWO, EDITS(BYTE(NUM_IMG, SET, 1))},
	{"image-type-missing", "no IMGTYPE", BASE_PLAIN, EDITS(MISSING(IMGTYPE))},
	{"image-type-longer", "IMGTYPE of 2 bytes where there is one image", BASE_PLAIN,
	 EDITS(LENGTH(IMGTYPE, SET, 2))},
	{"image-type-0", "IMGTYPE 0", BASE_PLAIN, EDITS(BYTE(IMGTYPE, SET, 0))},
	{"image-type-encrypted", "IMGTYPE 2 where nothing is encrypted", BASE_PLAIN, EDITS(BYTE(IMGTYPE, SET, 2))},
	{"image-type-3", "IMGTYPE 3", BASE_PLAIN, EDITS(BYTE(IMGTYPE, SET, 3))},
	{"image-type-of-second", "IMGTYPE 3 of the second image", BASE_TWO,
	 EDITS(EDIT(PLACE_TLV_VALUE, SIGNFW_TLV_IMGTYPE, 1, 1, SET, 3))},
	{"image-size-missing", "no IMGSIZE", BASE_PLAIN, EDITS(MISSING(IMGSIZE))},
	{"image-size-longer", "IMGSIZE of 8 bytes where there is one image", BASE_PLAIN,
	 EDITS(LENGTH(IMGSIZE, SET, 8))},
	{"image-size-0", "IMGSIZE 0", BASE_PLAIN, EDITS(WORD(IMGSIZE, 0, SET, 0))},
	{"image-size-smaller", "IMGSIZE 8 bytes smaller than the image", BASE_PLAIN, EDITS(WORD(IMGSIZE, 0, ADD, -8U))},
	{"image-size-larger", "IMGSIZE 8 bytes larger than the image", BASE_PLAIN, EDITS(WORD(IMGSIZE, 0, ADD, 8))},
	{"image-size-header-only", "IMGSIZE that has room for the ELF header only", BASE_PLAIN,
	 EDITS(WORD(IMGSIZE, 0, SET, ELF_HEADER_SIZE))},
	{"image-size-4-gib", "IMGSIZE 0xffffffff", BASE_PLAIN, EDITS(WORD(IMGSIZE, 0, SET, 0xffffffff))},
	{"image-size-of-first", "the first of two images is 8 bytes larger, so that the second begins later", BASE_TWO,
	 EDITS(WORD(IMGSIZE, 0, ADD, 8))},

	/* the hash table */
	{"table-missing", "no HASHTABLE", BASE_PLAIN, EDITS(MISSING(HASHTABLE))},
	{"table-empty", "HASHTABLE of no bytes", BASE_PLAIN, EDITS(LENGTH(HASHTABLE, SET, 0))},
	{"table-shorter", "HASHTABLE one byte shorter", BASE_PLAIN, EDITS(LENGTH(HASHTABLE, ADD, -1U))},
	{"table-without-last", "HASHTABLE without its last entry, that of PT_GNU_STACK", BASE_NO_KEY_INFO,
	 EDITS(LENGTH(HASHTABLE, ADD, -64U)),
	 .needs_built_in = true},
	{"table-too-large", "40 program headers, whose entries no heap of 4 KiB holds", BASE_MANY, .ending = END_AS_IS},
	{"entry-missing", "no entry has the address of a segment", BASE_PLAIN,
	 EDITS(ENTRY(SEGMENT_CODE, P_PADDR, ADD, 0x100))},
	{"entry-type", "the entry of a segment is one of a PT_NOTE", BASE_PLAIN,
	 EDITS(ENTRY(SEGMENT_CODE, P_TYPE, SET, PT_NOTE))},
	{"entry-file-size", "p_filesz in the entry is 4 more", BASE_PLAIN,
	 EDITS(ENTRY(SEGMENT_CODE, P_FILESZ, ADD, 4))},
	{"entry-memory-size", "p_memsz in the entry is 4 more", BASE_PLAIN,
	 EDITS(ENTRY(SEGMENT_CODE, P_MEMSZ, ADD, 4))},
	{"entry-offset", "p_offset in the entry is 4 more", BASE_PLAIN, EDITS(ENTRY(SEGMENT_CODE, P_OFFSET, ADD, 4))},
	{"entry-virtual-address", "p_vaddr in the entry is 4 more", BASE_PLAIN,
	 EDITS(ENTRY(SEGMENT_CODE, P_VADDR, ADD, 4))},
	{"entry-flags", "p_flags in the entry is another", BASE_PLAIN, EDITS(ENTRY(SEGMENT_CODE, P_FLAGS, FLIP, 2))},
	{"entry-align", "p_align in the entry is another", BASE_PLAIN, EDITS(ENTRY(SEGMENT_CODE, P_ALIGN, FLIP, 8))},
	{"entry-hash", "the hash of a segment is another", BASE_PLAIN, EDITS(ENTRY(SEGMENT_CODE, P_HASH, FLIP, 1))},
	{"entry-hash-of-no-load", "the hash of PT_GNU_STACK is another", BASE_PLAIN,
	 EDITS(ENTRY(SEGMENT_STACK, P_HASH, FLIP, 1))},
	{"entry-hash-of-zeros", "the hash of a segment without bytes is another", BASE_PLAIN,
	 EDITS(ENTRY(SEGMENT_ZERO, P_HASH, FLIP, 1))},
	{"entry-shadowed", "PT_ARM_EXIDX has the address of a segment, and is listed before it", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_UNWIND, FROM_CODE, 0))},
	{"entry-shadowed-at-0", "a segment at address 0, and PT_ARM_EXIDX with that address before it", BASE_PLAIN,
	 EDITS(SIGNED(SEGMENT_STACK, P_TYPE, SET, PT_LOAD), ENTRY(SEGMENT_UNWIND, P_PADDR, SET, 0),
	       SEGMENT(SEGMENT_UNWIND, P_PADDR, SET, 0))},

	/* the ELF header, which nothing protects */
	{"elf-magic", "no ELF file", BASE_PLAIN, EDITS(ELF(1, 1, FLIP, 1))},
	{"elf-class", "a 64-bit ELF file", BASE_PLAIN, EDITS(ELF(E_CLASS, 1, SET, 2))},
	{"elf-big-endian", "EI_DATA says big-endian", BASE_PLAIN, EDITS(ELF(E_DATA, 1, SET, 2))},
	{"elf-version", "EI_VERSION 2", BASE_PLAIN, EDITS(ELF(E_IDENT_VERSION, 1, SET, 2))},
	{"elf-type", "e_type of a shared object", BASE_PLAIN, EDITS(ELF(E_TYPE, 2, SET, 3))},
	{"elf-machine", "e_machine of x86-64", BASE_PLAIN, EDITS(ELF(E_MACHINE, 2, SET, 62))},
	{"elf-entry", "another e_entry", BASE_PLAIN, EDITS(ELF(E_ENTRY, 4, FLIP, 0x100))},
	{"elf-program-header-size", "e_phentsize 56", BASE_PLAIN, EDITS(ELF(E_PHENTSIZE, 2, SET, 56))},
	{"elf-section-header-size", "e_shentsize 64", BASE_PLAIN, EDITS(ELF(E_SHENTSIZE, 2, SET, 64))},
	{"elf-no-segments", "e_phnum 0", BASE_PLAIN, EDITS(ELF(E_PHNUM, 2, SET, 0))},
	{"elf-more-segments", "one program header more, which is PT_NULL", BASE_PLAIN, EDITS(ELF(E_PHNUM, 2, ADD, 1)),
	 .needs_built_in = true},
	{"elf-all-segments", "e_phnum 65535, so that program headers leave the image", BASE_PLAIN,
	 EDITS(ELF(E_PHNUM, 2, SET, 0xffff))},
	{"elf-segments-unaligned", "e_phoff isn't a multiple of 4", BASE_PLAIN, EDITS(ELF(E_PHOFF, 4, ADD, 1))},
	{"elf-segments-at-end", "e_phoff is where the image ends", BASE_PLAIN,
	 EDITS(ELF_FROM(E_PHOFF, 4, FROM_IMAGE_END, 0))},
	{"elf-segments-leave", "the last program header leaves the image", BASE_PLAIN,
	 EDITS(ELF_FROM(E_PHOFF, 4, FROM_IMAGE_END, -16U))},
	{"elf-segments-far", "e_phoff leads far out of memory", BASE_PLAIN, EDITS(ELF(E_PHOFF, 4, SET, 0x7ffffff0))},
	{"elf-sections-at-end", "e_shoff is where the image ends", BASE_PLAIN,
	 EDITS(ELF_FROM(E_SHOFF, 4, FROM_IMAGE_END, 0))},
	{"elf-sections-leave", "the last section header leaves the image", BASE_PLAIN,
	 EDITS(ELF_FROM(E_SHOFF, 4, FROM_IMAGE_END, -2U * SECTION_HEADER_SIZE))},
	{"elf-sections-unaligned", "e_shoff isn't a multiple of 4", BASE_PLAIN, EDITS(ELF(E_SHOFF, 4, ADD, 1))},
	{"elf-no-sections", "e_shnum 0", BASE_PLAIN, EDITS(ELF(E_SHNUM, 2, SET, 0))},
	{"elf-stripped", "no section headers: e_shoff, e_shnum and e_shstrndx are 0", BASE_PLAIN,
	 EDITS(ELF(E_SHOFF, 4, SET, 0), ELF(E_SHNUM, 2, SET, 0), ELF(E_SHSTRNDX, 2, SET, 0))},
	{"elf-names-outside", "e_shstrndx is e_shnum", BASE_PLAIN, EDITS(ELF_FROM(E_SHSTRNDX, 2, FROM_SECTION_COUNT, 0))},
	{"elf-names-far", "e_shstrndx leads far out of the image", BASE_PLAIN, EDITS(ELF(E_SHSTRNDX, 2, SET, 0xfff0))},
	{"elf-names-leave", "the names of sections leave the image", BASE_PLAIN,
	 EDITS(SECTION_FROM(SECTION_NAMES, SH_OFFSET, FROM_IMAGE_END, -8U))},
	{"elf-names-at-end", "the names of sections begin where the image ends", BASE_PLAIN,
	 EDITS(SECTION_FROM(SECTION_NAMES, SH_OFFSET, FROM_IMAGE_END, 0))},
	{"elf-name-outside", "a section has its name behind all names", BASE_PLAIN,
	 EDITS(SECTION(SECTION_CODE, SH_NAME, SET, 0x1000))},
	{"elf-name-cut-off", "the names end within .resource_table", BASE_PLAIN,
	 EDITS(SECTION(SECTION_NAMES, SH_SIZE, ADD, -4U)),
	 .needs_built_in = true},
	{"elf-second-magic", "the second image is no ELF file", BASE_TWO, EDITS(ELF_IN(1, 1, 1, FLIP, 1))},
	{"elf-second-no-segments", "e_phnum 0 in the second image", BASE_TWO, EDITS(ELF_IN(1, E_PHNUM, 2, SET, 0))},

	/* segments */
	{"segment-bit", "a bit of a segment", BASE_PLAIN, EDITS(ELF(AT_CODE + 4, 1, FLIP, 1))},
	{"segment-bit-of-data", "a bit of the second segment, when the first is in memory", BASE_PLAIN,
	 EDITS(ELF(AT_TABLE + 0x44, 1, FLIP, 1))},
	{"segment-bit-of-second-image", "a bit of a segment of the second image", BASE_TWO,
	 EDITS(ELF_IN(1, AT_CODE + 4, 1, FLIP, 1))},
	{"segment-bit-outside", "a bit that is in no segment", BASE_PLAIN, EDITS(ELF(AT_SPARE_CODE - 4, 1, FLIP, 1))},
	{"segment-left-out", "a segment is PT_NULL, though the table has it", BASE_PLAIN,
	 EDITS(SEGMENT(SEGMENT_CODE, P_TYPE, SET, PT_NULL))},
	{"segment-unsigned", "a segment that isn't in the table", BASE_PLAIN,
	 EDITS(SEGMENT(SEGMENT_ZERO, P_PADDR, ADD, 0x100))},
	{"segment-file-size", "p_filesz is 4 less than the table says", BASE_PLAIN,
	 EDITS(SEGMENT(SEGMENT_CODE, P_FILESZ, ADD, -4U))},
	{"segment-memory-size", "p_memsz is 4 more than the table says", BASE_PLAIN,
	 EDITS(SEGMENT(SEGMENT_CODE, P_MEMSZ, ADD, 4))},
	{"segment-virtual-address", "another p_vaddr", BASE_PLAIN, EDITS(SEGMENT(SEGMENT_CODE, P_VADDR, ADD, 0x1000))},
	{"segment-twice", "the same segment twice", BASE_PLAIN,
	 EDITS(ELF(AT_PROGRAM_HEADERS + PROGRAM_HEADER_SIZE * SEGMENT_ZERO, PROGRAM_HEADER_SIZE, COPY,
		   PROGRAM_HEADER_SIZE * SEGMENT_CODE + AT_PROGRAM_HEADERS))},
	{"segment-other-bytes", "the bytes of a segment are taken from elsewhere in the image", BASE_PLAIN,
	 EDITS(SEGMENT_FROM(SEGMENT_CODE, P_OFFSET, FROM_BUILT_IN, AT_TABLE))},
	{"segment-same-bytes", "the bytes of a segment are taken from elsewhere, where they are the same", BASE_PLAIN,
	 EDITS(SEGMENT_FROM(SEGMENT_DATA, P_OFFSET, FROM_BUILT_IN, AT_SPARE_TABLE))},
	{"segment-at-end", "a segment ends where the image ends", BASE_PLAIN,
	 EDITS(SEGMENT_FROM(SEGMENT_CODE, P_OFFSET, FROM_CODE_AT_END, 0))},
	{"segment-leaves-image", "a segment ends 4 bytes behind the image", BASE_PLAIN,
	 EDITS(SEGMENT_FROM(SEGMENT_CODE, P_OFFSET, FROM_CODE_AT_END, 4))},
	{"segment-behind-image", "a segment begins where the image ends", BASE_PLAIN,
	 EDITS(SEGMENT_FROM(SEGMENT_CODE, P_OFFSET, FROM_IMAGE_END, 0))},
	{"segment-offset-wraps", "p_offset and p_filesz lead out of 32 bits", BASE_PLAIN,
	 EDITS(SEGMENT(SEGMENT_CODE, P_OFFSET, SET, 0xfffffff0))},
	{"segment-of-next-image", "a segment's bytes are in the next image", BASE_TWO,
	 EDITS(SEGMENT(SEGMENT_CODE, P_OFFSET, ADD, FIRMWARE_SIZE))},
	{"segment-empty-outside", "a segment without bytes and memory, at an address in no region", BASE_PLAIN,
	 EDITS(SIGNED(SEGMENT_ZERO, P_MEMSZ, SET, 0), SIGNED_ADDRESS(SEGMENT_ZERO, FROM_OUTSIDE, 0))},
	{"segment-less-memory", "p_memsz is less than p_filesz", BASE_PLAIN,
	 EDITS(SIGNED(SEGMENT_CODE, P_MEMSZ, SET, 4))},
	{"segment-outside", "a segment at an address in no region", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_CODE, FROM_OUTSIDE, 0))},
	{"segment-at-region-end", "a segment ends where its region ends", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_CODE, FROM_ROOM_FOR_CODE, 0))},
	{"segment-leaves-region", "a segment ends 4 bytes behind its region", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_CODE, FROM_ROOM_FOR_CODE, 4))},
	{"segment-address-wraps", "a segment ends behind the last address", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_CODE, FROM_ZERO, 0xfffffff0))},
	{"zeros-outside", "zeros at an address in no region", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_ZERO, FROM_OUTSIDE, 0))},
	{"zeros-at-region-end", "zeros up to the end of a region", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_ZERO, FROM_ROOM_FOR_ZERO, 0))},
	{"zeros-leave-region", "zeros up to 4 bytes behind a region", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_ZERO, FROM_ROOM_FOR_ZERO, 4))},
	{"zeros-behind-data-leave-region", "a segment in its region, the zeros behind it not", BASE_PLAIN,
	 EDITS(SIGNED_ADDRESS(SEGMENT_DATA, FROM_ROOM_FOR_DATA, 0))},

	/* the resource table, which nothing protects either */
	{"resource-table-size-0", "its section has no bytes", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_SIZE, SET, 0))},
	{"resource-table-size-15", "its section is shorter than its header", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_SIZE, SET, 15))},
	{"resource-table-no-room", "its section has no room for the offset of its entry", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_SIZE, SET, 16)),
	 .needs_built_in = true},
	{"resource-table-header-only", "its section ends behind the offset of its entry", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_SIZE, SET, 20)),
	 .needs_built_in = true},
	{"resource-table-leaves", "it leaves the image", BASE_PLAIN,
	 EDITS(SECTION_FROM(SECTION_TABLE, SH_SIZE, FROM_IMAGE_END, 0))},
	{"resource-table-offset-wraps", "it begins far out of the image", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_OFFSET, SET, 0xfffffff0))},
	{"resource-table-unaligned", "it isn't at a multiple of 4", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_OFFSET, ADD, 2))},
	{"resource-table-unloaded", "it is in no segment", BASE_PLAIN,
	 EDITS(SECTION_FROM(SECTION_TABLE, SH_OFFSET, FROM_BUILT_IN, AT_SPARE_TABLE))},
	{"resource-table-version-2", "version 2", BASE_PLAIN,
	 EDITS(TABLE_WORD(TABLE_VERSION, 2))},
	{"resource-table-reserved", "a reserved word isn't 0", BASE_PLAIN,
	 EDITS(TABLE_WORD(TABLE_RESERVED, 1))},
	{"resource-table-reserved-2", "the other reserved word isn't 0", BASE_PLAIN,
	 EDITS(TABLE_WORD(TABLE_RESERVED + 4, 1))},
	{"resource-table-count", "it says that it has 1000 entries", BASE_PLAIN,
	 EDITS(TABLE_WORD(TABLE_COUNT, 1000))},
	{"resource-table-count-wraps", "it says that it has 0x40000000 entries", BASE_PLAIN,
	 EDITS(TABLE_WORD(TABLE_COUNT, 0x40000000))},
	{"resource-table-count-0", "it has no entries", BASE_PLAIN,
	 EDITS(TABLE_WORD(TABLE_COUNT, 0))},
	{"resource-table-outside", "at an address in no region", BASE_PLAIN,
	 EDITS(EDIT_FROM(PLACE_IMAGE, 0, AT_SECTION(SECTION_TABLE) + SH_ADDR, FROM_OUTSIDE, 0))},
	{"resource-table-moved", "at another address in the region", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_ADDR, ADD, 0x100)),
	 .needs_built_in = true},
	{"resource-table-leaves-region", "it ends 4 bytes behind the region", BASE_PLAIN,
	 EDITS(SECTION_FROM(SECTION_TABLE, SH_ADDR, FROM_ROOM_FOR_TABLE, 4))},
	{"resource-table-renamed", "its section has another name", BASE_PLAIN,
	 EDITS(SECTION(SECTION_TABLE, SH_NAME, ADD, 1))},
	{"resource-table-twice", "a second section of that name, of no bytes", BASE_PLAIN,
	 EDITS(ELF(AT_SECTION(SECTION_CODE), 4, COPY, AT_SECTION(SECTION_TABLE)),
	       SECTION(SECTION_CODE, SH_SIZE, SET, 0))},
	{"resource-table-in-both-images", "both images have one", BASE_TWO,
	 EDITS(ELF_IN(1, AT_SECTION(SECTION_TABLE), 4, SET, AT_TABLE_NAME))},
	{"resource-table-in-second-image", "the second image has it", BASE_TWO,
	 EDITS(SECTION(SECTION_TABLE, SH_NAME, ADD, 1), ELF_IN(1, AT_SECTION(SECTION_TABLE), 4, SET, AT_TABLE_NAME))},

	/* layout st-4.0: platform TLVs, encryption */
	{"st-4.0-boot-address-longer", "BOOTADDR of 8 bytes", BASE_BOOT, EDITS(LENGTH(BOOTADDR, SET, 8))},
	{"st-4.0-boot-address-empty", "BOOTADDR of no bytes", BASE_BOOT, EDITS(LENGTH(BOOTADDR, SET, 0))},
	{"st-4.0-boot-address-twice", "two BOOTADDR", BASE_BOOT, EDITS(TYPE(BOOTSEC, SIGNFW_TLV_BOOTADDR))},
	{"st-4.0-boot-address-0", "BOOTADDR 0", BASE_BOOT, EDITS(WORD(BOOTADDR, 0, SET, 0))},
	{"st-4.0-boot-address-outside", "BOOTADDR in no region", BASE_BOOT,
	 EDITS(EDIT_FROM(PLACE_TLV_VALUE, SIGNFW_TLV_BOOTADDR, 0, FROM_OUTSIDE, 0))},
	{"st-4.0-boot-address-elf-magic", "BOOTADDR, and no ELF file: some devices keep the address", BASE_BOOT,
	 EDITS(ELF(1, 1, FLIP, 1))},
	{"st-4.0-boot-secure-twice", "two BOOTSEC", BASE_BOOT, EDITS(TYPE(BOOTADDR, SIGNFW_TLV_BOOTSEC))},
	{"st-4.0-boot-secure-0", "BOOTSEC 0", BASE_BOOT, EDITS(WORD(BOOTSEC, 0, SET, 0))},
	{"st-4.0-boot-secure-longer", "BOOTSEC of 2 bytes", BASE_BOOT, EDITS(LENGTH(BOOTSEC, SET, 2))},
	{"st-4.0-encryption-type-2", "ENCTYPE 2", BASE_ENCRYPTED, EDITS(BYTE(ENCTYPE, SET, 2))},
	{"st-4.0-encryption-type-longer", "ENCTYPE of 2 bytes", BASE_ENCRYPTED, EDITS(LENGTH(ENCTYPE, SET, 2))},
	{"st-4.0-encryption-type-missing", "no ENCTYPE, but ENCTABLE", BASE_ENCRYPTED, EDITS(MISSING(ENCTYPE))},
	{"st-4.0-encryption-table-missing", "ENCTYPE, but HASHTABLE", BASE_ENCRYPTED,
	 EDITS(TYPE(ENCTABLE, SIGNFW_TLV_HASHTABLE))},
	{"st-4.0-encryption-table-shorter", "ENCTABLE one byte shorter", BASE_ENCRYPTED,
	 EDITS(LENGTH(ENCTABLE, ADD, -1U))},
	{"st-4.0-encryption-image-type", "IMGTYPE 1 where it is encrypted", BASE_ENCRYPTED,
	 EDITS(BYTE(IMGTYPE, SET, 1))},
	{"st-4.0-encryption-hash", "the hash of an encrypted segment is another", BASE_ENCRYPTED,
	 EDITS(WORD(ENCTABLE, P_HASH, FLIP, 1))},
	{"st-4.0-encryption-entry", "a filler of zeros has the address of a segment, before it", BASE_ENCRYPTED,
	 EDITS(WORD(ENCTABLE, P_TYPE, SET, PT_NULL))},

	/* layout st-3.19 */
	FOR_OLD_LAYOUT("st-3.19", BASE_ST319),
	{"st-3.19-signature-length-0", "a signature of no bytes", BASE_ST319,
	 EDITS(HEADER(SIGNATURE_LENGTH_319, SET, 0))},
	{"st-3.19-images-shorter", "the images 8 bytes shorter", BASE_ST319,
	 EDITS(HEADER(IMAGES_LENGTH_319, ADD, -8U))},
	{"st-3.19-tlv-area-longer", "the TLVs 8 bytes longer", BASE_ST319, EDITS(HEADER(TLV_LENGTH_319, ADD, 8))},
	{"st-3.19-platform-area-longer", "the platform TLVs 8 bytes longer", BASE_ST319,
	 EDITS(HEADER(PLATFORM_LENGTH_319, ADD, 8))},
	{"st-3.19-longer-by-8", "8 bytes behind the TLVs", BASE_ST319, .ending = END_GROWN, .amount = 8},
	{"st-3.19-shorter-by-8", "the last 8 bytes are missing", BASE_ST319, .ending = END_SHORTENED, .amount = 8},
	{"st-3.19-no-tlvs", "no TLVs at all", BASE_ST319,
	 EDITS(HEADER(TLV_LENGTH_319, SET, 0), HEADER(PLATFORM_LENGTH_319, SET, 0)), .ending = END_AS_IS},
	{"st-3.19-chunk-magic", "another magic of the TLVs", BASE_ST319, EDITS(EDIT(PLACE_SIGNED, 1, 0, 4, FLIP, 1))},
	{"st-3.19-chunk-size", "the TLVs are 8 bytes longer than the header says", BASE_ST319,
	 EDITS(EDIT(PLACE_SIGNED, 1, 4, 4, ADD, 8))},
	{"st-3.19-sign-type-other", "SIGNTYPE of the other kind of key", BASE_ST319, EDITS(BYTE(SIGNTYPE, FLIP, 3))},
	{"st-3.19-sign-type-missing", "no SIGNTYPE", BASE_ST319, EDITS(TYPE_319(SIGNTYPE, UNKNOWN_TYPE))},
	{"st-3.19-image-type-longer", "IMGTYPE of 2 bytes where there is one image", BASE_ST319,
	 EDITS(LENGTH_319(IMGTYPE, SET, 2))},
	{"st-3.19-image-count-0", "NUM_IMG 0", BASE_ST319, EDITS(BYTE(NUM_IMG, SET, 0))},
	{"st-3.19-table-missing", "no HASHTABLE", BASE_ST319, EDITS(TYPE_319(HASHTABLE, UNKNOWN_TYPE))},
	{"st-3.19-table-shorter", "HASHTABLE one byte shorter", BASE_ST319, EDITS(LENGTH_319(HASHTABLE, ADD, -1U))},
	{"st-3.19-entry-file-size", "p_filesz in the entry is 4 more", BASE_ST319,
	 EDITS(ENTRY(SEGMENT_CODE, P_FILESZ, ADD, 4))},
	{"st-3.19-zeros-at-region-end", "zeros up to the end of a region", BASE_ST319,
	 EDITS(SIGNED_ADDRESS(SEGMENT_ZERO, FROM_ROOM_FOR_ZERO, 0))},
	{"st-3.19-boot-address-unknown", "a platform TLV that the driver doesn't know", BASE_ST319,
	 EDITS(TYPE_319(NSBOOTADDR, UNKNOWN_TYPE))},

	/* layout st-3.16 */
	FOR_OLD_LAYOUT("st-3.16", BASE_ST316),
	{"st-3.16-header-length-0", "hdr_length 0", BASE_ST316, EDITS(HEADER(HEADER_LENGTH_316, SET, 0))},
	{"st-3.16-header-longer", "hdr_length 8 more than the lengths are together", BASE_ST316,
	 EDITS(HEADER(HEADER_LENGTH_316, ADD, 8))},
	{"st-3.16-header-4-gib", "hdr_length leads out of the file", BASE_ST316,
	 EDITS(HEADER(HEADER_LENGTH_316, SET, 0x7ffffff8))},
	{"st-3.16-signature-longer", "the signature 8 bytes longer", BASE_ST316,
	 EDITS(HEADER(SIGNATURE_LENGTH_316, ADD, 8))},
	{"st-3.16-signature-moved", "the signature 8 bytes later", BASE_ST316,
	 EDITS(HEADER(SIGNATURE_OFFSET_316, ADD, 8))},
	{"st-3.16-sign-type-other", "the type of the other kind of key", BASE_ST316,
	 EDITS(HEADER(SIGNATURE_TYPE_316, FLIP, 3))},
	{"st-3.16-sign-type-3", "signature of type 3", BASE_ST316, EDITS(HEADER(SIGNATURE_TYPE_316, SET, 3))},
	{"st-3.16-table-shorter", "the hash table one byte shorter", BASE_ST316,
	 EDITS(HEADER(TABLE_LENGTH_316, ADD, -1U))},
	{"st-3.16-table-no-multiple", "the hash table isn't a multiple of its entries, hdr_length is right", BASE_ST316,
	 EDITS(HEADER(TABLE_LENGTH_316, ADD, -8U), HEADER(KEY_LENGTH_316, SET, 8))},
	{"st-3.16-table-moved", "the hash table 8 bytes later", BASE_ST316, EDITS(HEADER(TABLE_OFFSET_316, ADD, 8))},
	{"st-3.16-hash-type-2", "hash of type 2", BASE_ST316, EDITS(HEADER(HASH_TYPE_316, SET, 2))},
	{"st-3.16-key-length-8", "key information of 8 bytes that isn't there", BASE_ST316,
	 EDITS(HEADER(KEY_LENGTH_316, SET, 8))},
	{"st-3.16-key-outside", "key information behind the header", BASE_ST316,
	 EDITS(HEADER(KEY_OFFSET_316, SET, 0x7ffffff8))},
	{"st-3.16-image-shorter", "the image 8 bytes shorter", BASE_ST316, EDITS(HEADER(IMAGE_LENGTH_316, ADD, -8U))},
	{"st-3.16-image-length-0", "an image of no bytes", BASE_ST316, EDITS(HEADER(IMAGE_LENGTH_316, SET, 0))},
	{"st-3.16-image-moved", "the image 4 bytes later", BASE_ST316, EDITS(HEADER(IMAGE_OFFSET_316, ADD, 4))},
	{"st-3.16-image-outside", "the image far out of the file", BASE_ST316,
	 EDITS(HEADER(IMAGE_OFFSET_316, SET, 0x7ffffff8))},
	{"st-3.16-image-type-2", "image of type 2", BASE_ST316, EDITS(HEADER(IMAGE_TYPE_316, SET, 2))},
	{"st-3.16-longer-by-8", "8 bytes behind the image", BASE_ST316, .ending = END_GROWN, .amount = 8},
	{"st-3.16-entry-offset", "p_offset in the entry is 4 more", BASE_ST316,
	 EDITS(ENTRY(SEGMENT_CODE, P_OFFSET, ADD, 4))},
};

#define CASE_COUNT (sizeof(cases) / sizeof(cases[0]))

const struct corpus_case *corpus_case(size_t index)
{
	return index < CASE_COUNT ? &cases[index] : NULL;
}

/* ---- sequences ------------------------------------------------------------------------- */

#define LOAD(file)  {SIGNFW_COMMAND_LOAD, file}
#define START       {SIGNFW_COMMAND_START, NULL}
#define STOP        {SIGNFW_COMMAND_STOP, NULL}
#define TABLE       {SIGNFW_COMMAND_GET_RSC_TABLE, NULL}
#define RELEASE     {SIGNFW_COMMAND_RELEASE, NULL}
#define COREDUMP    {SIGNFW_COMMAND_GET_COREDUMP, NULL}
#define UNKNOWN     {UNKNOWN_COMMAND, NULL}
#define UNKNOWN_COMMAND 77

/* The same for the containers of each layout, which only its devices load. */
#define FOR_LAYOUT(layout, good, refused) \
	{"without-load-" layout, "commands before the first LOAD", \
	 {START, STOP, TABLE, RELEASE, COREDUMP, UNKNOWN, LOAD(good)}}, \
	{"run-" layout, "firmware is loaded, runs, and is stopped", \
	 {LOAD(good), TABLE, START, TABLE, STOP, TABLE, STOP}}, \
	{"run-again-" layout, "the same firmware twice", {LOAD(good), START, STOP, LOAD(good), START, STOP}}, \
	{"load-while-loaded-" layout, "a second LOAD, and one of what would be refused", \
	 {LOAD(good), LOAD(good), LOAD(refused), START, STOP}}, \
	{"load-while-running-" layout, "a LOAD while firmware runs", {LOAD(good), START, LOAD(good), STOP}}, \
	{"start-twice-" layout, "a second START", {LOAD(good), START, START, STOP, START}}, \
	{"stop-while-loaded-" layout, "STOP of firmware that doesn't run", {LOAD(good), STOP, TABLE, START, STOP}}, \
	{"release-" layout, "RELEASE of firmware that doesn't run, and again", \
	 {LOAD(good), RELEASE, TABLE, RELEASE, START, LOAD(good)}}, \
	{"release-while-running-" layout, "RELEASE of firmware that runs", \
	 {LOAD(good), START, RELEASE, STOP, RELEASE}}, \
	{"refused-then-good-" layout, "LOAD of what is refused, then of what isn't", \
	 {LOAD(refused), START, TABLE, LOAD(good), START, STOP}}, \
	{"other-commands-" layout, "commands that no version knows", {LOAD(good), COREDUMP, UNKNOWN, TABLE}}

static const struct corpus_sequence sequences[] = {
	FOR_LAYOUT("optee", "good-optee", "segment-bit"),
	FOR_LAYOUT("st-3.19", "good-st-3.19", "st-3.19-segment-bit"),
	FOR_LAYOUT("st-3.16", "good-st-3.16", "st-3.16-segment-bit"),
	{"boot-address", "the firmware says where it begins",
	 {LOAD("good-st-4.0-boot-address"), START, STOP, LOAD("good-st-4.0-boot-address")}},
	{"boot-address-kept", "a refused container has a boot address, and so has the next",
	 {LOAD("st-4.0-boot-address-elf-magic"), LOAD("good-st-4.0-boot-address"), LOAD("good-st-4.0"), START}},
	{"boot-address-outside", "the firmware begins in no region",
	 {LOAD("st-4.0-boot-address-outside"), START, START, STOP}},
	{"no-resource-table", "firmware without a resource table", {LOAD("good-optee-no-resource-table"), TABLE}},
};
/* clang-format on */

#define SEQUENCE_COUNT (sizeof(sequences) / sizeof(sequences[0]))

const struct corpus_sequence *corpus_sequence(size_t index)
{
	return index < SEQUENCE_COUNT ? &sequences[index] : NULL;
}
