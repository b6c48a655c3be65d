/* SPDX-License-Identifier: BSD-2-Clause */
#include "pas_input.h"

#define PART_HEADER 3

void pas_input_read(struct pas_input *out, struct span bytes)
{
	struct reader reader = {bytes, 0};
	struct span head = {0}, headers = {0}, part;

	*out = (struct pas_input){.size = bytes.size};
	if (bytes.size > 1 && bytes.data[0] == 'S' && sfw_reader_bytes(&reader, 2, &head) &&
	    sfw_reader_bytes(&reader, (uint64_t)PART_HEADER * head.data[1], &headers)) {
		for (size_t i = 0; i < headers.size; i += PART_HEADER)
			if (sfw_reader_bytes(&reader, sfw_u16le(headers.data + i + 1), &part))
				out->parts[out->part_count++] =
					(struct signfw_pas_part){headers.data[i], part.data, part.size};
	}
	out->file = (struct signfw_input){reader.left.data, reader.left.size, "fw.mdt"};
}

signfw_pas *pas_input_inspect(const struct pas_input *input)
{
	signfw_pas *pas = NULL;

	CHECK(signfw_pas_inspect(&pas, &input->file, input->parts, input->part_count, NULL) == SIGNFW_OK);
	return pas;
}
