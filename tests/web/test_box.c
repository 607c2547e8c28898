/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_box.c - jobs that mean harm, in the box: none of them gets anywhere,
 * and it is told what each was up to.
 */
#include "support/support.h"
#include "base/mem.h"
#include "web/box.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* ---- jobs ---------------------------------------------------------------- */
static int
copies(const struct bw_boxed *in, struct bw_buf *answer)
{
	char text[64];
	ssize_t n = pread(in->fd[0], text, sizeof(text), 0);

	bw_buf_str(answer, in->told);
	bw_buf_add(answer, text, n < 0 ? 0 : (size_t)n);
	return in->n_fd == 2 && pwrite(in->fd[1], "done", 4, 0) == 4 ? 0
								     : BW_EIO;
}

static void *
half(void *ctx)
{
	*(int *)ctx = 21;
	return NULL;
}

/* Readers have threads, memory and chance. */
static int
computes(const struct bw_boxed *in, struct bw_buf *answer)
{
	char *p = bw_alloc(16 << 20, 1);
	pthread_t t;
	int n = 0;

	(void)in;
	if (p == NULL || pthread_create(&t, NULL, half, &n) != 0 ||
	    pthread_join(t, NULL) != 0)
		return BW_ENOMEM;
	memset(p, 1, 16 << 20);
	bw_buf_fmt(answer, "%d", n + 20 + p[n]);
	bw_free(p);
	return 0;
}

/* What the number told says: a system call. */
static int
calls(const struct bw_boxed *in, struct bw_buf *answer)
{
	int64_t number = -1;
	long rc;

	bw_str_i64(in->told, &number);
	rc = syscall(number, 0, 0, 0, 0, 0, 0);
	bw_buf_fmt(answer, "came back: %ld, %d", rc, errno);
	return 0;
}

static int
opens_a_file(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	bw_buf_fmt(answer, "%d", open("/etc/passwd", O_RDONLY));
	return 0;
}

static int
opens_a_socket(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	bw_buf_fmt(answer, "%d", socket(AF_INET, SOCK_STREAM, 0));
	return 0;
}

static int
makes_a_process(const struct bw_boxed *in, struct bw_buf *answer)
{
	pid_t p = fork();

	(void)in;
	if (p == 0)
		for (;;)
			pause();
	bw_buf_fmt(answer, "%d", p);
	return 0;
}

static int
runs_a_program(const struct bw_boxed *in, struct bw_buf *answer)
{
	char *argv[] = { NULL };

	(void)in;
	bw_buf_fmt(answer, "%d", execve("/bin/sh", argv, argv));
	return 0;
}

static int
looks_at_another(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	bw_buf_fmt(answer, "%ld", ptrace(PTRACE_ATTACH, 1, NULL, NULL));
	return 0;
}

static int
kills_another(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	bw_buf_fmt(answer, "%ld", syscall(SYS_tgkill, 1, 1, SIGKILL));
	return 0;
}

static int
makes_code(const struct bw_boxed *in, struct bw_buf *answer)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)in;
	bw_buf_fmt(answer, "%d", mprotect(p, 4096, PROT_READ | PROT_EXEC));
	return 0;
}

static volatile uint64_t spin;
static int
never_ends(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	(void)answer;
	for (;;)
		spin++;
	return 0;
}

static int
sleeps(const struct bw_boxed *in, struct bw_buf *answer)
{
	struct timespec t = { 3600, 0 };

	(void)in;
	(void)answer;
	for (;;)
		nanosleep(&t, NULL);
	return 0;
}

static int
eats_memory(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	(void)answer;
	for (;;) {
		char *p = bw_alloc(1 << 20, 1);

		if (p == NULL)
			return BW_ENOMEM;
		memset(p, 1, 1 << 20);
	}
}

static int
fills_the_disk(const struct bw_boxed *in, struct bw_buf *answer)
{
	static char block[1 << 16];

	(void)answer;
	while (write(in->fd[1], block, sizeof(block)) > 0)
		;
	return 0;
}

static int
crashes(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	(void)answer;
	raise(SIGSEGV);
	return 0;
}

static int
asserts(const struct bw_boxed *in, struct bw_buf *answer)
{
	BW_ASSERT(in->n_fd == 99 && answer == NULL);
	return 0;
}

/* A taken-over reader says of itself that all is well, at length. */
static int
talks(const struct bw_boxed *in, struct bw_buf *answer)
{
	(void)in;
	for (size_t i = 0; i < BW_BOX_ANSWER_MOST; i++)
		bw_buf_z(answer, "all is well ");
	return 0;
}

