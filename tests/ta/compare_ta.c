/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gives containers and commands to a TA that was compiled for this machine and to
 * the library's model of a device, and says where they differ: README.md.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "random_bytes.h"
#include "report.h"
#include "ta_memory.h"

#define BITS (8 * sizeof(void *))

/* Differences that are printed. */
#define PRINTED_MAX 20

/* What a device has by default. */
#define HEAP_DEFAULT 4096

static const char usage[] =
	"Usage: compare-ta --ta TA.SO --pta PTA.SO --version DEVICE [--bits 32|64] [--board NAME] [--seed N]\n"
	"                  [--count N] [--heap BYTES] [--keep FOLDER] [--quiet] [CONTAINER|ELF|FOLDER]...\n";

struct arguments {
	const char *ta, *pseudo_ta, *version, *board, *keep;
	uint64_t bits, seed, count, heap; /* of heap, 0: as a device has it, or any */
	bool quiet;
};

static _Noreturn void __attribute__((format(printf, 1, 2))) give_up(const char *format, ...);

static void give_up(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fprintf(stderr, "compare-ta: ");
	vfprintf(stderr, format, arguments);
	fprintf(stderr, "\n");
	va_end(arguments);
	exit(2);
}

/* ---- the setting ------------------------------------------------------------------ */

static uint64_t number_of(const char *text, const char *option)
{
	char *end;

	errno = 0;
	const uint64_t number = strtoull(text, &end, 0);

	if (errno != 0 || end == text || *end != '\0' || text[0] == '-')
		give_up("--%s %s: isn't a number", option, text);
	return number;
}

/* An option with a value: a text, or a number. */
struct option_row {
	const char *name;
	const char **text;
	uint64_t *number;
};

static void take(const struct option_row *row, const char *value)
{
	if (row->text != NULL)
		*row->text = value;
	else
		*row->number = number_of(value, row->name);
}

static void take_options(int argc, char **argv, const struct option_row *rows, size_t count, bool *quiet)
{
	struct option options[16] = {{0}};

	for (size_t i = 0; i < count; i++)
		options[i] = (struct option){rows[i].name, required_argument, NULL, (int)i};
	options[count] = (struct option){"quiet", no_argument, NULL, (int)count};
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (option == (int)count) {
			*quiet = true;
		} else if (option >= 0 && option < (int)count) {
			take(&rows[option], optarg);
		} else {
			fputs(usage, stderr);
			exit(2);
		}
	}
}

static struct arguments parse(int argc, char **argv)
{
	struct arguments out = {.board = "stm32mp157-dk", .bits = BITS, .seed = 1, .count = 1000};
	const struct option_row rows[] = {
		{"ta", &out.ta, NULL},       {"pta", &out.pseudo_ta, NULL}, {"version", &out.version, NULL},
		{"board", &out.board, NULL}, {"keep", &out.keep, NULL},     {"bits", NULL, &out.bits},
		{"seed", NULL, &out.seed},   {"count", NULL, &out.count},   {"heap", NULL, &out.heap},
	};

	take_options(argc, argv, rows, sizeof(rows) / sizeof(rows[0]), &out.quiet);
	if (out.ta == NULL || out.pseudo_ta == NULL || out.version == NULL) {
		fputs(usage, stderr);
		exit(2);
	}
	if (out.bits != BITS)
		give_up("--bits %" PRIu64 ": this program, and what it loads, has %zu bits", out.bits, BITS);
	if (out.heap > TA_POOL_SIZE)
		give_up("--heap %" PRIu64 ": the most is %zu", out.heap, TA_POOL_SIZE);
	return out;
}

/* The layout of the containers for a version, of those whose TA this program knows how to call. */
static const char *layout_of(const char *version)
{
	struct signfw_device_options options = SIGNFW_DEVICE_OPTIONS_INIT;
	struct signfw_error error;
	signfw_device *device = NULL;

	options.version = version;
	options.bits = BITS;
	if (signfw_device_new(&device, &options, &error) != SIGNFW_OK)
		give_up("--version %s: %s", version, error.message);
	const char *layout = signfw_device_layout(device);

	if ((strcmp(layout, "optee") != 0 && strcmp(layout, "st-4.0") != 0) || signfw_device_has_fused_key(device))
		give_up("--version %s: only upstream's versions and st-4.0 can be compared", version);
	signfw_device_free(device);
	return layout;
}

/* The board's regions.  Without translation, their device addresses are their physical ones. */
static signfw_memory *memory_of(const char *board, bool translates)
{
	struct signfw_region regions[64];
	struct signfw_error error;
	signfw_memory *memory = NULL, *own = NULL;

	if (signfw_memory_from_board(&memory, board, &error) != SIGNFW_OK)
		give_up("--board %s: %s", board, error.message);
	const size_t count = signfw_memory_region_count(memory);

	CHECK(count <= sizeof(regions) / sizeof(regions[0]));
	for (size_t i = 0; i < count; i++) {
		CHECK(signfw_memory_region(memory, i, &regions[i]) == SIGNFW_OK);
		if (!translates)
			regions[i].device_address = regions[i].physical_address;
	}
	if (signfw_memory_from_regions(&own, regions, count, &error) != SIGNFW_OK)
		give_up("--board %s: %s", board, error.message);
	signfw_memory_free(memory);
	return own;
}

