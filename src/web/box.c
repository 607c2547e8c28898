/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box.c - the side that asks: hand a job to the nursery, wait for its end.
 *
 * The answer of the child and the word of the nursery come by two pipes, so
 * that a child cannot say of itself how it ended.
 */
#include "web/box_priv.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define GRACE_MS 10000 /* for the nursery to say what it should */

const char *const bw_box_word[BW_BOX_ENDS] = { "done", "forbidden", "time",
	"memory", "size", "crashed", "absent" };

struct bw_nursery {
	int socket;
	pid_t pid;
	pthread_mutex_t lock;
	pthread_cond_t place;
	unsigned free; /* places */
	bool gone;
};

int
bw_nursery_new(struct bw_nursery **out, bw_box_job *const *job, unsigned n_job,
    unsigned most, struct bw_err *err)
{
	struct bw_nursery *n = bw_calloc(1, sizeof(*n));
	int pair[2], self = getpid();

	*out = NULL;
	if (n == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a nursery");
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
		bw_free(n);
		return bw_fail_sys(err, "cannot talk to a nursery");
	}
	n->pid = fork();
	if (n->pid == 0)
		box_nursery(pair[1], job, n_job, self);
	close(pair[1]);
	if (n->pid < 0) {
		(void)bw_fail_sys(err, "cannot start a nursery");
		close(pair[0]);
		bw_free(n);
		return err != NULL ? err->code : BW_EIO;
	}
	n->socket = pair[0];
	n->free = most;
	pthread_mutex_init(&n->lock, NULL);
	pthread_cond_init(&n->place, NULL);
	*out = n;
	return 0;
}

void
bw_nursery_free(struct bw_nursery *n)
{
	if (n == NULL)
		return;
	close(n->socket); /* that is its sign to leave */
	if (!n->gone)
		waitpid(n->pid, NULL, 0);
	pthread_cond_destroy(&n->place);
	pthread_mutex_destroy(&n->lock);
	bw_free(n);
}

bool
bw_nursery_alive(struct bw_nursery *n)
{
	bool gone;

	pthread_mutex_lock(&n->lock);
	if (!n->gone && waitpid(n->pid, NULL, WNOHANG) != 0)
		n->gone = true;
	gone = n->gone;
	pthread_mutex_unlock(&n->lock);
	return !gone;
}

static void
take_place(struct bw_nursery *n)
{
	pthread_mutex_lock(&n->lock);
	while (n->free == 0)
		pthread_cond_wait(&n->place, &n->lock);
	n->free--;
	pthread_mutex_unlock(&n->lock);
}

static void
leave_place(struct bw_nursery *n)
{
	pthread_mutex_lock(&n->lock);
	n->free++;
	pthread_cond_signal(&n->place);
	pthread_mutex_unlock(&n->lock);
}

static bool
send_order(struct bw_nursery *n, struct box_request *q,
    const struct bw_boxed *in, int answer, int end)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int) * BOX_FDS)];
	} control = { 0 };
	struct iovec part[2] = { { q, sizeof(*q) },
		{ (void *)(uintptr_t)in->told.p, in->told.n } };
	struct msghdr m = { .msg_iov = part,
		.msg_iovlen = 2,
		.msg_control = &control,
		.msg_controllen = CMSG_SPACE(sizeof(int) * (2 + in->n_fd)) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	int fd[BOX_FDS] = { answer, end };
	ssize_t sent;

	for (unsigned i = 0; i < in->n_fd; i++)
		fd[2 + i] = in->fd[i];
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int) * (2 + in->n_fd));
	memcpy(CMSG_DATA(c), fd, sizeof(int) * (2 + in->n_fd));
	do
		sent = sendmsg(n->socket, &m, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent == (ssize_t)(sizeof(*q) + in->told.n);
}

/* Up to n bytes, until the other end closes or so many milliseconds without a
 * byte are over. */
static size_t
drain(int fd, char *to, size_t n, int ms)
{
	size_t got = 0;

	while (got < n) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int ready = poll(&p, 1, ms);
		ssize_t r;

		if (ready < 0 && errno == EINTR)
			continue;
		r = ready > 0 ? read(fd, to + got, n - got) : 0;
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			break;
		got += (size_t)r;
	}
	return got;
}

/* Closes answer_fd. */
static void
wait_for(const struct bw_box_limits *limits, int answer_fd, int end_fd,
    struct bw_buf *answer, struct bw_box_result *result)
{
	int patience = (int)limits->seconds * 1000 + GRACE_MS;
	struct bw_box_result told;

	if (bw_buf_room(answer, BW_BOX_ANSWER_MOST))
		answer->n += drain(answer_fd, answer->p + answer->n,
		    BW_BOX_ANSWER_MOST, patience);
	close(answer_fd); /* who has more to say is not listened to */
	if (drain(end_fd, (char *)&told, sizeof(told), patience) ==
	    sizeof(told))
		*result = told;
}

static int
run(struct bw_nursery *n, struct box_request *q, const struct bw_boxed *in,
    struct bw_buf *answer, struct bw_box_result *result, struct bw_err *err)
{
	int a[2], e[2];
	bool sent;

	if (pipe2(a, O_CLOEXEC) != 0)
		return bw_fail_sys(err, "cannot hear what a box says");
	if (pipe2(e, O_CLOEXEC) != 0) {
		close(a[0]);
		close(a[1]);
		return bw_fail_sys(err, "cannot hear what a box says");
	}
	sent = send_order(n, q, in, a[1], e[1]);
	close(a[1]);
	close(e[1]);
	if (sent)
		wait_for(&q->limits, a[0], e[0], answer, result);
	else
		close(a[0]);
	close(e[0]);
	return bw_buf_check(answer, err);
}

int
bw_box_run(struct bw_nursery *n, unsigned job, const struct bw_boxed *in,
    const struct bw_box_limits *limits, struct bw_buf *answer,
    struct bw_box_result *result, struct bw_err *err)
{
	struct box_request q = { .job = job,
		.n_fd = in->n_fd,
		.n_told = (uint32_t)in->told.n,
		.limits = *limits };
	int rc;

	BW_ASSERT(in->n_fd <= BW_BOX_FILES && in->told.n <= BW_BOX_TOLD);
	*result = (struct bw_box_result){ .end = BW_BOX_ABSENT };
	take_place(n);
	rc = run(n, &q, in, answer, result, err);
	leave_place(n);
	return rc;
}
