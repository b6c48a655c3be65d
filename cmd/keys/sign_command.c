/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/sign_command.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "files/signals.h"
#include "keys/orphans.h"

#define DEFAULT_TIMEOUT 60
#define TIMEOUT_MAX     86400

/* Linux allows no larger file descriptors, unless it was told to. */
#define DESCRIPTOR_MAX ((long)1 << 20)

enum input {
	INPUT_DIGEST = 1,
	INPUT_DATA
};

static const struct choice inputs[] = {{"digest", INPUT_DIGEST}, {"data", INPUT_DATA}, {0}};

const struct option_row sign_command_rows[] = {
	{"sign-command", 0, "PATH", OPTION_TEXT, offsetof(struct sign_command, path), .file = FILE_READ,
	 .help = "sign by this command: PATH ALGORITHM KEY-ID, the digest on its standard input, the signature on its "
		 "standard output; --key is the public key then"},
	{"sign-command-input", 0, NULL, OPTION_CHOICE, offsetof(struct sign_command, input), .choices = inputs,
	 .help = "what it gets: the SHA-256 of what is signed, or all of it"},
	{"sign-command-key-id", 0, "ID", OPTION_TEXT, offsetof(struct sign_command, key_id),
	 .help = "its KEY-ID; the fingerprint of the key if not given"},
	{"sign-command-timeout", 0, "SECONDS", OPTION_NUMBER, offsetof(struct sign_command, timeout), .least = 1,
	 .most = TIMEOUT_MAX, .expected = "a number of seconds from 1 to 86400",
	 .help = "how long it may take; 60 if not given"},
	{0},
};

bool sign_command_check(const struct sign_command *command, struct call *call)
{
	return command->path != NULL || (command->input == 0 && command->key_id == NULL && command->timeout == 0) ||
	       call_misused(call, "the options of --sign-command go with --sign-command");
}

/* "--sign-command PATH: ended with exit code 1" */
__attribute__((format(printf, 3, 4))) static enum signfw_status fail(struct signfw_error *err, const char *path,
								     const char *format, ...)
{
	va_list arguments;

	*err = (struct signfw_error){SIGNFW_E_CRYPTO, SIGNFW_REASON_NONE, SIGNFW_NO_OFFSET, {0}};
	/* a path that is too long leaves room for what was wrong */
	const int size = snprintf(err->message, sizeof(err->message), "--sign-command %.120s: ", path);

	va_start(arguments, format);
	vsnprintf(err->message + size, sizeof(err->message) - (size_t)size, format, arguments);
	va_end(arguments);
	return SIGNFW_E_CRYPTO;
}

/* ---- the command while it runs --------------------------------------------- */

struct running {
	int input, output;   /* our ends of the pipes to its standard input and from its output; -1: closed */
	const uint8_t *data; /* still to be written */
	size_t data_size;
	uint8_t *answer;
	size_t capacity, size;
	bool too_long; /* the answer */
	struct timespec deadline;
};

/* The process, which leads a group of its own, for a signal that ends the program; 0 if there is none. */
static pid_t process;

static void kill_group(void)
{
	if (process > 0)
		kill(-process, SIGKILL);
}

static void kill_all(void)
{
	kill_group();
	orphans_end();
}

static void close_end(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

/* Writes what the command takes now; one that doesn't read on may know enough. */
static void feed(struct running *running)
{
	while (running->input >= 0 && running->data_size > 0) {
		const ssize_t count = write(running->input, running->data, running->data_size);

		if (count < 0 && errno == EAGAIN)
			return;
		if (count < 0)
			break;
		running->data += count;
		running->data_size -= (size_t)count;
	}
	close_end(&running->input);
}

/* Reads what the command has written. */
static void drain(struct running *running)
{
	while (running->output >= 0) {
		uint8_t buffer[1024];
		const ssize_t count = read(running->output, buffer, sizeof(buffer));

		if (count < 0 && errno == EAGAIN)
			return;
		if (count <= 0) {
			close_end(&running->output);
		} else if ((size_t)count > running->capacity - running->size) {
			running->too_long = true;
			return;
		} else {
			memcpy(running->answer + running->size, buffer, (size_t)count);
			running->size += (size_t)count;
		}
	}
}

/* Computes the time that is left; false if none is. */
static bool time_left(const struct running *running, struct timespec *out)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	out->tv_sec = running->deadline.tv_sec - now.tv_sec;
	out->tv_nsec = running->deadline.tv_nsec - now.tv_nsec;
	if (out->tv_nsec < 0) {
		out->tv_sec--;
		out->tv_nsec += 1000000000;
	}
	return out->tv_sec >= 0;
}

