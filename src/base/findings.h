/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Findings: the catalogue of everything the library can find, and the list
 * that collects what was found.
 */
#ifndef SFW_BASE_FINDINGS_H
#define SFW_BASE_FINDINGS_H

#include "signfw.h"

/*
 * The catalogue.  Ids are API: never rename, never reuse.
 *
 * status:  the verdict that an error of this kind leads to
 * signing: FIXED (error), FORCE (error that `force` turns into a warning),
 *          WARN, ASK (warning that is an error if the caller asks for it), BOOT
 *          (warning that is an error where the boot by Linux is judged), SOME
 *          (warning about some devices, left out if one is asked), or NOTE
 *          (information)
 * reading: ERROR, WARN or INFO
 */
/* clang-format off */
#define SFW_RULES(RULE) \
	/* the container and its TLVs */ \
	RULE(NOT_A_CONTAINER, "not-a-container", CONTAINER, FIXED, ERROR, "the file doesn't begin as a signed container does") \
	RULE(LAYOUT_AMBIGUOUS, "layout-ambiguous", CONTAINER, FIXED, INFO, "the file fits two layouts") \
	RULE(LAYOUT_LIMIT, "layout-limit", CONTAINER, FIXED, ERROR, "more images or longer values than the layout has room for, or a signature of a size that its devices can't handle") \
	RULE(CONTAINER_VERSION, "container-version", CONTAINER, FIXED, ERROR, "the header names a version that isn't known") \
	RULE(CONTAINER_TRUNCATED, "container-truncated", CONTAINER, FIXED, ERROR, "the file ends before what its header announces") \
	RULE(CONTAINER_SIZE, "container-size", CONTAINER, FIXED, ERROR, "the file goes on behind what its header announces") \
	RULE(LENGTH_OVERFLOW, "length-overflow", CONTAINER, FIXED, ERROR, "the lengths in the header don't fit into 32 bits once padded and added") \
	RULE(TLV_AREA_EMPTY, "tlv-area-empty", CONTAINER, FIXED, ERROR, "the header says that there are no TLVs") \
	RULE(TLV_AREA_UNALIGNED, "tlv-area-unaligned", CONTAINER, FIXED, WARN, "the length of the TLV area isn't a multiple of 8") \
	RULE(CHUNK_INVALID, "chunk-invalid", CONTAINER, FIXED, ERROR, "a chunk of TLVs has another mark or size than expected") \
	RULE(HEADER_POINTER, "header-pointer", CONTAINER, FIXED, ERROR, "the header of layout st-3.16 points at a place where that can't be, or its lengths contradict each other") \
	RULE(KEY_INFO_MISCOUNTED, "key-info-miscounted", CONTAINER, FIXED, ERROR, "ST's script counted the key information wrongly, so that no device finds the signature") \
	RULE(TLV_TRUNCATED, "tlv-truncated", CONTAINER, FIXED, ERROR, "a TLV is longer than what is left of its area") \
	RULE(TLV_TOO_MANY, "tlv-too-many", CONTAINER, FIXED, ERROR, "more TLVs than any real container has") \
	RULE(TLV_TAIL, "tlv-tail", CONTAINER, FIXED, WARN, "bytes behind the last TLV that are too few for another one") \
	RULE(TLV_PADDING, "tlv-padding", CONTAINER, FIXED, WARN, "padding in the TLV area that isn't zero") \
	RULE(TLV_DUPLICATE, "tlv-duplicate", CONTAINER, FIXED, WARN, "a TLV type that was there before; the first one counts") \
	RULE(TLV_UNKNOWN, "tlv-unknown", CONTAINER, FIXED, WARN, "a TLV of a type that isn't known") \
	RULE(TLV_EMPTY, "tlv-empty", CONTAINER, WARN, WARN, "an optional TLV without a value; devices treat it as absent or refuse it") \
	RULE(PLATFORM_SIZE, "platform-size", CONTAINER, FORCE, WARN, "BOOTADDR or another platform TLV doesn't have 4 bytes, which devices require") \
	RULE(PLATFORM_UNKNOWN, "platform-unknown", CONTAINER, WARN, WARN, "a platform TLV without a meaning in this layout; its devices refuse it") \
	RULE(PLATFORM_UNCLEAR, "platform-unclear", CONTAINER, FIXED, ERROR, "it isn't clear what platform TLVs are in the layout that a container is converted to") \
	RULE(PLATFORM_DROPPED, "platform-dropped", CONTAINER, WARN, WARN, "the layout that a container is converted to has no platform TLVs") \
	RULE(PLATFORM_MISSING, "platform-missing", CONTAINER, WARN, WARN, "no platform TLV in layout st-3.19, whose loader reads beyond the TLVs then") \
	RULE(BOOTADDR_MISSING, "bootaddr-missing", CONTAINER, SOME, INFO, "no platform TLV says where execution begins; an STM32MP2 needs it, an STM32MP1 doesn't") \
	RULE(BOOTADDR_UNALIGNED, "bootaddr-unaligned", CONTAINER, WARN, WARN, "a boot address that isn't a multiple of 128; devices round it down") \
	RULE(BOOTSEC_ZERO, "bootsec-zero", CONTAINER, WARN, WARN, "BOOTSEC is 0, but devices switch TrustZone on whatever its value is") \
	RULE(SIGNTYPE_INVALID, "signtype-invalid", CONTAINER, FIXED, ERROR, "SIGNTYPE is missing, not one byte, or neither RSA nor ECDSA") \
	RULE(HASHTYPE_MISSING, "hashtype-missing", CONTAINER, FIXED, WARN, "HASHTYPE is missing or empty; vendor devices require it") \
	RULE(HASHTYPE_INVALID, "hashtype-invalid", CONTAINER, FIXED, ERROR, "HASHTYPE isn't one byte that says SHA-256") \
	RULE(NUM_IMG_INVALID, "num-img-invalid", CONTAINER, FIXED, ERROR, "NUM_IMG is missing, not one byte, or 0") \
	RULE(IMGTYPE_INVALID, "imgtype-invalid", CONTAINER, FIXED, ERROR, "IMGTYPE is missing, doesn't have a byte for each image, or isn't ELF or encrypted ELF") \
	RULE(IMGSIZE_INVALID, "imgsize-invalid", CONTAINER, FIXED, ERROR, "IMGSIZE is missing, doesn't have 4 bytes for each image, or is 0") \
	RULE(HASHTABLE_INVALID, "hashtable-invalid", CONTAINER, FIXED, ERROR, "HASHTABLE or ENCTABLE is missing, or not a whole number of entries") \
	RULE(ENCTYPE_INVALID, "enctype-invalid", CONTAINER, FIXED, ERROR, "ENCTYPE isn't one byte that says AES-CBC") \
	RULE(HASHTABLE_TOO_LONG, "hashtable-too-long", CONTAINER, FIXED, ERROR, "HASHTABLE has more entries than this tool handles") \
	RULE(SIGNATURE_EMPTY, "signature-empty", CONTAINER, FIXED, ERROR, "the header says that there is no signature") \
	RULE(SIGNATURE_PADDING, "signature-padding", CONTAINER, FIXED, WARN, "padding behind the signature that isn't zero; it isn't signed") \
	RULE(IMAGES_EMPTY, "images-empty", CONTAINER, FIXED, ERROR, "the header says that there are no images") \
	RULE(IMAGE_OUTSIDE, "image-outside", CONTAINER, FIXED, ERROR, "IMGSIZE reaches beyond the images area") \
	RULE(IMAGES_UNUSED, "images-unused", CONTAINER, FIXED, WARN, "bytes of the images area that belong to no image") \
	/* an image as an ELF file */ \
	RULE(ELF_MAGIC, "elf-magic", ELF, FIXED, ERROR, "an image isn't an ELF file") \
	RULE(ELF_CLASS, "elf-class", ELF, FIXED, ERROR, "an ELF file isn't 32-bit; one for Qualcomm's PAS may be 64-bit") \
	RULE(ELF_BYTE_ORDER, "elf-byte-order", ELF, FIXED, ERROR, "an ELF file isn't little-endian") \
	RULE(ELF_VERSION, "elf-version", ELF, FORCE, ERROR, "the ELF identification doesn't say version 1") \
	RULE(ELF_MACHINE, "elf-machine", ELF, FIXED, WARN, "an ELF file isn't for ARM") \
	RULE(ELF_TRUNCATED, "elf-truncated", ELF, FIXED, ERROR, "an ELF file ends inside its headers") \
	RULE(ELF_ENTRY_SIZE, "elf-entry-size", ELF, FIXED, ERROR, "the ELF header gives its tables another entry size than devices require") \
	RULE(ELF_ALIGNMENT, "elf-alignment", ELF, FORCE, ERROR, "a header table of an ELF file isn't at a multiple of 4") \
	RULE(ELF_TOO_MANY_SEGMENTS, "elf-too-many-segments", ELF, FIXED, ERROR, "more program headers than this tool handles") \
	RULE(ELF_SEGMENTS_ALIAS, "elf-segments-alias", ELF, FIXED, ERROR, "the segments share the same bytes of the file so often that hashing them would take too long") \
	RULE(ELF_NO_PROGRAM_HEADERS, "elf-no-program-headers", ELF, FIXED, ERROR, "an ELF file has no program headers") \
	RULE(ELF_PROGRAM_HEADERS_OUTSIDE, "elf-program-headers-outside", ELF, FIXED, ERROR, "the program header table leaves the file") \
	RULE(ELF_SEGMENT_OUTSIDE, "elf-segment-outside", ELF, FIXED, ERROR, "the bytes of a PT_LOAD segment leave the file") \
	RULE(ELF_SEGMENT_CUT, "elf-segment-cut", ELF, WARN, WARN, "the bytes of a segment that isn't loaded leave the file") \
	RULE(ELF_NO_SECTION_HEADERS, "elf-no-section-headers", ELF, FORCE, WARN, "an ELF file has no section headers, which devices need to look for the resource table") \
	RULE(ELF_SECTION_HEADERS, "elf-section-headers", ELF, FORCE, ERROR, "the section headers or their names leave the file") \
	/* an image as firmware */ \
	RULE(NO_LOAD_SEGMENT, "no-load-segment", ELF, FORCE, WARN, "no segment is PT_LOAD: nothing would be loaded") \
	RULE(SEGMENT_SHADOWED, "segment-shadowed", ELF, FORCE, WARN, "a device looks a segment up by p_paddr and finds another one's entry first") \
	RULE(SEGMENT_OVERFLOW, "segment-overflow", ELF, FORCE, WARN, "a segment's address and size don't fit into 32 bits") \
	RULE(SEGMENT_MEMORY, "segment-memory", ELF, WARN, WARN, "p_memsz is smaller than p_filesz; devices copy all of p_filesz") \
	RULE(SEGMENT_OVERLAP, "segment-overlap", ELF, WARN, WARN, "two segments are loaded to the same memory") \
	RULE(SEGMENT_AT_END, "segment-at-end", ELF, WARN, INFO, "a segment ends where the image ends; OP-TEE up to 4.9 refuses that") \
	RULE(RESOURCE_TABLE_COUNT, "resource-table-count", ELF, FORCE, WARN, "more than one image has a resource table") \
	RULE(RESOURCE_TABLE_INVALID, "resource-table-invalid", ELF, FORCE, WARN, "the resource table breaks its format") \
	RULE(RESOURCE_TABLE_NOT_LOADED, "resource-table-not-loaded", ELF, WARN, WARN, "the resource table's address isn't inside a loaded segment") \
	/* its entries, judged as Linux does */ \
	RULE(RESOURCE_ENTRY_TRUNCATED, "resource-entry-truncated", ELF, BOOT, WARN, "an entry of the resource table isn't inside the table; Linux refuses to boot") \
	RULE(RESOURCE_DEVMEM, "resource-devmem", ELF, BOOT, WARN, "an entry of type DEVMEM, which Linux refuses where there is no IOMMU") \
	RULE(RESOURCE_RESERVED, "resource-reserved", ELF, BOOT, WARN, "reserved fields of an entry of the resource table aren't 0; Linux refuses to boot") \
	RULE(RESOURCE_VRINGS, "resource-vrings", ELF, BOOT, WARN, "a vdev has more vrings than Linux handles, or RPMsg hasn't got two, with which Linux crashes") \
	RULE(RESOURCE_VRING_NUM, "resource-vring-num", ELF, BOOT, WARN, "the length of a vring is 0, too large, or not a power of two: IPC won't work") \
	RULE(RESOURCE_VRING_ALIGN, "resource-vring-align", ELF, BOOT, WARN, "the alignment of a vring is 0 or not a power of two: IPC won't work") \
	RULE(RESOURCE_VRING_LENGTHS, "resource-vring-lengths", ELF, WARN, WARN, "the two vrings of RPMsg have different lengths, of which Linux warns") \
	RULE(RESOURCE_NAME_DUPLICATE, "resource-name-duplicate", ELF, BOOT, WARN, "two carveouts have the same name; Linux refuses to boot") \
	RULE(RESOURCE_NAME_FORMAT, "resource-name-format", ELF, BOOT, WARN, "the name of a carveout has a '%', and Linux takes it for a format of printf") \
	RULE(RESOURCE_NAME_UNTERMINATED, "resource-name-unterminated", ELF, WARN, WARN, "a name in the resource table has no NUL") \
	RULE(RESOURCE_CARVEOUT_EMPTY, "resource-carveout-empty", ELF, BOOT, WARN, "a carveout of length 0, which Linux can't allocate") \
	RULE(RESOURCE_SECOND_VDEV, "resource-second-vdev", ELF, WARN, WARN, "a second vdev, for which Linux has neither mailboxes nor buffers on an STM32MP") \
	RULE(RESOURCE_NOTIFYID, "resource-notifyid", ELF, WARN, WARN, "the vrings don't have the notifyids 0 and 1, which Linux gives them whatever the table says") \
	RULE(RESOURCE_FEATURES, "resource-features", ELF, WARN, WARN, "features of RPMsg that Linux doesn't have") \
	RULE(RESOURCE_TYPE_UNKNOWN, "resource-type-unknown", ELF, WARN, WARN, "an entry of the resource table has a type that isn't known; Linux ignores it") \
	RULE(RESOURCE_ENTRIES_OVERLAP, "resource-entries-overlap", ELF, WARN, WARN, "entries of the resource table share bytes, and Linux writes into them") \
	RULE(RESOURCE_VENDOR, "resource-vendor", ELF, NOTE, INFO, "an entry of the resource table is for a vendor; Linux ignores it") \
	RULE(RESOURCE_OVERWRITTEN, "resource-overwritten", ELF, NOTE, INFO, "Linux overwrites a field of the resource table that has a value") \
	RULE(RESOURCE_UNUSED, "resource-unused", ELF, NOTE, INFO, "a field of the resource table has a value, but Linux doesn't read it") \
	RULE(RESOURCE_TABLE_MISSING, "resource-table-missing", ELF, WARN, WARN, "firmware without a resource table, which Linux boots, but without IPC") \
	/* and with the memory that Linux's device tree reserves */ \
	RULE(LINUX_BINDING_NONE, "linux-binding-none", ELF, BOOT, WARN, "nothing in Linux's device tree says that OP-TEE loads the firmware, so that Linux takes a container for a broken ELF file") \
	RULE(LINUX_BINDING_DRIVER, "linux-binding-driver", ELF, BOOT, WARN, "Linux's device tree is for another generation of the driver, which does not take its node") \
	RULE(LINUX_BINDING_MISSING, "linux-binding-missing", ELF, BOOT, WARN, "a property that the driver needs is missing in Linux's device tree") \
	RULE(LINUX_BINDING_MALFORMED, "linux-binding-malformed", ELF, BOOT, WARN, "a property that names OP-TEE in Linux's device tree has another form or value than the driver takes") \
	RULE(LINUX_BINDING_BACKEND, "linux-binding-backend", ELF, BOOT, WARN, "the node of the TA in Linux's device tree is missing, disabled, or another one") \
	RULE(LINUX_BINDING_FORBIDDEN, "linux-binding-forbidden", ELF, WARN, WARN, "a property in Linux's device tree that the binding forbids where OP-TEE loads the firmware") \
	RULE(LINUX_BINDING_MIXED, "linux-binding-mixed", ELF, WARN, WARN, "a property in Linux's device tree that belongs to another generation of the binding") \
	RULE(LINUX_REGION_INVALID, "linux-region-invalid", ELF, BOOT, WARN, "a region in Linux's device tree begins where no dma-range of the bus leads to; Linux refuses to boot") \
	RULE(LINUX_REGION_LIST, "linux-region-list", ELF, WARN, WARN, "memory-region in Linux's device tree names something that isn't reserved memory, and Linux drops the rest of the list") \
	RULE(LINUX_TABLE_HIDDEN, "linux-table-hidden", ELF, BOOT, WARN, "Linux maps no memory where the resource table is: firmware never sees what Linux writes to it") \
	RULE(LINUX_UNREACHABLE, "linux-unreachable", ELF, BOOT, WARN, "OP-TEE's firewall keeps Linux from memory that it has to read or write") \
	RULE(LINUX_CARVEOUT_REGION, "linux-carveout-region", ELF, BOOT, WARN, "a carveout isn't inside the region of its name in Linux's device tree; Linux refuses to boot") \
	RULE(LINUX_VRING_SIZE, "linux-vring-size", ELF, BOOT, WARN, "a vring is larger than its region in Linux's device tree: IPC won't work") \
	RULE(LINUX_VRING_ADDRESS, "linux-vring-address", ELF, BOOT, WARN, "a vring isn't where its region in Linux's device tree begins: IPC won't work") \
	RULE(LINUX_BUFFERS_SIZE, "linux-buffers-size", ELF, BOOT, WARN, "the buffers of RPMsg don't fit into their region in Linux's device tree: IPC won't work") \
	RULE(LINUX_NO_BUFFER_REGION, "linux-no-buffer-region", ELF, WARN, WARN, "Linux's device tree has no region for the buffers of RPMsg, which then take the first one, whatever is in it") \
	RULE(LINUX_NO_VRING_REGION, "linux-no-vring-region", ELF, WARN, WARN, "Linux's device tree has no region for a vring, which may be anywhere then") \
	RULE(LINUX_TRACE, "linux-trace", ELF, WARN, WARN, "a trace buffer is where Linux maps no memory, and can't be read") \
	/* an image as firmware, continued */ \
	RULE(TA_HEAP, "ta-heap", ELF, WARN, INFO, "the metadata doesn't fit into the default heap of the device's loader") \
	RULE(DEBUG_INFO, "debug-info", ELF, WARN, INFO, "most of an image is debug information") \
	RULE(STRIP_IMPOSSIBLE, "strip-impossible", ELF, FIXED, ERROR, "an image can't be stripped without changing what is loaded of it") \
	RULE(BOOT_ADDRESS, "boot-address", ELF, WARN, INFO, "something has the name of a vector table") \
	RULE(BOOT_ADDRESS_UNKNOWN, "boot-address-unknown", ELF, FIXED, ERROR, "nothing that is loaded of an image has the name of a vector table") \
	RULE(BOOT_ADDRESS_UNUSABLE, "boot-address-unusable", ELF, FIXED, ERROR, "an image has several vector tables, or one that isn't at a multiple of 128") \
	RULE(SIGNATURE_ECDSA, "signature-ecdsa", CONTAINER, WARN, INFO, "upstream OP-TEE accepts RSA signatures only") \
	RULE(RSA_SHORT, "rsa-short", SIGNATURE, WARN, WARN, "an RSA key below 2048 bits") \
	RULE(KNOWN_KEY, "known-key", SIGNATURE, ASK, INFO, "a key whose private half was published: what it signs isn't protected") \
	/* a signature and what it covers */ \
	RULE(SIGNATURE_KEY_TYPE, "signature-key-type", SIGNATURE, FIXED, ERROR, "the key is of another type than the signature") \
	RULE(SIGNATURE_SIZE, "signature-size", SIGNATURE, FIXED, ERROR, "the signature doesn't have the size that the key's signatures have") \
	RULE(SIGNATURE_MISSING, "signature-missing", SIGNATURE, FIXED, ERROR, "the container isn't signed yet: the signature is all zeros, or for Qualcomm's PAS absent or a stub") \
	RULE(SIGNATURE_INVALID, "signature-invalid", SIGNATURE, FIXED, ERROR, "the signature isn't valid: another key, or signed bytes were changed") \
	RULE(SEGMENT_NOT_COVERED, "segment-not-covered", HASH, FIXED, ERROR, "the signed hash table has no entry for a PT_LOAD segment") \
	RULE(SEGMENT_HASH, "segment-hash", HASH, FIXED, ERROR, "the bytes of a PT_LOAD segment don't have the signed hash") \
	RULE(OTHER_HASH, "other-hash", HASH, FIXED, WARN, "the bytes of a segment that isn't loaded don't have the signed hash") \
	RULE(TABLE_DIFFERS, "table-differs", HASH, FIXED, WARN, "program headers and signed hash table aren't the same list; program headers aren't signed") \
	/* an encryption key */ \
	RULE(ENC_KEY_SHORT, "enc-key-short", CONTAINER, WARN, WARN, "an encryption key of 16 or 24 bytes; devices decrypt with 32, and get garbage without an error") \
	RULE(ENC_KEY_ZERO, "enc-key-zero", CONTAINER, WARN, WARN, "the encryption key is all zero, which devices refuse") \
	RULE(ENC_KEY_TEST, "enc-key-test", CONTAINER, WARN, WARN, "the encryption key is the one that is published for tests; it protects nothing") \
	RULE(ENC_KEY_WRONG, "enc-key-wrong", ENCRYPTION, FIXED, ERROR, "what was decrypted isn't what an image says that it is: the encryption key is another one") \
	RULE(ENC_KEY_UNPROVED, "enc-key-unproved", ENCRYPTION, WARN, INFO, "nothing in the images tells whether the encryption key is the right one") \
	RULE(NOT_ENCRYPTED, "not-encrypted", ENCRYPTION, FIXED, ERROR, "an encryption key was given, but the container isn't encrypted") \
	/* images to encrypt */ \
	RULE(ENCRYPT_UNALIGNED, "encrypt-unaligned", ELF, FIXED, ERROR, "the size of a PT_LOAD segment that is encrypted isn't a multiple of 16") \
	RULE(ENCRYPT_HEADERS, "encrypt-headers", ELF, FIXED, ERROR, "a PT_LOAD segment that is encrypted contains headers of the ELF file, which devices couldn't read any more") \
	RULE(ENCRYPT_IV_REPEATED, "encrypt-iv-repeated", CONTAINER, FIXED, WARN, "two segments are encrypted with the same initialisation vector, which shows where they begin with the same bytes") \
	RULE(ENCRYPT_OVERLAP, "encrypt-overlap", ELF, FIXED, ERROR, "PT_LOAD segments that are encrypted share bytes of the file") \
	/* a container of Qualcomm's PAS: malformed */ \
	RULE(PHENTSIZE, "phentsize", CONTAINER, FIXED, ERROR, "e_phentsize isn't the size of a program header of the ELF file's class") \
	RULE(PHNUM, "phnum", CONTAINER, FIXED, ERROR, "fewer program headers than the two that a PAS container needs, or more than this tool handles") \
	RULE(PHDRS_OUTSIDE, "phdrs-outside", CONTAINER, FIXED, ERROR, "the program headers of a PAS container leave the file") \
	RULE(NO_HASH_SEGMENT, "no-hash-segment", CONTAINER, FIXED, ERROR, "no program header has Qualcomm's type of a hash segment") \
	RULE(HASH_SEGMENT_OUTSIDE, "hash-segment-outside", CONTAINER, FIXED, ERROR, "the hash segment isn't all there") \
	RULE(HASHSEG_SHORT, "hashseg-short", CONTAINER, FIXED, ERROR, "the hash segment is shorter than its header") \
	RULE(VERSION, "version", CONTAINER, FIXED, ERROR, "the hash segment says a version that isn't known") \
	RULE(REGION_OUTSIDE, "region-outside", CONTAINER, FIXED, ERROR, "metadata, hashes, a signature or certificates leave the hash segment") \
	RULE(HASH_TABLE_EMPTY, "hash-table-empty", CONTAINER, FIXED, ERROR, "the hash segment has no hashes") \
	RULE(HASH_TABLE_SIZE, "hash-table-size", CONTAINER, FIXED, ERROR, "the hash segment doesn't have one SHA-384 or SHA-256 for each program header") \
	RULE(METADATA_SHORT, "metadata-short", CONTAINER, FIXED, ERROR, "metadata are shorter than their version needs") \
	RULE(HASH_ALGORITHM, "hash-algorithm", CONTAINER, FIXED, ERROR, "common metadata name another digest than the hash table has") \
	RULE(CERT_LENGTH, "cert-length", CONTAINER, FIXED, ERROR, "a certificate's length reaches beyond its region, or isn't definite") \
	RULE(CERT_PARSE, "cert-parse", CONTAINER, FIXED, ERROR, "bytes in a certificate's place that aren't a certificate") \
	RULE(SEGMENT_OUTSIDE, "segment-outside", CONTAINER, FIXED, ERROR, "the bytes of a segment aren't all there: the file, or a .bNN of a split one, is missing or has another size") \
	RULE(HASH_MISMATCH, "hash-mismatch", HASH, FIXED, ERROR, "headers or a segment don't have their digest of the hash table, or the hash segment's own digest isn't zero") \
	RULE(CHAIN_INVALID, "chain-invalid", SIGNATURE, FIXED, ERROR, "a certificate isn't signed by the key of the next one") \
	RULE(ROOT_MISMATCH, "root-mismatch", SIGNATURE, FIXED, ERROR, "the root in the container isn't the one that is trusted") \
	RULE(SIGNATURE, "signature", SIGNATURE, FIXED, WARN, "a signature without certificates, or certificates without a signature") \
	/* a container of Qualcomm's PAS: what Linux or OP-TEE refuses, or reads otherwise */ \
	RULE(PHOFF, "phoff", CONTAINER, FORCE, WARN, "e_phoff isn't the size of the ELF header, which OP-TEE's PAS wants") \
	RULE(EHSIZE, "ehsize", CONTAINER, FORCE, WARN, "e_ehsize isn't the size of the ELF header, which OP-TEE's PAS wants") \
	RULE(SHENTSIZE, "shentsize", CONTAINER, FORCE, WARN, "e_shentsize is neither 0 nor that of the ELF file's class, which Linux wants") \
	RULE(SHDRS_OUTSIDE, "shdrs-outside", CONTAINER, FORCE, WARN, "section headers leave the file, which Linux refuses") \
	RULE(PHDR0_LOAD, "phdr0-load", CONTAINER, FORCE, WARN, "program header 0 is PT_LOAD, which Linux refuses") \
	RULE(PHDR0_SIZE, "phdr0-size", CONTAINER, FORCE, WARN, "program header 0 doesn't have the size of the headers: the secure world gets other bytes, and a large one makes Linux read out of bounds") \
	RULE(HASH_SEGMENT_FIRST, "hash-segment-first", CONTAINER, FIXED, ERROR, "only program header 0 has the type of a hash segment; Linux looks from 1 on") \
	RULE(SEVERAL_HASH_SEGMENTS, "several-hash-segments", CONTAINER, FORCE, WARN, "more than one program header has the type of a hash segment") \
	RULE(FILESZ_MEMSZ, "filesz-memsz", CONTAINER, FORCE, WARN, "a loaded segment has a larger p_filesz than p_memsz, which Linux and OP-TEE refuse") \
	RULE(ENTRY_OUTSIDE, "entry-outside", CONTAINER, FORCE, WARN, "the entry point is outside of what is loaded, which OP-TEE refuses") \
	RULE(SEGMENT_OUTSIDE_MEMORY, "segment-outside-memory", CONTAINER, FORCE, WARN, "a segment's address and size leave the address space") \
	RULE(IMAGE_TOO_LARGE, "image-too-large", CONTAINER, FORCE, WARN, "the loaded segments span more memory than any carveout has") \
	RULE(CERT_PADDING, "cert-padding", CONTAINER, FORCE, WARN, "bytes behind the certificates that aren't 0xff, which OP-TEE refuses") \
	RULE(CERT_PADDING_ZERO, "cert-padding-zero", CONTAINER, FORCE, WARN, "zeros behind the certificates, instead of 0xff, which OP-TEE refuses") \
	RULE(LOAD_UNHASHED_BY_OPTEE, "load-unhashed-by-optee", CONTAINER, FORCE, WARN, "Linux loads a segment whose digest OP-TEE doesn't compare: changed bytes aren't noticed") \
	RULE(NOT_RELOCATABLE, "not-relocatable", CONTAINER, FORCE, WARN, "no segment is relocatable: Linux asks for no memory, and OP-TEE's PAS doesn't start the firmware") \
	RULE(DEVICE_REFUSES, "device-refuses", CONTAINER, FORCE, WARN, "a device would refuse what is signed for it") \
	RULE(MEMORY_OVERLAP, "memory-overlap", CONTAINER, WARN, WARN, "two loaded segments share memory") \
	/* a container of Qualcomm's PAS: worth knowing */ \
	RULE(SIGNATURE_STUB, "signature-stub", SIGNATURE, WARN, INFO, "bytes in a signature's place that aren't one, as unsigned tools write them") \
	RULE(DIGEST_OF_NOTHING, "digest-of-nothing", CONTAINER, WARN, INFO, "a segment without bytes has a digest") \
	RULE(FILE_OVERLAP, "file-overlap", CONTAINER, WARN, INFO, "two segments share bytes of the file") \
	RULE(TRAILING, "trailing", CONTAINER, WARN, INFO, "bytes behind the last segment, which nothing covers") \
	RULE(MDT_SIZE, "mdt-size", CONTAINER, WARN, INFO, "the .mdt of a split image isn't just headers and hash segment; tools differ on what they do then") \
	RULE(SPLIT_HASH_DIFFERS, "split-hash-differs", CONTAINER, WARN, INFO, "headers or hash segment in a .bNN differ from those of the .mdt, which count") \
	RULE(IMAGE_SIZE, "image-size", CONTAINER, WARN, INFO, "image_size of the hash segment isn't the sum of hashes, signatures and certificates; nobody reads it") \
	RULE(HASH_SEGMENT_TAIL, "hash-segment-tail", CONTAINER, WARN, INFO, "bytes behind the regions of the hash segment that aren't padding; nothing covers them") \
	RULE(UIE, "uie", CONTAINER, FIXED, INFO, "the segments are encrypted by Qualcomm's UIE, which isn't published; OP-TEE refuses it") \
	/* what is wrong with a device */ \
	RULE(DEVICE_CRASH, "device-crash", CONTAINER, WARN, WARN, "the device's loader crashes on this, or may: it reads or writes what isn't its memory") \
	RULE(DEVICE_HANG, "device-hang", CONTAINER, WARN, WARN, "the device's loader never ends on this") \
	RULE(DEVICE_LOAD_IGNORED, "device-load-ignored", CONTAINER, WARN, WARN, "the device says success, but didn't look at the new firmware") \
	RULE(DEVICE_OVERWRITTEN, "device-overwritten", CONTAINER, WARN, WARN, "the device writes the same memory twice, maybe by two addresses, and doesn't notice") \
	RULE(DEVICE_PARTLY_LOADED, "device-partly-loaded", CONTAINER, WARN, WARN, "the device refuses the firmware, but leaves parts of it in memory") \
	RULE(DEVICE_BOOT_KEPT, "device-boot-kept", CONTAINER, WARN, WARN, "the device keeps what a container says of booting that it refuses") \
	RULE(DEVICE_BOOT_ROUNDED, "device-boot-rounded", CONTAINER, WARN, WARN, "the boot address isn't a multiple of 128; the device rounds it down") \
	RULE(DEVICE_BOOTSEC_IGNORED, "device-bootsec-ignored", CONTAINER, WARN, WARN, "BOOTSEC says 0, but the device doesn't look at its value, and enables TrustZone") \
	RULE(DEVICE_START_FAILS, "device-start-fails", CONTAINER, WARN, WARN, "the device loads the firmware, but won't start it") \
	RULE(DEVICE_NO_DRIVER, "device-no-driver", CONTAINER, WARN, WARN, "this version of OP-TEE has no driver for the remote processor of the board") \
	RULE(DEVICE_READS_BEHIND, "device-reads-behind", CONTAINER, WARN, WARN, "the device reads memory behind what it copied; what it does depends on what is there") \
	/* what goes wrong between Linux and a device */ \
	RULE(BOOT_STALE_FIRMWARE, "boot-stale-firmware", CONTAINER, FIXED, ERROR, "the device says that it loaded firmware, but memory keeps an earlier one, and that will run") \
	RULE(BOOT_STUCK, "boot-stuck", CONTAINER, FIXED, ERROR, "the device holds firmware of a boot that failed, and refuses to load until it is reset") \
	RULE(BOOT_START_IGNORED, "boot-start-ignored", CONTAINER, FIXED, ERROR, "Linux takes the processor for started after a recovery that failed, and does nothing when it is told to start it") \
	RULE(BOOT_TABLE_MIXED, "boot-table-mixed", CONTAINER, WARN, WARN, "Linux writes the resource table of one firmware over that of another, since the file was replaced before a recovery") \
	RULE(BOOT_TABLE_UNKNOWN, "boot-table-unknown", CONTAINER, NOTE, INFO, "it isn't known what is in memory where the resource table is said to be") \
	RULE(LINUX_TEE_PAIR, "linux-tee-pair", CONTAINER, WARN, WARN, "a kernel and an OP-TEE that don't suit each other") \
	/* a build of OP-TEE */ \
	RULE(BUILD_PART_MISSING, "build-part-missing", CONTAINER, WARN, WARN, "a part of a build of OP-TEE isn't among the files") \
	RULE(BUILD_TA_MISSING, "build-ta-missing", CONTAINER, WARN, WARN, "the remoteproc TA isn't embedded in a build of OP-TEE") \
	RULE(BUILD_NO_LOADER, "build-no-loader", CONTAINER, FIXED, ERROR, "a build of OP-TEE has no pseudo TA or no driver for remote processors: it can't load firmware") \
	RULE(BUILD_NO_PROCESSOR, "build-no-processor", CONTAINER, FIXED, ERROR, "the device tree in a build of OP-TEE has no remote processor that its driver takes: it can't load firmware") \
	/* the list itself */ \
	RULE(FINDINGS_LIMIT, "findings-limit", CONTAINER, WARN, WARN, "there was more to find than is listed")
