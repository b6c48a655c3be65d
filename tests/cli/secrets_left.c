/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a command, and says what of a secret is in its memory when it exits:
 * secrets_left SECRET COMMAND [ARGUMENT...]
 *
 * Prints how many pieces of 8 bytes were found, as they are or in UTF-16.  Only
 * root can look into a program that has made itself undumpable.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIECE 8
#define PAGE  4096

/* Larger ones are a sanitizer's own. */
#define REGION_MAX (UINT64_C(256) << 20)

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void run_traced(char **command)
{
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		die("ptrace");
	execvp(command[0], command);
	die(command[0]);
}

static size_t count(const char *memory, size_t size, const char *piece, size_t piece_size)
{
	const char *at = memory;
	size_t found = 0;

	while ((at = memmem(at, size - (size_t)(at - memory), piece, piece_size)) != NULL) {
		found++;
		at++;
	}
	return found;
}

static size_t count_piece(const char *memory, size_t size, const char *piece)
{
	char little[2 * PIECE] = {0}, big[2 * PIECE] = {0};

	for (size_t i = 0; i < PIECE; i++) {
		little[2 * i] = piece[i];
		big[2 * i + 1] = piece[i];
	}
	return count(memory, size, piece, PIECE) + count(memory, size, little, sizeof(little)) +
	       count(memory, size, big, sizeof(big));
}

/* Leaves one of pages in a row that are all zero, of which a sanitizer has many. */
static size_t without_zeros(char *memory, size_t size)
{
	static const char zeros[PAGE];
	size_t kept = 0;
	bool was_zero = false;

	for (size_t at = 0; at < size; at += PAGE) {
		const size_t part = size - at < PAGE ? size - at : PAGE;
		const bool is_zero = memcmp(memory + at, zeros, part) == 0;

		if (!is_zero || !was_zero) {
			memmove(memory + kept, memory + at, part);
			kept += part;
		}
		was_zero = is_zero;
	}
	return kept;
}

/* A sanitizer keeps a copy of the environment for itself. */
static bool is_sanitizers(const char *memory, size_t size, bool is_stack)
{
	static const char name[] = "ASAN_OPTIONS=";

	return !is_stack && memmem(memory, size, name, sizeof(name) - 1) != NULL;
}

static size_t count_in_region(int memory, uint64_t begin, uint64_t end, bool is_stack, const char *secret)
{
	const size_t size = (size_t)(end - begin);
	char *copy = malloc(size);
	const ssize_t read = copy == NULL ? -1 : pread(memory, copy, size, (off_t)begin);
	size_t found = 0;

	const size_t kept = read > 0 ? without_zeros(copy, (size_t)read) : 0;

	if (!is_sanitizers(copy, kept, is_stack))
		for (size_t i = 0; i + PIECE <= strlen(secret); i += PIECE)
			found += count_piece(copy, kept, secret + i);
	free(copy);
	return found;
}

/* In all memory that the process can write to; *seen becomes how much that is. */
static size_t count_everywhere(pid_t process, const char *secret, uint64_t *seen)
{
	char path[64], line[512];

	snprintf(path, sizeof(path), "/proc/%d/mem", (int)process);
	const int memory = open(path, O_RDONLY | O_CLOEXEC);

	snprintf(path, sizeof(path), "/proc/%d/maps", (int)process);
	FILE *maps = fopen(path, "re");
	size_t found = 0;

	if (memory < 0 || maps == NULL)
		die(path);
	while (fgets(line, sizeof(line), maps) != NULL) {
		unsigned long begin, end;
		char mode[8];

		if (sscanf(line, "%lx-%lx %7s", &begin, &end, mode) != 3 || strncmp(mode, "rw", 2) != 0 ||
		    end - begin > REGION_MAX)
			continue;
		found += count_in_region(memory, begin, end, strstr(line, "[stack]") != NULL, secret);
		*seen += end - begin;
	}
	fclose(maps);
	close(memory);
	return found;
}

/* Lets it go on until it is about to exit; false if it ends in another way. */
static bool run_to_exit(pid_t process)
{
	int status, signal = 0;

	while (ptrace(PTRACE_CONT, process, NULL, (void *)(intptr_t)signal) == 0 &&
	       waitpid(process, &status, 0) == process && WIFSTOPPED(status)) {
		if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8))
			return true;
		signal = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
	}
	return false;
}

int main(int argc, char **argv)
{
	uint64_t seen = 0;
	int status = 0;

	if (argc < 3 || strlen(argv[1]) < PIECE)
		return 2;
	const pid_t process = fork();

	if (process == 0)
		run_traced(argv + 2);
	if (process < 0 || waitpid(process, &status, 0) != process || !WIFSTOPPED(status))
		die("fork");
	ptrace(PTRACE_SETOPTIONS, process, NULL, (void *)(intptr_t)(PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL));
	if (!run_to_exit(process)) {
		fputs("the command didn't exit\n", stderr);
		return 2;
	}
	const size_t found = count_everywhere(process, argv[1], &seen);

	ptrace(PTRACE_DETACH, process, NULL, NULL);
	waitpid(process, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fputs("the command failed\n", stderr);
		return 2;
	}
	if (seen == 0)
		puts("no memory");
	else
		printf("%zu\n", found);
	return 0;
}
