/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box_nursery.c - the process that forks: one order, one child, one end.
 *
 * It has one thread and touches no byte of a job. Orders come from its
 * parent, which bounds the number of children.
 */
#include "web/box_priv.h"
#include "web/supervise.h"
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 64

struct child {
	pid_t pid;     /* 0: no child here */
	int end;       /* descriptor that is told how it ended */
	int64_t until; /* milliseconds of the monotonic clock */
	unsigned seconds;
	bool late; /* we killed it */
};
struct nursery {
	int socket, deaths;
	bw_box_job *const *job;
	unsigned n_job;
	struct child child[CHILDREN];
	struct box_order order;
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
tell(int fd, enum bw_box_end end, int sig, uint64_t peak)
{
	struct bw_box_result r = {
		.end = end, .signal = sig, .memory_peak = peak
	};

	/* It fits into a pipe; who does not wait for it is gone. */
	if (write(fd, &r, sizeof(r)) < 0)
		errno = 0;
	close(fd);
}

/* The next order; false when the other end is closed. Fills fd with -1 behind
 * those that came. */
static bool
receive(struct nursery *n, bool *good)
{
	struct box_order *o = &n->order;
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int) * BOX_FDS)];
	} control;
	struct iovec part[2] = { { &o->q, sizeof(o->q) },
		{ o->told, sizeof(o->told) } };
	struct msghdr m = { .msg_iov = part,
		.msg_iovlen = 2,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	ssize_t got = recvmsg(n->socket, &m, MSG_CMSG_CLOEXEC);
	struct cmsghdr *c = got > 0 ? CMSG_FIRSTHDR(&m) : NULL;
	size_t n_fd = 0;

	if (got <= 0)
		return got < 0 && errno == EINTR;
	for (size_t i = 0; i < BOX_FDS; i++)
		o->fd[i] = -1;
	if (c != NULL && c->cmsg_type == SCM_RIGHTS) {
		n_fd = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		memcpy(o->fd, CMSG_DATA(c), n_fd * sizeof(int));
	}
	*good = (size_t)got >= sizeof(o->q) && o->q.job < n->n_job &&
	    o->q.n_fd <= BW_BOX_FILES && n_fd == 2 + o->q.n_fd &&
	    (size_t)got == sizeof(o->q) + o->q.n_told &&
	    (m.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
	return true;
}

static void
give_birth(struct nursery *n)
{
	struct box_order *o = &n->order;
	struct child *c = n->child;
	pid_t self = getpid();

	while (c < n->child + CHILDREN - 1 && c->pid != 0)
		c++;
	c->pid = c->pid == 0 ? fork() : -1;
	if (c->pid == 0)
		box_child(o, n->job[o->q.job], self);
	if (c->pid < 0) {
		tell(o->fd[1], BW_BOX_ABSENT, 0, 0);
		c->pid = 0;
	} else {
		c->end = o->fd[1];
		c->seconds = o->q.limits.seconds;
		c->until = now_ms() + (int64_t)c->seconds * 1000;
		c->late = false;
	}
	o->fd[1] = -1;
}

static bool
take_order(struct nursery *n)
{
	bool good = false;

	if (!receive(n, &good))
		return false;
	if (good)
		give_birth(n);
	for (size_t i = 0; i < BOX_FDS; i++)
		if (n->order.fd[i] >= 0)
			close(n->order.fd[i]);
	return true;
}

static enum bw_box_end
how(const struct child *c, int status, const struct rusage *used)
{
	bool spent =
	    used->ru_utime.tv_sec + used->ru_stime.tv_sec >= (time_t)c->seconds;

	if (WIFEXITED(status))
		return WEXITSTATUS(status) == 0              ? BW_BOX_DONE
		    : WEXITSTATUS(status) == BOX_EXIT_MEMORY ? BW_BOX_MEMORY
		    : WEXITSTATUS(status) == BOX_EXIT_OPEN   ? BW_BOX_ABSENT
							     : BW_BOX_CRASHED;
	switch (WTERMSIG(status)) {
	case SIGSYS:
		return BW_BOX_FORBIDDEN;
	case SIGXCPU:
		return BW_BOX_TIME;
	case SIGXFSZ:
		return BW_BOX_SIZE;
	case SIGKILL: /* ours, or the kernel's when memory is short */
		return c->late || spent ? BW_BOX_TIME : BW_BOX_MEMORY;
	default:
		return BW_BOX_CRASHED;
	}
}

static void
bury(struct nursery *n)
{
	struct signalfd_siginfo seen;
	struct rusage used;
	int status;
	pid_t pid;

	if (read(n->deaths, &seen, sizeof(seen)) < 0)
		errno = 0;
	while ((pid = wait4(-1, &status, WNOHANG, &used)) > 0)
		for (struct child *c = n->child; c < n->child + CHILDREN; c++)
			if (c->pid == pid) {
				tell(c->end, how(c, status, &used),
				    WIFSIGNALED(status) ? WTERMSIG(status) : 0,
				    (uint64_t)used.ru_maxrss * 1024);
				c->pid = 0;
			}
}

/* Kill who is late; milliseconds until the next one is, or -1. */
static int
keep_time(struct nursery *n)
{
	int64_t next = -1, now = now_ms();

	for (struct child *c = n->child; c < n->child + CHILDREN; c++) {
		if (c->pid == 0 || c->late)
			continue;
		if (now >= c->until) {
			c->late = true;
			kill(c->pid, SIGKILL);
		} else if (next < 0 || c->until - now < next) {
			next = c->until - now;
		}
	}
	return (int)next;
}

static bool
settle_in(struct nursery *n, int parent)
{
	sigset_t child;
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	int flags;

	/* stderr stays: a sanitizer has something to say. */
	if (!bw_die_with(parent) || nowhere < 0 || dup2(nowhere, 0) < 0 ||
	    dup2(nowhere, 1) < 0 || dup2(n->socket, 3) < 0 ||
	    close_range(4, ~0U, 0) != 0)
		return false;
	n->socket = 3;
	flags = fcntl(3, F_GETFD);
	if (flags < 0 || fcntl(3, F_SETFD, flags | FD_CLOEXEC) != 0)
		return false;
	/* libarchive asks for local time, and libc for a file of its zone. */
	setenv("TZ", "UTC0", 1);
	tzset();
	/* It converts names too: libc reads its list of converters once. */
	(void)iconv_open("UTF-8", "ANSI_X3.4-1968");
	(void)iconv_open("ANSI_X3.4-1968", "UTF-8");
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_SETMASK, &child, NULL);
	n->deaths = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
	return n->deaths >= 0;
}

void
box_nursery(int socket, bw_box_job *const *job, unsigned n_job, int parent)
{
	static struct nursery n; /* an order is large for a stack */

	n = (struct nursery){ .socket = socket, .job = job, .n_job = n_job };
	if (!settle_in(&n, parent))
		_exit(1);
	for (;;) {
		struct pollfd p[2] = { { .fd = n.socket, .events = POLLIN },
			{ .fd = n.deaths, .events = POLLIN } };

		if (poll(p, 2, keep_time(&n)) < 0 && errno != EINTR)
			_exit(1);
		if (p[1].revents != 0)
			bury(&n);
		if (p[0].revents != 0 && !take_order(&n))
			_exit(0); /* its children die with it */
	}
}
