/* SPDX-License-Identifier: BSD-2-Clause */
#include "verbs/metadata_lint.h"

#include "container/layout.h"
#include "device/heap.h"
#include "device/versions.h"
#include "key/signing_key.h"

/* Whether head and hash table fit into the heap of the device's loader. */
static bool fits_heap(const struct container *container)
{
	struct ta_heap heap = sfw_ta_heap(SFW_TA_HEAP_DEFAULT, false, sfw_device_version("optee")->context_32);

	return sfw_ta_heap_take(&heap, container->images_offset) &&
	       sfw_ta_heap_verify(heap, container->key_info.size) &&
	       sfw_ta_heap_take(&heap, container->table.bytes.size);
}

static void lint_key(const struct container *container, const signfw_key *key, signfw_findings *findings)
{
	switch (key->key.kind) {
	case KEY_RSA:
		if (key->key.bits < 2048)
			sfw_report(findings, SFW_RSA_SHORT, SIGNFW_NO_OFFSET,
				   "an RSA key of %u bits, expected 2048 or more", key->key.bits);
		break;
	case KEY_EC_P256:
		sfw_report(findings, SFW_SIGNATURE_ECDSA, SIGNFW_NO_OFFSET, "an ECDSA signature; %s",
			   container->layout->ecdsa);
		break;
	case KEY_EC_P384: /* no such container is signed with it */
	case KEY_KIND_COUNT:
		break;
	}
}

void sfw_lint_metadata(const struct container *container, const signfw_key *key, signfw_findings *findings)
{
	lint_key(container, key, findings);
	if (signfw_key_published(key) != NULL)
		sfw_report(findings, SFW_KNOWN_KEY, SIGNFW_NO_OFFSET,
			   "the key is %s, a published key: what it signs isn't protected", signfw_key_published(key));
	if (container->layout->copies_table && !fits_heap(container))
		sfw_report(findings, SFW_TA_HEAP, SIGNFW_NO_OFFSET,
			   "%llu bytes of metadata (%llu program headers) don't fit into the default heap of OP-TEE's "
			   "loader; raise CFG_REMOTEPROC_TA_HEAP_SIZE or drop program headers",
			   (unsigned long long)container->images_offset, (unsigned long long)container->table.count);
}
