/* SPDX-License-Identifier: BSD-2-Clause */
#include "crypto/pkcs11_token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "crypto/openssl_scopes.h"
#include "crypto/p11_kit.h"

/* Further tokens are ignored. */
#define SLOTS_MAX 64

/* Longer CKA_ID and CKA_LABEL are ignored. */
#define NAME_MAX_SIZE 256

/* A token that the URI allows, with a session. */
struct slot {
	CK_FUNCTION_LIST *module;
	CK_SLOT_ID id;
	CK_TOKEN_INFO info;
	CK_SESSION_HANDLE session;
};

/* An object that the URI names. */
struct object {
	struct slot *slot;
	CK_OBJECT_HANDLE handle;
	uint8_t id[NAME_MAX_SIZE], label[NAME_MAX_SIZE];
	CK_ULONG id_size, label_size;
};

struct pkcs11_token {
	struct p11_kit p11_kit;
	P11KitUri *uri;
	CK_FUNCTION_LIST **modules; /* ends with NULL */
	struct slot slots[SLOTS_MAX];
	size_t slot_count;
	enum pkcs11_token_kind kind;
	const struct slot *slot; /* of the object */
	CK_OBJECT_HANDLE object;
	char *exact; /* its URI */
	bool asks_always;
	bool is_shared; /* sfw_token_share() */
};

/* A search for objects. */
struct search {
	struct pkcs11_token *token;
	struct passphrase *pin;
	struct object found;
	size_t found_count;
	uint8_t other_id[NAME_MAX_SIZE]; /* of the last match */
	CK_ULONG other_id_size;
};

DEFINE_CLEANUP(token_cleanup, struct pkcs11_token, sfw_token_close)

/* Indexed by enum pkcs11_token_kind. */
static const char *const kind_names[] = {"private key", "public key", "certificate"};
static const CK_OBJECT_CLASS kind_classes[] = {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY, CKO_CERTIFICATE};

static enum signfw_status fail(const struct pkcs11_token *token, const char *what, CK_RV reason,
			       struct signfw_error *err)
{
	return sfw_fail(err, SIGNFW_E_KEY, "%s: %s", what, token->p11_kit.strerror(reason));
}

/* ---- modules and tokens ---------------------------------------------------- */

/* Called by p11-kit, which is there. */
static void release_module(void *module)
{
	struct p11_kit p11_kit;

	if (sfw_p11_kit_load(&p11_kit, NULL) == SIGNFW_OK)
		p11_kit.module_release(module);
}

/* Loads the module of this file, or without one all that p11-kit knows; false if there is none. */
static bool start_modules(struct pkcs11_token *token, const char *path)
{
	if (path == NULL) {
		token->modules = token->p11_kit.modules_load(NULL, 0);
	} else {
		token->modules = calloc(2, sizeof(CK_FUNCTION_LIST *));
		if (token->modules != NULL)
			token->modules[0] = token->p11_kit.module_load(path, 0);
	}
	if (token->modules != NULL)
		token->p11_kit.modules_initialize(token->modules, release_module);
	return token->modules != NULL && token->modules[0] != NULL;
}

/* Adds a token, if it matches the URI and is initialised. */
static void add_slot(struct pkcs11_token *token, CK_FUNCTION_LIST *module, CK_SLOT_ID id)
{
	const CK_SLOT_ID wanted = token->p11_kit.uri_get_slot_id(token->uri);
	struct slot slot = {.module = module, .id = id};

	if (token->slot_count == SLOTS_MAX || (wanted != (CK_SLOT_ID)-1 && wanted != id) ||
	    module->C_GetTokenInfo(id, &slot.info) != CKR_OK || (slot.info.flags & CKF_TOKEN_INITIALIZED) == 0 ||
	    token->p11_kit.uri_match_token_info(token->uri, &slot.info) != 1 ||
	    module->C_OpenSession(id, CKF_SERIAL_SESSION, NULL, NULL, &slot.session) != CKR_OK)
		return;
	token->slots[token->slot_count++] = slot;
}

static void add_slots(struct pkcs11_token *token, CK_FUNCTION_LIST *module)
{
	CK_SLOT_ID ids[SLOTS_MAX];
	CK_ULONG count = SLOTS_MAX;

	if (module->C_GetSlotList(CK_TRUE, ids, &count) != CKR_OK)
		return;
	for (CK_ULONG i = 0; i < count; i++)
		add_slot(token, module, ids[i]);
}

