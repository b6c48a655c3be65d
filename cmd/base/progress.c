/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/progress.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/terminal.h"

#define FIRST_AFTER 1000 /* milliseconds */
#define AGAIN_AFTER 200

#define LINE_SIZE  256
#define CLEAR_LINE "\r\033[K"

/* One line, which a thread draws: the work itself may be one long call of somebody else's code. */
static struct {
	pthread_mutex_t mutex;
	pthread_cond_t ended;
	pthread_t thread;
	bool runs, ends, is_shown;
	unsigned holds;
	char text[LINE_SIZE];
} line = {.mutex = PTHREAD_MUTEX_INITIALIZER, .ended = PTHREAD_COND_INITIALIZER};

static void put(const char *text)
{
	/* a line more or less: nothing depends on it */
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		return;
}

static void clear(void)
{
	if (line.is_shown)
		put(CLEAR_LINE);
	line.is_shown = false;
}

/* As much of the text as fits into a line of the terminal, printable. */
static void draw(void)
{
	struct winsize size;
	char out[sizeof(CLEAR_LINE) + LINE_SIZE] = CLEAR_LINE;
	const size_t columns = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
	size_t used = strlen(out);

	for (size_t i = 0; i + 1 < columns && i + 1 < LINE_SIZE && line.text[i] != '\0'; i++)
		out[used++] = line.text[i];
	/* what a name has of control characters controls no terminal */
	for (size_t i = strlen(CLEAR_LINE); i < used; i++)
		if (out[i] < ' ' || out[i] > '~')
			out[i] = '?';
	out[used] = '\0';
	put(out);
	line.is_shown = true;
}

/* Waits, with the mutex, until it ends; false if it goes on so many milliseconds later. */
static bool wait_for_end(long milliseconds)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += milliseconds % 1000 * 1000000;
	until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!line.ends)
		if (pthread_cond_timedwait(&line.ended, &line.mutex, &until) == ETIMEDOUT)
			return line.ends;
	return true;
}

static void *run(void *unused)
{
	(void)unused;
	pthread_mutex_lock(&line.mutex);
	for (long after = FIRST_AFTER; !wait_for_end(after); after = AGAIN_AFTER)
		if (line.holds == 0 && line.text[0] != '\0')
			draw();
	clear();
	pthread_mutex_unlock(&line.mutex);
	return NULL;
}

/* Signals are for the thread that works. */
static bool start_thread(void)
{
	sigset_t all, before;

	sigfillset(&all);
	if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
		return false;
	const bool started = pthread_create(&line.thread, NULL, run, NULL) == 0;

	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

void progress_begin(bool wanted)
{
	if (!wanted || line.runs || !terminal_has_messages())
		return;
	line.text[0] = '\0';
	line.ends = false;
	line.runs = start_thread();
}

void progress_step(const char *doing, size_t number, size_t total, const char *what)
{
	char of[32] = "";

	if (!line.runs)
		return;
	if (total > 0)
		snprintf(of, sizeof(of), " of %zu", total);
	pthread_mutex_lock(&line.mutex);
	if (total == 1)
		snprintf(line.text, sizeof(line.text), "%s %s", doing, what);
	else
		snprintf(line.text, sizeof(line.text), "%s %zu%s: %s", doing, number, of, what);
	pthread_mutex_unlock(&line.mutex);
}

void progress_end(void)
{
	if (!line.runs)
		return;
	pthread_mutex_lock(&line.mutex);
	line.ends = true;
	pthread_cond_signal(&line.ended);
	pthread_mutex_unlock(&line.mutex);
	pthread_join(line.thread, NULL);
	line.runs = false;
}

void progress_hold(void)
{
	pthread_mutex_lock(&line.mutex);
	clear();
	line.holds++;
	pthread_mutex_unlock(&line.mutex);
}

void progress_release(void)
{
	pthread_mutex_lock(&line.mutex);
	line.holds--;
	pthread_mutex_unlock(&line.mutex);
}
