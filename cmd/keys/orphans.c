/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys/orphans.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Rounds of a millisecond, for what is slow to die; what can't be killed is left. */
#define ROUNDS_MAX 2000

static bool adopting;

static bool has_children(void)
{
	siginfo_t info;

	return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

void orphans_adopt(void)
{
	adopting = !has_children() && prctl(PR_SET_CHILD_SUBREAPER, 1) == 0;
}

/* Kills those that Linux lists: "17 4711 ". */
static void kill_children(void)
{
	const int list = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
	char text[4096];
	const ssize_t size = list < 0 ? -1 : read(list, text, sizeof(text));
	pid_t child = 0;

	/* a number that is cut off has no blank behind it; its turn comes when others are gone */
	for (ssize_t i = 0; i < size; i++) {
		if (text[i] >= '0' && text[i] <= '9') {
			child = 10 * child + (text[i] - '0');
			continue;
		}
		if (child > 0)
			kill(child, SIGKILL);
		child = 0;
	}
	if (list >= 0)
		close(list);
}

void orphans_end(void)
{
	static const struct timespec a_moment = {0, 1000000};

	/* whoever is killed leaves children of its own */
	for (int round = 0; adopting && round < ROUNDS_MAX && has_children(); round++) {
		kill_children();
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
		if (has_children())
			nanosleep(&a_moment, NULL);
	}
	if (adopting)
		prctl(PR_SET_CHILD_SUBREAPER, 0);
	adopting = false;
}
