/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/passphrase.h"

#include <openssl/crypto.h>

bool sfw_passphrase_ask(struct passphrase *passphrase)
{
	const struct signfw_key_options *options = &passphrase->options;

	if (!passphrase->asked) {
		passphrase->asked = true;
		passphrase->given = options->passphrase != NULL &&
				    options->passphrase(options->passphrase_context, passphrase->text,
							sizeof(passphrase->text), &passphrase->size) &&
				    passphrase->size <= sizeof(passphrase->text);
	}
	return passphrase->given;
}

void sfw_passphrase_wipe(struct passphrase *passphrase)
{
	OPENSSL_cleanse(passphrase->text, sizeof(passphrase->text));
	passphrase->given = false;
}

/* Answers OpenSSL's prompts with the passphrase, and ignores its other messages. */
static int answer(UI *ui, UI_STRING *question)
{
	struct passphrase *passphrase = UI_get0_user_data(ui);
	const enum UI_string_types type = UI_get_string_type(question);

	if (type != UIT_PROMPT && type != UIT_VERIFY)
		return 1;
	if (!sfw_passphrase_ask(passphrase))
		return 0;
	return UI_set_result_ex(ui, question, passphrase->text, (int)passphrase->size) >= 0;
}

UI_METHOD *sfw_passphrase_ui(void)
{
	UI_METHOD *ui = UI_create_method("signfw");

	if (ui != NULL)
		UI_method_set_reader(ui, answer);
	return ui;
}