static enum signfw_status find_slots(struct pkcs11_token *token, const char *module, struct signfw_error *err)
{
	if (!start_modules(token, module))
		return sfw_fail(err, SIGNFW_E_CRYPTO, "the PKCS#11 module cannot be loaded: %.180s",
				module == NULL ? "p11-kit knows none" : module);
	for (CK_FUNCTION_LIST **each = token->modules; *each != NULL; each++)
		add_slots(token, *each);
	if (token->slot_count == 0)
		return sfw_fail(err, SIGNFW_E_KEY, "there is no such token");
	return SIGNFW_OK;
}

/* ---- the PIN ---------------------------------------------------------------- */

/* Reads the first line of the URI's "pin-source" file, without stdio buffers, which nobody would wipe. */
static bool read_pin_source(struct passphrase *pin, const char *source)
{
	static const char scheme[] = "file:";
	const char *path = strncmp(source, scheme, sizeof(scheme) - 1) == 0 ? source + sizeof(scheme) - 1 : source;
	CLEANUP(bio_cleanup) BIO *file = BIO_new_file(path, "r");
	FILE *stream = NULL;

	if (file == NULL || BIO_get_fp(file, &stream) != 1 || setvbuf(stream, NULL, _IONBF, 0) != 0)
		return false;
	if (BIO_gets(file, pin->text, sizeof(pin->text)) <= 0)
		return false;
	pin->size = strcspn(pin->text, "\r\n");
	return true;
}

/* Gets the PIN from the URI, from the file it names, or by asking. */
static enum signfw_status get_pin(struct passphrase *pin, const struct pkcs11_token *token, struct signfw_error *err)
{
	const char *value = token->p11_kit.uri_get_pin_value(token->uri);
	const char *source = token->p11_kit.uri_get_pin_source(token->uri);

	if (value != NULL && strlen(value) < sizeof(pin->text)) {
		pin->size = strlen(value);
		memcpy(pin->text, value, pin->size);
		pin->asked = pin->given = true;
	} else if (source != NULL) {
		pin->asked = true;
		pin->given = read_pin_source(pin, source);
		if (!pin->given)
			return sfw_fail(err, SIGNFW_E_KEY, "no PIN from the pin-source of the URI");
	}
	/* don't try an empty one: tokens count wrong PINs */
	if (!sfw_passphrase_ask(pin) || pin->size == 0)
		return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_NO_PASSPHRASE,
					"the token wants a PIN, and no PIN was given");
	return SIGNFW_OK;
}

static enum signfw_status fail_wrong_pin(struct slot *slot, struct signfw_error *err)
{
	const char *consequence = "";

	if (slot->module->C_GetTokenInfo(slot->id, &slot->info) == CKR_OK) {
		if ((slot->info.flags & CKF_USER_PIN_LOCKED) != 0)
			consequence = "; the token is locked now";
		else if ((slot->info.flags & CKF_USER_PIN_FINAL_TRY) != 0)
			consequence = "; the next wrong one locks the token";
	}
	return sfw_fail_because(err, SIGNFW_E_KEY, SIGNFW_REASON_WRONG_PASSPHRASE, "wrong PIN%s", consequence);
}

/* Tries the PIN once; passes none to a token with its own keypad. */
static enum signfw_status log_in(struct slot *slot, const struct pkcs11_token *token, struct passphrase *pin,
				 struct signfw_error *err)
{
	const bool has_keys = (slot->info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
	const enum signfw_status status = has_keys ? SIGNFW_OK : get_pin(pin, token, err);

	if (status != SIGNFW_OK)
		return status;
	const CK_RV result = slot->module->C_Login(slot->session, CKU_USER, has_keys ? NULL : (CK_UTF8CHAR *)pin->text,
						   has_keys ? 0 : pin->size);

	switch (result) {
	case CKR_OK:
	case CKR_USER_ALREADY_LOGGED_IN:
		return SIGNFW_OK;
	case CKR_PIN_INCORRECT:
	case CKR_PIN_INVALID:
	case CKR_PIN_LEN_RANGE:
		return fail_wrong_pin(slot, err);
	case CKR_PIN_LOCKED:
		return sfw_fail(err, SIGNFW_E_KEY, "the token is locked: a wrong PIN was tried too often");
	default:
		return fail(token, "cannot log in to the token", result, err);
	}
}

/* Logs in to the only token that requires it; never tries a PIN on several. */
static enum signfw_status log_in_to_one(struct search *search, struct signfw_error *err)
{
	struct pkcs11_token *token = search->token;
	struct slot *closed = NULL;