static void add_inputs(char **paths, const char *layout)
{
	if (*paths == NULL) {
		inputs_add(TEST_DATA "/fuzz/corpus/container", layout, 0);
		/* 4 bytes say what the fuzz program does with it */
		inputs_add(TEST_DATA "/fuzz/corpus/device", layout, 4);
		inputs_add(TEST_DATA "/firmware/blink.elf", layout, 0);
		inputs_add(TEST_DATA "/firmware/openamp.elf", layout, 0);
		inputs_add(TEST_DATA "/firmware/openamp-debug.elf", layout, 0);
	}
	for (; *paths != NULL; paths++)
		inputs_add(*paths, layout, 0);
}

/* ---- containers -------------------------------------------------------------------- */

static void keep(const char *folder, const struct subject *subject)
{
	char path[4096];
	const struct input *input = subject->input;

	snprintf(path, sizeof(path), "%s/%s-%" PRIu64 ".sign", folder, subject->is_changed ? "seed" : "file",
		 subject->is_changed ? subject->seed : subject->index);
	FILE *stream = fopen(path, "wb");

	if (stream == NULL || fwrite(input->bytes, 1, input->size, stream) != input->size || fclose(stream) != 0)
		give_up("%s: %s", path, strerror(errno));
}

/* The next command.  Without changes, all of them; with changes, mostly a LOAD first, then any. */
static enum signfw_command choose_command(const struct subject *subject, unsigned step)
{
	static const uint8_t all[] = {1, 4, 1, 2, 3, 6, 5, 4}, some[] = {1, 2, 3, 4, 6, 5, 2, 3, 1};

	if (!subject->is_changed)
		return (enum signfw_command)all[step];
	if (step == 0 && !random_one_in(8))
		return SIGNFW_COMMAND_LOAD;
	return (enum signfw_command)some[random_below(sizeof(some))];
}

/* Returns the model's first answer. */
static uint32_t compare(const struct arguments *arguments, const struct setting *setting, const struct subject *subject)
{
	static unsigned printed;
	const unsigned steps = subject->is_changed ? 6 : 8;
	struct step step = {.verdict = VERDICT_EQUAL};
	uint32_t first = SIGNFW_TEE_SUCCESS;
	signfw_device *device = comparison_begin(setting, subject->input);

	for (unsigned i = 0; i < steps && step.verdict == VERDICT_EQUAL; i++) {
		comparison_step(device, setting, subject->input, choose_command(subject, i), &step);
		report_step(&step);
		if (i == 0)
			first = step.model.result;
	}
	report_container(step.verdict);
	if (step.verdict == VERDICT_UNEXPLAINED && arguments->keep != NULL)
		keep(arguments->keep, subject);
	if ((step.verdict == VERDICT_UNEXPLAINED || (step.verdict >= VERDICT_EXPLAINED && !arguments->quiet)) &&
	    printed++ < PRINTED_MAX)
		report_difference(subject, setting, &step);
	signfw_device_free(device);
	return first;
}

static void compare_seeds(const struct arguments *arguments, struct setting *setting)
{
	setting->board.heap_size = arguments->heap == 0 ? HEAP_DEFAULT : (size_t)arguments->heap;
	setting->board.fences = true;
	setting->board.check_signatures = false;
	for (size_t i = 0; i < inputs_count(); i++) {
		const struct input input = inputs_seed(i);
		const struct subject subject = {&input, false, 0, i};

		if (input.size <= TA_BUFFER_SIZE && compare(arguments, setting, &subject) == SIGNFW_TEE_SUCCESS)
			inputs_prefer(i);
	}
}

/* Mostly ample, sometimes the default, or any. */
static size_t choose_heap(void)
{
	if (!random_one_in(3))
		return 65536;
	return random_one_in(4) ? HEAP_DEFAULT : 1024 + random_below(6000);
}

static void compare_changed(const struct arguments *arguments, struct setting *setting, uint64_t seed)
{
	random_begin(seed);
	const size_t heap = choose_heap();

	setting->board.heap_size = arguments->heap == 0 ? heap : (size_t)arguments->heap;
	setting->board.fences = !random_one_in(8);
	setting->board.check_signatures = random_one_in(64);
	const struct input input = inputs_mutated(setting->board.check_signatures && !random_one_in(4));
	const struct subject subject = {&input, true, seed, 0};

	compare(arguments, setting, &subject);
}

int main(int argc, char **argv)
{
	const struct arguments arguments = parse(argc, argv);
	const char *layout = layout_of(arguments.version);
	const bool translates = strcmp(layout, "optee") == 0;
	signfw_memory *memory = memory_of(arguments.board, translates);
	struct setting setting = {.version = arguments.version, .memory = memory, .bits = BITS};
	const struct ta_options ta = {arguments.ta, arguments.pseudo_ta, memory, translates, inputs_key()};

	setvbuf(stdout, NULL, _IOLBF, 0);
	add_inputs(argv + optind, layout);
	ta_prepare(&ta);
	printf("%s, %zu bits, %s: %zu %s, then --seed %" PRIu64 " --count %" PRIu64 "\n", arguments.version, BITS,
	       arguments.board, inputs_count(), inputs_count() == 1 ? "file" : "files", arguments.seed,
	       arguments.count);
	compare_seeds(&arguments, &setting);
	for (uint64_t i = 0; i < arguments.count; i++)
		compare_changed(&arguments, &setting, arguments.seed + i);
	const bool is_good = report_finish();

	signfw_memory_free(memory);
	return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