/* clang-format on */

enum sfw_rule {
#define RULE(name, id, status, signing, reading, explanation) SFW_##name,
	SFW_RULES(RULE)
#undef RULE
	SFW_RULE_COUNT
};

/* A list that judges for reading; returns NULL for want of memory. */
signfw_findings *sfw_findings_new(void);

/* For CLEANUP(). */
void sfw_findings_cleanup(signfw_findings **findings);

/* A caller's list, or, if that is NULL, a new one, which *own is then, too; empty.  NULL for want of memory. */
signfw_findings *sfw_findings_of_caller(signfw_findings *findings, signfw_findings **own);

/* From now on the list judges for reading, as a new one does. */
void sfw_findings_judge_reading(signfw_findings *findings);

/* From now on the list judges for signing. */
void sfw_findings_judge_signing(signfw_findings *findings, bool force);

/* From now on what a device or Linux refuses is an error, when signing or reading. */
void sfw_findings_judge_boot(signfw_findings *findings);

/* From now on, when signing, a key that was published is an error. */
void sfw_findings_refuse_published_keys(signfw_findings *findings);

/* From now on what only some devices need isn't reported: the device is asked. */
void sfw_findings_leave_to_device(signfw_findings *findings);

/* Empties the list, which judges for signing from now on, as the options say. */
void sfw_findings_begin_signing(signfw_findings *findings, const struct signfw_sign_options *options);

/* What is found from now on is about the input of this name (borrowed; NULL: no input). */
void sfw_findings_set_source(signfw_findings *findings, const char *source);

/* Adds a finding.  Failures for want of memory are kept for sfw_findings_verdict(). */
void sfw_report(signfw_findings *findings, enum sfw_rule rule, uint64_t offset, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Whether warnings count as errors, those already found included. */
void sfw_findings_set_strict(signfw_findings *findings, bool strict);

/*
 * Adds what another list has.
 *
 * @except: rules to leave out, then SFW_RULE_COUNT; NULL: none
 */
void sfw_findings_add(signfw_findings *findings, const signfw_findings *more, const enum sfw_rule *except);

/* Forgets all but the first `count`, and that there was no memory for others. */
void sfw_findings_truncate(signfw_findings *findings, size_t count);

/* SIGNFW_OK if there is no error; else fills in `err` with the first one, and returns its status. */
enum signfw_status sfw_findings_verdict(const signfw_findings *findings, struct signfw_error *err);

#endif