	for (size_t i = 0; i < token->slot_count; i++) {
		if ((token->slots[i].info.flags & CKF_LOGIN_REQUIRED) == 0)
			continue;
		if (closed != NULL)
			return sfw_fail(err, SIGNFW_E_KEY,
					"there are several such tokens; name one, with token= or serial=");
		closed = &token->slots[i];
	}
	return closed == NULL ? SIGNFW_OK : log_in(closed, token, search->pin, err);
}

/* ---- objects ---------------------------------------------------------------- */

/* Reads an attribute and returns its size; 0 if there is none or no room for it. */
static CK_ULONG read_attribute(const struct slot *slot, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, void *out,
			       CK_ULONG capacity)
{
	CK_ATTRIBUTE attribute = {type, out, capacity};
	const CK_RV result = slot->module->C_GetAttributeValue(slot->session, object, &attribute, 1);

	return result == CKR_OK ? attribute.ulValueLen : 0;
}

static void take_object(struct search *search, struct slot *slot, CK_OBJECT_HANDLE handle)
{
	struct object *found = &search->found;

	search->other_id_size = read_attribute(slot, handle, CKA_ID, search->other_id, NAME_MAX_SIZE);
	if (search->found_count++ > 0)
		return;
	found->slot = slot;
	found->handle = handle;
	found->id_size = read_attribute(slot, handle, CKA_ID, found->id, NAME_MAX_SIZE);
	found->label_size = read_attribute(slot, handle, CKA_LABEL, found->label, NAME_MAX_SIZE);
}

/* Finds the objects of one kind in one token that match the URI. */
static enum signfw_status find_in_slot(struct search *search, struct slot *slot, enum pkcs11_token_kind kind,
				       struct signfw_error *err)
{
	const struct pkcs11_token *token = search->token;
	CK_OBJECT_CLASS class = kind_classes[kind];
	CK_ATTRIBUTE template[3] = {{CKA_CLASS, &class, sizeof(class)}};
	CK_ULONG count = 1;
	CK_OBJECT_HANDLE handles[2];
	const CK_ATTRIBUTE *id = token->p11_kit.uri_get_attribute(token->uri, CKA_ID);
	const CK_ATTRIBUTE *label = token->p11_kit.uri_get_attribute(token->uri, CKA_LABEL);

	if (id != NULL)
		template[count++] = *id;
	if (label != NULL)
		template[count++] = *label;
	CK_RV result = slot->module->C_FindObjectsInit(slot->session, template, count);

	if (result == CKR_OK) {
		/* ask for one more than there should be */
		result = slot->module->C_FindObjects(slot->session, handles, 2, &count);
		slot->module->C_FindObjectsFinal(slot->session);
	}
	if (result != CKR_OK)
		return fail(token, "cannot look into the token", result, err);
	for (CK_ULONG i = 0; i < count; i++)
		take_object(search, slot, handles[i]);
	return SIGNFW_OK;
}

/* Formats an id as in a URI. */
static void format_id(const uint8_t *id, CK_ULONG size, char out[64])
{
	out[0] = '\0';
	for (CK_ULONG i = 0; i < size && i < 20; i++)
		snprintf(out + 3 * i, 4, "%%%02x", id[i]);
}

static enum signfw_status fail_ambiguous(const struct search *search, enum pkcs11_token_kind kind,
					 struct signfw_error *err)
{
	const struct object *found = &search->found;
	char one[64], other[64];

	format_id(found->id, found->id_size, one);
	format_id(search->other_id, search->other_id_size, other);
	/* sorted, because tokens list them in any order */
	const bool in_order = strcmp(one, other) < 0;

	return sfw_fail(err, SIGNFW_E_KEY,
			"there are several such %ss, with id=%s and id=%s; name one, with id=", kind_names[kind],
			in_order ? one : other, in_order ? other : one);
}

static enum signfw_status find_kind(struct search *search, enum pkcs11_token_kind kind, struct signfw_error *err)
{
	struct pkcs11_token *token = search->token;
	enum signfw_status status = kind == TOKEN_PRIVATE_KEY ? log_in_to_one(search, err) : SIGNFW_OK;

