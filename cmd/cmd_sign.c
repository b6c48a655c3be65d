/* SPDX-License-Identifier: BSD-2-Clause */
/* sign: ELF images -> container. */
#include "commands.h"
#include "containers/images.h"

struct request {
	struct images_source images;
	struct signer_source signer;
	struct made_source result;
};

static const struct option_row options[] = {
	{"in", 0, "FILE", OPTION_LIST, offsetof(struct request, images.in), .most = SIGNFW_MAX_IMAGES, .noun = "image",
	 .is_operand = true, .required = "no image: --in is missing", .file = FILE_READ,
	 .help = "an ELF image, 1 to 255 times, in this order"},
	{"out", 'o', "FILE", OPTION_TEXT, offsetof(struct request, result.out), .noun = "container",
	 .required = "no container: --out is missing", .file = FILE_WRITTEN,
	 .help = "the container; '-' is standard output"},
	{"key", 'k', "KEY", OPTION_OTHER, offsetof(struct request, signer.key), .parse = key_source_parse,
	 .required = "no key: --key is missing", .file = FILE_READ, .file_of = signfw_key_file,
	 .help = "the private key" KEY_HELP},
	{0},
};

static const struct option_group groups[] = {
	{"Files and key", options, 0},
	{"Key and signature", signer_key_rows, offsetof(struct request, signer)},
	{"Key and signature", signer_signature_rows, offsetof(struct request, signer)},
	{"Key and signature", key_source_rows, offsetof(struct request, signer.key)},
	{"Signing by a command", sign_command_rows, offsetof(struct request, signer.command)},
	{"Container", image_layout_rows, offsetof(struct request, images)},
	{"Container", platform_tlv_rows, offsetof(struct request, images.platform)},
	{"Container", boot_address_rows, offsetof(struct request, images.platform)},
	{"Container", image_rows, offsetof(struct request, images)},
	{"Encryption", image_encryption_rows, offsetof(struct request, images)},
	{"Encryption", enc_key_rows, offsetof(struct request, images.enc_key)},
	{"Device that has to accept it", made_device_rows, offsetof(struct request, result)},
	{"Device that has to accept it", target_rows, offsetof(struct request, result.target)},
	{0},
};

static bool sign(void *context, struct call *call)
{
	struct request *request = context;
	struct images images = {0};
	struct signer signer = {0};
	struct made made = {.source = &request->result};
	const bool done = made_begin(&made, call) && signer_check(&request->signer, call) &&
			  images_begin(&request->images, call, &images) &&
			  signer_open(&request->signer, false, call, &signer) &&
			  images_read(&request->images, call, &images, &made) &&
			  images_build(&request->images, &images, &request->signer, &signer, call, &made) &&
			  made_ask_device(&made, &signer, &images.enc_key, call) && made_write(&made, call);
	const bool printed = made_print(&made, &signer, "signed, ", call);

	made_release(&made);
	signer_release(&signer);
	images_release(&images);
	return done && printed;
}

const struct command cmd_sign = {
	.name = "sign",
	.summary = "Sign ELF images into a container",
	.synopsis = "--in FILE... --out FILE --key KEY [OPTIONS]",
	.notes = "Takes all options of sign_rproc_fw.py, in both spellings (--key-info, --key_info), "
		 "and may be left out: 'sign-rproc-fw --in a.elf --out a.sign --key k.pem' signs.",
	.examples = {"sign --in a.elf --out a.sign --key k.pem",
		     "sign -k k.pem -o a.sign --layout st-4.0 --bootaddr auto a.elf"},
	.groups = groups,
	.request_size = sizeof(struct request),
	.carry_out = sign,
};