/* Returns true if the process has ended; it stays a zombie, so that its group can still be killed by its id. */
static bool has_ended(void)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == process;
}

/*
 * Until the command has ended, says too much, or its time is over, which makes
 * this false.  That something which it has started still holds the pipes doesn't matter.
 *
 * @mask: while waiting; without it, all signals are blocked, SIGCHLD too
 */
static bool converse(struct running *running, const sigset_t *mask)
{
	struct timespec left;

	for (;;) {
		const bool ended = has_ended();

		feed(running);
		drain(running);
		if (ended || running->too_long)
			return true;
		if (!time_left(running, &left))
			return false;
		struct pollfd ends[] = {{running->input, POLLOUT, 0}, {running->output, POLLIN, 0}};

		ppoll(ends, 2, &left, mask);
	}
}

/* ---- starting it --------------------------------------------------------- */

/* The pipes to and from a command, each: [0] to read from, [1] to write to. */
struct pipes {
	int to[2], from[2];
};

/* Not one of the standard descriptors, which we may have been started without. */
static bool move_up(int *descriptor)
{
	if (*descriptor > STDERR_FILENO)
		return true;
	const int moved = fcntl(*descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

	close_end(descriptor);
	*descriptor = moved;
	return moved >= 0;
}

/* @ours: the end that must never make us wait */
static bool open_pipe(int ends[2], int ours)
{
	return pipe2(ends, O_CLOEXEC) == 0 && move_up(&ends[0]) && move_up(&ends[1]) &&
	       fcntl(ends[ours], F_SETFL, O_NONBLOCK) == 0;
}

/*
 * No descriptor but the standard ones is for the command, whoever we have it from.  posix_spawn() could see to that, too,
 * but not that of musl or of an old glibc.
 */
static void close_on_exec(void)
{
	DIR *folder = opendir("/proc/self/fd");
	const long most = folder != NULL ? 0 : sysconf(_SC_OPEN_MAX);

	for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
		const int descriptor = (int)strtol(entry->d_name, NULL, 10);

		if (descriptor > STDERR_FILENO)
			fcntl(descriptor, F_SETFD, FD_CLOEXEC);
	}
	for (int descriptor = STDERR_FILENO + 1; descriptor < most && descriptor < DESCRIPTOR_MAX; descriptor++)
		fcntl(descriptor, F_SETFD, FD_CLOEXEC);
	if (folder != NULL)
		closedir(folder);
}

/* Standard input and output are the pipes; 0, or an errno. */
static int describe_descriptors(posix_spawn_file_actions_t *actions, const struct pipes *pipes)
{
	int error = posix_spawn_file_actions_adddup2(actions, pipes->to[0], STDIN_FILENO);

	if (error == 0)
		error = posix_spawn_file_actions_adddup2(actions, pipes->from[1], STDOUT_FILENO);
	return error;
}

/* A group of its own, and signals as a new program expects them. */
static void describe_signals(posix_spawnattr_t *attributes, const sigset_t *mask)
{
	sigset_t defaults;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGCHLD);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(attributes, mask);
	posix_spawnattr_setsigdefault(attributes, &defaults);
}

/* 0 if `process` runs now, else an errno. */
static int spawn(const struct pipes *pipes, char *const arguments[], const sigset_t *mask)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	describe_signals(&attributes, mask);
	close_on_exec();
	int error = describe_descriptors(&actions, pipes);

	if (error == 0)
		error = posix_spawn(&pid, arguments[0], &actions, &attributes, arguments, environ);
	if (error == 0)
		process = pid;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* Starts the command, with our ends of the pipes in `running`; 0, or an errno. */
static int start(struct running *running, char *const arguments[], const sigset_t *mask)
{
	struct pipes pipes = {{-1, -1}, {-1, -1}};
	const bool open = open_pipe(pipes.to, 1) && open_pipe(pipes.from, 0);
	const int error = open ? spawn(&pipes, arguments, mask) : errno;

	close_end(&pipes.to[0]);
	close_end(&pipes.from[1]);
	running->input = pipes.to[1];
	running->output = pipes.from[0];
	return error;
}