	for (size_t i = 0; i < token->slot_count && status == SIGNFW_OK; i++)
		status = find_in_slot(search, &token->slots[i], kind, err);
	if (status == SIGNFW_OK && search->found_count > 1)
		status = fail_ambiguous(search, kind, err);
	token->kind = kind;
	return status;
}

/* Whether the URI asks for another kind. */
static bool is_excluded(const struct pkcs11_token *token, enum pkcs11_token_kind kind)
{
	CK_OBJECT_CLASS class = kind_classes[kind];
	const CK_ATTRIBUTE match = {CKA_CLASS, &class, sizeof(class)};

	return token->p11_kit.uri_match_attributes(token->uri, &match, 1) != 1;
}

/* Finds the private key; if a public one suffices, prefers objects that need no login. */
static enum signfw_status find_object(struct search *search, struct signfw_error *err)
{
	static const enum pkcs11_token_kind order[] = {TOKEN_PUBLIC_KEY, TOKEN_CERTIFICATE, TOKEN_PRIVATE_KEY};
	const bool require_private = (search->pin->options.flags & SIGNFW_KEY_REQUIRE_PRIVATE) != 0;

	for (size_t i = require_private ? 2 : 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (is_excluded(search->token, order[i]))
			continue;
		const enum signfw_status status = find_kind(search, order[i], err);

		if (status != SIGNFW_OK || search->found_count > 0)
			return status;
	}
	return sfw_fail(err, SIGNFW_E_KEY, "there is no such %s in the token",
			require_private ? kind_names[TOKEN_PRIVATE_KEY] : "key");
}

/* ---- what was found --------------------------------------------------------- */

static bool set_attribute(const struct p11_kit *p11_kit, P11KitUri *uri, CK_ATTRIBUTE attribute)
{
	return attribute.ulValueLen == 0 || p11_kit->uri_set_attribute(uri, &attribute) == P11_KIT_URI_OK;
}

/* Makes a URI that matches only this object. */
static char *exact_uri(const struct p11_kit *p11_kit, struct object *object, enum pkcs11_token_kind kind)
{
	P11KitUri *uri = p11_kit->uri_new();
	CK_OBJECT_CLASS class = kind_classes[kind];
	char *text = NULL;

	if (uri == NULL)
		return NULL;
	*p11_kit->uri_get_token_info(uri) = object->slot->info;
	if (set_attribute(p11_kit, uri, (CK_ATTRIBUTE){CKA_CLASS, &class, sizeof(class)}) &&
	    set_attribute(p11_kit, uri, (CK_ATTRIBUTE){CKA_ID, object->id, object->id_size}) &&
	    set_attribute(p11_kit, uri, (CK_ATTRIBUTE){CKA_LABEL, object->label, object->label_size}))
		p11_kit->uri_format(uri, P11_KIT_URI_FOR_OBJECT_ON_TOKEN, &text);
	p11_kit->uri_free(uri);
	return text;
}

static bool asks_always(const struct pkcs11_token *token)
{
	CK_BBOOL always = CK_FALSE;

	return read_attribute(token->slot, token->object, CKA_ALWAYS_AUTHENTICATE, &always, sizeof(always)) != 0 &&
	       always == CK_TRUE;
}

static enum signfw_status parse(const struct pkcs11_token *token, const char *text, struct signfw_error *err)
{
	const int result = token->p11_kit.uri_parse(text, P11_KIT_URI_FOR_ANY, token->uri);

	if (result != P11_KIT_URI_OK)
		return sfw_fail(err, SIGNFW_E_KEY, "not a PKCS#11 URI: %s", token->p11_kit.uri_message(result));
	if (token->p11_kit.uri_any_unrecognized(token->uri))
		return sfw_fail(err, SIGNFW_E_KEY, "the PKCS#11 URI says something that RFC 7512 doesn't know");
	return SIGNFW_OK;
}

static enum signfw_status start_p11_kit(struct pkcs11_token *token, struct signfw_error *err)
{
	const enum signfw_status status = sfw_p11_kit_load(&token->p11_kit, err);

	if (status != SIGNFW_OK)
		return status;
	token->uri = token->p11_kit.uri_new();
	return token->uri == NULL ? sfw_fail_memory(err) : SIGNFW_OK;
}

/* Finds the object that the URI names. */
static enum signfw_status find_named(struct search *search, const char *uri, const char *module,
				     struct signfw_error *err)
{
	struct pkcs11_token *token = search->token;
	enum signfw_status status = parse(token, uri, err);
	const char *named = status != SIGNFW_OK ? NULL : token->p11_kit.uri_get_module_path(token->uri);

