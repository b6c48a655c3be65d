/* SPDX-License-Identifier: BSD-2-Clause */
/* Firmware images before they are signed. */
#ifndef SIGNFW_ELF_H
#define SIGNFW_ELF_H

#include <signfw/resource_table.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Removes from a firmware image what no device loads: debug information, symbols,
 * sections outside the program, and gaps in the file.  Segments keep bytes,
 * addresses and sizes, and so their hashes; p_offset changes, and p_align where it
 * only made gaps.  Sections of the program keep their headers.  The result depends
 * on the image only; stripping it again changes nothing.
 *
 * @out, @out_size: owned, free with signfw_free()
 * @findings:       emptied, then filled; or NULL
 *
 * Fails with SIGNFW_E_ELF if the image cannot be stripped, see the findings.
 */
SIGNFW_CHECKED enum signfw_status signfw_elf_strip(uint8_t **out, size_t *out_size, const void *data, size_t size,
						   signfw_findings *findings, struct signfw_error *err);

/*
 * Finds the boot address of a firmware image: the address that its vector table is
 * loaded to.  The table is recognised by the names that start-up code and linker
 * scripts give to its section or symbol; an information among the findings says by
 * which.
 *
 * @findings: emptied, then filled; or NULL
 *
 * Fails with SIGNFW_E_ELF if this is not an ELF file, if no vector table has a
 * known name (finding boot-address-unknown), or if there are several at different
 * addresses or the address is no multiple of 128 (boot-address-unusable).
 */
SIGNFW_CHECKED enum signfw_status signfw_elf_boot_address(uint32_t *out, const void *data, size_t size,
							  signfw_findings *findings, struct signfw_error *err);

/*
 * Finds the resource table of an ELF file; its size is 0 if there is none.
 *
 * @findings: emptied, then filled; or NULL
 *
 * Fails with SIGNFW_E_ELF if this is not a usable ELF file, see the findings.
 */
SIGNFW_CHECKED enum signfw_status signfw_elf_resource_table(struct signfw_resource_table *out, const void *data,
							    size_t size, signfw_findings *findings,
							    struct signfw_error *err);

#ifdef __cplusplus
}
#endif

#endif /* SIGNFW_ELF_H */