static int
counts_descriptors(const struct bw_boxed *in, struct bw_buf *answer)
{
	int n = 0;

	(void)in;
	for (int fd = 0; fd < 4096; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	bw_buf_fmt(answer, "%d", n);
	return 0;
}

static bw_box_job *const jobs[] = { copies, computes, calls, opens_a_file,
	opens_a_socket, makes_a_process, runs_a_program, looks_at_another,
	kills_another, makes_code, never_ends, sleeps, eats_memory,
	fills_the_disk, crashes, asserts, talks, counts_descriptors };

/* ---- asking -------------------------------------------------------------- */
struct asked {
	struct bw_nursery *nursery;
	struct bw_box_result result;
	struct bw_buf answer;
	struct bw_boxed in;
	struct bw_box_limits limits;
};

static int
setup(void **state)
{
	static struct asked a;
	struct bw_err err = BW_ERR_INIT;

	a = (struct asked){ .in = { .n_fd = 2 },
		.limits = {
		    .memory = 256 << 20, .written = 1 << 20, .seconds = 5 } };
	assert_ok(
	    bw_nursery_new(&a.nursery, jobs, BW_LEN(jobs), 2, &err), &err);
	a.in.fd[0] = memfd_create("in", MFD_CLOEXEC);
	a.in.fd[1] = memfd_create("out", MFD_CLOEXEC);
	assert_int_equal(write(a.in.fd[0], "bytes", 5), 5);
	*state = &a;
	return 0;
}

static int
teardown(void **state)
{
	struct asked *a = *state;

	bw_nursery_free(a->nursery);
	bw_buf_release(&a->answer);
	close(a->in.fd[0]);
	close(a->in.fd[1]);
	return 0;
}

static enum bw_box_end
end_of(struct asked *a, bw_box_job *job, const char *told)
{
	struct bw_err err = BW_ERR_INIT;
	unsigned i = 0;

	while (jobs[i] != job)
		i++;
	a->in.told = bw_str_of(told);
	bw_buf_clear(&a->answer);
	assert_ok(bw_box_run(a->nursery, i, &a->in, &a->limits, &a->answer,
		      &a->result, &err),
	    &err);
	return a->result.end;
}

/* ---- tests --------------------------------------------------------------- */
static void
a_job_is_done(void **state)
{
	struct asked *a = *state;
	char out[4];

	assert_int_equal(end_of(a, copies, "told "), BW_BOX_DONE);
	assert_str(bw_buf_get(&a->answer), "told bytes");
	assert_int_equal(pread(a->in.fd[1], out, 4, 0), 4);
	assert_memory_equal(out, "done", 4);
	assert_int_equal(end_of(a, computes, ""), BW_BOX_DONE);
	assert_str(bw_buf_get(&a->answer), "42");
	assert_true(a->result.memory_peak >= 16 << 20);
	/* Nowhere three times, the answer, the two of the job. */
	assert_int_equal(end_of(a, counts_descriptors, ""), BW_BOX_DONE);
	assert_str(bw_buf_get(&a->answer), "6");
}

static void
what_it_may_not(void **state)
{
	static bw_box_job *const row[] = { opens_a_file, opens_a_socket,
		makes_a_process, runs_a_program, looks_at_another,
		kills_another, makes_code };
	struct asked *a = *state;

	for (size_t i = 0; i < BW_LEN(row); i++) {
		assert_int_equal(end_of(a, row[i], ""), BW_BOX_FORBIDDEN);
		assert_int_equal(a->result.signal, SIGSYS);
		assert_int_equal(a->answer.n, 0);
	}
}

/* By their numbers: ways to files, addresses, processes, other rights. */
static void
calls_that_are_not_computing(void **state)
{
	static const int row[] = { SYS_openat, SYS_openat2, SYS_unlinkat,
		SYS_renameat2, SYS_mkdirat, SYS_linkat, SYS_symlinkat,
		SYS_fchmodat, SYS_fchownat, SYS_faccessat, SYS_faccessat2,
		SYS_readlinkat, SYS_statx, SYS_statfs, SYS_chdir, SYS_chroot,
		SYS_mount, SYS_umount2, SYS_pivot_root, SYS_getdents64,
		SYS_name_to_handle_at, SYS_open_by_handle_at, SYS_memfd_create,
		SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen,
		SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_recvmsg, SYS_execve,
		SYS_execveat, SYS_kill, SYS_tkill, SYS_ptrace,
		SYS_process_vm_readv, SYS_process_vm_writev, SYS_pidfd_open,
		SYS_pidfd_getfd, SYS_pidfd_send_signal, SYS_wait4, SYS_prctl,
		SYS_seccomp, SYS_setuid, SYS_setgid, SYS_capset, SYS_unshare,
		SYS_setns, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
		SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_setup,
		SYS_keyctl, SYS_add_key, SYS_init_module, SYS_finit_module,
		SYS_kexec_load, SYS_reboot, SYS_setrlimit, SYS_prlimit64,
		SYS_ioctl, SYS_dup, SYS_dup3, SYS_pipe2, SYS_eventfd2,
		SYS_timerfd_create, SYS_shmget, SYS_msgget, SYS_semget,
		SYS_mq_open, SYS_inotify_init1, SYS_fanotify_init, SYS_syslog,
		SYS_uname, SYS_getcwd, SYS_personality, SYS_clone,
		SYS_process_madvise, SYS_sendfile, SYS_splice,
		SYS_copy_file_range };
	struct asked *a = *state;
	char told[12];

	for (size_t i = 0; i < BW_LEN(row); i++) {
		snprintf(told, sizeof(told), "%d", row[i]);
		if (end_of(a, calls, told) != BW_BOX_FORBIDDEN)
			print_message("call %s: %s, %.*s\n", told,
			    bw_box_word[a->result.end],
			    BW_ARG(bw_buf_get(&a->answer)));
		assert_int_equal(a->result.end, BW_BOX_FORBIDDEN);
	}
}

static void
limits_hold(void **state)
{
	struct asked *a = *state;

	a->limits.seconds = 1;
	assert_int_equal(end_of(a, sleeps, ""), BW_BOX_TIME);
	assert_int_equal(end_of(a, never_ends, ""), BW_BOX_TIME);
	a->limits.seconds = 5;
	assert_int_equal(end_of(a, fills_the_disk, ""), BW_BOX_SIZE);
	assert_int_equal(lseek(a->in.fd[1], 0, SEEK_END), 1 << 20);
	if (!SANITIZED)
		assert_int_equal(end_of(a, eats_memory, ""), BW_BOX_MEMORY);
	assert_int_equal(end_of(a, talks, ""), BW_BOX_DONE);
	assert_int_equal(a->answer.n, BW_BOX_ANSWER_MOST);
}

static void
defects_are_told(void **state)
{
	struct asked *a = *state;

	assert_int_equal(end_of(a, crashes, ""), BW_BOX_CRASHED);
	assert_int_equal(a->result.signal, SIGSEGV);
	assert_int_equal(end_of(a, asserts, ""), BW_BOX_CRASHED);
	assert_int_equal(a->result.signal, SIGABRT);
	/* and the next one is done all the same */
	assert_int_equal(end_of(a, computes, ""), BW_BOX_DONE);
}

static void *
ask_often(void *ctx)
{
	struct asked a = *(struct asked *)ctx;
	uintptr_t good = 0;

	a.answer = (struct bw_buf){ 0 };
	for (int i = 0; i < 20; i++)
		good += end_of(&a, i % 2 ? computes : opens_a_file, "") ==
		    (i % 2 ? BW_BOX_DONE : BW_BOX_FORBIDDEN);
	bw_buf_release(&a.answer);
	return (void *)good;
}

static void
several_at_once(void **state)
{
	pthread_t t[6];
	void *good;

	for (size_t i = 0; i < BW_LEN(t); i++)
		assert_int_equal(
		    pthread_create(&t[i], NULL, ask_often, *state), 0);
	for (size_t i = 0; i < BW_LEN(t); i++) {
		pthread_join(t[i], &good);
		assert_int_equal((uintptr_t)good, 20);
	}
}

/* Killed from outside, it is told, and nothing hangs. */
static void
a_nursery_that_died(void **state)
{
	struct asked *a = *state;
	char line[64];
	FILE *f;
	int pid = 0;

	snprintf(line, sizeof(line), "/proc/self/task/%d/children", getpid());
	f = fopen(line, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%d", &pid), 1);
	fclose(f);
	assert_true(bw_nursery_alive(a->nursery));
	kill(pid, SIGKILL);
	while (bw_nursery_alive(a->nursery))
		usleep(1000);
	assert_int_equal(end_of(a, computes, ""), BW_BOX_ABSENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_job_is_done, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    what_it_may_not, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    calls_that_are_not_computing, setup, teardown),
		cmocka_unit_test_setup_teardown(limits_hold, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    defects_are_told, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    several_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_nursery_that_died, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