	if (status == SIGNFW_OK)
		status = find_slots(token, named != NULL ? named : module, err);
	return status == SIGNFW_OK ? find_object(search, err) : status;
}

enum signfw_status sfw_token_open(struct pkcs11_token **out, const char *uri, const char *module,
				  struct passphrase *pin, struct signfw_error *err)
{
	CLEANUP(token_cleanup) struct pkcs11_token *token = calloc(1, sizeof(*token));
	struct search search = {.token = token, .pin = pin};

	if (token == NULL)
		return sfw_fail_memory(err);
	enum signfw_status status = start_p11_kit(token, err);

	if (status == SIGNFW_OK)
		status = find_named(&search, uri, module, err);
	if (status != SIGNFW_OK)
		return status;
	token->slot = search.found.slot;
	token->object = search.found.handle;
	token->asks_always = asks_always(token);
	token->exact = exact_uri(&token->p11_kit, &search.found, token->kind);
	if (token->exact == NULL)
		return sfw_fail_memory(err);
	*out = token;
	token = NULL;
	return SIGNFW_OK;
}

void sfw_token_close(struct pkcs11_token *token)
{
	if (token == NULL)
		return;
	for (size_t i = 0; i < token->slot_count; i++)
		token->slots[i].module->C_CloseSession(token->slots[i].session);
	if (token->is_shared)
		free(token->modules);
	else if (token->modules != NULL)
		token->p11_kit.modules_finalize_and_release(token->modules);
	if (token->uri != NULL)
		token->p11_kit.uri_free(token->uri);
	free(token->exact);
	free(token);
}

/* A text of PKCS#11: padded with spaces, without a NUL. */
static void copy_padded(char *out, const unsigned char *text, size_t size)
{
	while (size > 0 && text[size - 1] == ' ')
		size--;
	memcpy(out, text, size);
	out[size] = '\0';
}

static void tell_token(const struct slot *slot, signfw_environment_fn each, void *context)
{
	char label[sizeof(slot->info.label) + 1], maker[sizeof(slot->info.manufacturerID) + 1];
	char model[sizeof(slot->info.model) + 1], detail[128];

	copy_padded(label, slot->info.label, sizeof(slot->info.label));
	copy_padded(maker, slot->info.manufacturerID, sizeof(slot->info.manufacturerID));
	copy_padded(model, slot->info.model, sizeof(slot->info.model));
	snprintf(detail, sizeof(detail), "%s %s%s", maker, model,
		 (slot->info.flags & CKF_USER_PIN_LOCKED) != 0 ? ", its PIN is locked" : "");
	each(context,
	     &(struct signfw_environment_item){"token", label, detail, (slot->info.flags & CKF_USER_PIN_LOCKED) == 0});
}

void sfw_token_list(const char *module, signfw_environment_fn each, void *context)
{
	CLEANUP(token_cleanup) struct pkcs11_token *all = calloc(1, sizeof(*all));
	struct signfw_error error = SIGNFW_ERROR_INIT;

	if (all == NULL)
		return;
	const bool has_p11_kit = start_p11_kit(all, &error) == SIGNFW_OK;
	const char *detail =
		has_p11_kit ? P11_KIT_SONAME ", finds keys in PKCS#11 tokens for the engine" : error.message;

	each(context, &(struct signfw_environment_item){"library", "p11-kit", detail, has_p11_kit});
	if (!has_p11_kit || !start_modules(all, module))
		return;
	for (CK_FUNCTION_LIST **each_module = all->modules; *each_module != NULL; each_module++)
		add_slots(all, *each_module);
	for (size_t i = 0; i < all->slot_count; i++)
		tell_token(&all->slots[i], each, context);
}

void sfw_token_share(struct pkcs11_token *token)
{
	token->is_shared = true;
}

const char *sfw_token_module(const struct pkcs11_token *token)
{
	return token->p11_kit.uri_get_module_path(token->uri);
}

const char *sfw_token_uri(const struct pkcs11_token *token)
{
	return token->exact;
}

enum pkcs11_token_kind sfw_token_kind(const struct pkcs11_token *token)
{
	return token->kind;
}

bool sfw_token_asks_always(const struct pkcs11_token *token)
{
	return token->asks_always;
}

size_t sfw_token_read(const struct pkcs11_token *token, unsigned long attribute, uint8_t *out, size_t capacity)
{
	return read_attribute(token->slot, token->object, attribute, out, capacity);
}