/* ---- all of it ------------------------------------------------------------ */

/* Signals are blocked but while we wait, so that nothing comes between a process and knowing of it. */
struct signal_state {
	sigset_t before, waiting;
	void (*on_pipe)(int), (*on_child)(int);
};

/* Nothing to do: it ends ppoll(). */
static void on_child(int number)
{
	(void)number;
}

static void begin_signals(struct signal_state *state)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &state->before);
	state->waiting = state->before;
	sigdelset(&state->waiting, SIGCHLD);
	state->on_pipe = signal(SIGPIPE, SIG_IGN);
	state->on_child = signal(SIGCHLD, on_child);
	signals_undo(kill_all);
	orphans_adopt();
}

static void end_signals(const struct signal_state *state)
{
	sigprocmask(SIG_SETMASK, &state->before, NULL);
	signals_undo(NULL);
	signal(SIGCHLD, state->on_child);
	signal(SIGPIPE, state->on_pipe);
}

/* Judges the outcome.  @status: of waitpid() */
static enum signfw_status judge(const struct running *running, const char *path, bool in_time, uint64_t timeout,
				int status, struct signfw_error *err)
{
	if (!in_time)
		return fail(err, path, "didn't end within %llu seconds", (unsigned long long)timeout);
	if (running->too_long)
		return fail(err, path, "prints more than %zu bytes: that isn't a signature", running->capacity);
	if (WIFSIGNALED(status))
		return fail(err, path, "was ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return fail(err, path, "ended with exit code %d", WEXITSTATUS(status));
	if (running->size == 0)
		return fail(err, path, "printed nothing");
	return SIGNFW_OK;
}

static enum signfw_status run(struct running *running, char *const arguments[], uint64_t timeout,
			      struct signfw_error *err)
{
	struct signal_state signals;
	enum signfw_status result;
	int status = 0;

	clock_gettime(CLOCK_MONOTONIC, &running->deadline);
	running->deadline.tv_sec += (time_t)timeout;
	begin_signals(&signals);
	const int error = start(running, arguments, &signals.before);

	if (error == 0) {
		const bool in_time = converse(running, &signals.waiting);

		kill_group();
		waitpid(process, &status, 0);
		process = 0;
		result = judge(running, arguments[0], in_time, timeout, status, err);
	} else {
		result = fail(err, arguments[0], "%s", strerror(error));
	}
	orphans_end();
	close_end(&running->input);
	close_end(&running->output);
	end_signals(&signals);
	return result;
}

/* The fingerprint of a key, in hexadecimal. */
static enum signfw_status name_key(const signfw_key *key, char out[2 * SIGNFW_SHA256_SIZE + 1],
				   struct signfw_error *err)
{
	uint8_t fingerprint[SIGNFW_SHA256_SIZE];
	const enum signfw_status status = signfw_key_fingerprint(key, fingerprint, err);

	for (size_t i = 0; i < sizeof(fingerprint) && status == SIGNFW_OK; i++)
		snprintf(out + 2 * i, 3, "%02x", fingerprint[i]);
	return status;
}

enum signfw_status sign_command_run(void *context, const struct signfw_sign_request *request, uint8_t *signature,
				    size_t capacity, size_t *size, struct signfw_error *err)
{
	const struct sign_command *command = context;
	struct running running = {
		.data = command->input == INPUT_DATA ? request->data : request->digest,
		.data_size = command->input == INPUT_DATA ? request->data_size : request->digest_size,
		.answer = signature,
		.capacity = capacity,
	};
	char fingerprint[2 * SIGNFW_SHA256_SIZE + 1], algorithm[32];
	char *const arguments[] = {command->path, algorithm, command->key_id == NULL ? fingerprint : command->key_id,
				   NULL};
	enum signfw_status status = name_key(request->key, fingerprint, err);

	snprintf(algorithm, sizeof(algorithm), "%s", request->algorithm);
	if (status == SIGNFW_OK)
		status = run(&running, arguments, command->timeout == 0 ? DEFAULT_TIMEOUT : command->timeout, err);
	if (status == SIGNFW_OK)
		*size = running.size;
	return status;
}
