/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * box_close.c - give up everything but computing.
 *
 * Two walls. Landlock takes away every file and every address, whatever
 * system call asks for it. Seccomp leaves only the system calls below; any
 * other kills the process. What is allowed was found by reading what libc,
 * SQLite, expat, libarchive and simdjson call, and by running every example:
 * memory, the descriptors that are open, threads, time, chance. Not: to open,
 * to connect, to make a process, to look at another, to run a program, to make
 * memory executable.
 *
 * Kernel documentation: userspace-api/landlock, userspace-api/seccomp_filter.
 */
#include "web/box_priv.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Later than the headers of Debian 12. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#define FS_IOCTL_DEV (1ULL << 15)
#define NET_TCP 3ULL /* bind, connect */
#define SCOPED 3ULL  /* abstract sockets, signals */
struct ruleset {     /* struct landlock_ruleset_attr of version 6 */
	uint64_t fs, net, scoped;
};

/* Sanitizers map terabytes and look into /proc when they report. */
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

int
bw_box_landlock(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	return abi < 0 ? 0 : (int)abi;
}

/* A ruleset that handles all and allows nothing. */
static void
close_files(void)
{
	int abi = bw_box_landlock();
	struct ruleset all = { .fs = (1ULL << 13) - 1 };
	size_t size = sizeof(all.fs);
	long fd;

	if (abi == 0)
		return;
	if (abi >= 2)
		all.fs |= LANDLOCK_ACCESS_FS_REFER;
	if (abi >= 3)
		all.fs |= LANDLOCK_ACCESS_FS_TRUNCATE;
	if (abi >= 4) {
		all.net = NET_TCP;
		size += sizeof(all.net);
	}
	if (abi >= 5)
		all.fs |= FS_IOCTL_DEV;
	if (abi >= 6) {
		all.scoped = SCOPED;
		size += sizeof(all.scoped);
	}
	fd = syscall(SYS_landlock_create_ruleset, &all, size, 0);
	if (fd < 0)
		return;
	syscall(SYS_landlock_restrict_self, (int)fd, 0);
	close((int)fd);
}

static bool
limit(int what, uint64_t soft, uint64_t hard)
{
	struct rlimit r = { soft, hard };

	return setrlimit((__rlimit_resource_t)what, &r) == 0;
}

static bool
close_resources(const struct bw_box_limits *l, unsigned n_fd)
{
	return (SANITIZED || limit(RLIMIT_AS, l->memory, l->memory)) &&
	    limit(RLIMIT_CPU, l->seconds, l->seconds + 1) &&
	    limit(RLIMIT_FSIZE, l->written, l->written) &&
	    limit(RLIMIT_NOFILE, n_fd + 4, n_fd + 4) && /* copies of them */
	    limit(RLIMIT_CORE, 0, 0);
}

static const int plain[] = { SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv),
	SCMP_SYS(write), SCMP_SYS(pwrite64), SCMP_SYS(writev), SCMP_SYS(lseek),
	SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(ftruncate), SCMP_SYS(fsync),
	SCMP_SYS(fdatasync), SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap),
	SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(exit),
	SCMP_SYS(exit_group), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday),
	SCMP_SYS(time), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(geteuid),
	SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sysinfo),
	SCMP_SYS(restart_syscall), SCMP_SYS(membarrier) };

/* Memory that is written and then run is how a taken-over reader would get
 * code of its own. */
static int
allow_memory(scmp_filter_ctx f)
{
	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) |
	    seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

/* Threads, not processes. A filter cannot look at the arguments of clone3: it
 * is said not to exist, and libc goes on with clone. */
static int
allow_threads(scmp_filter_ctx f)
{
	const scmp_datum_t thread =
	    CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;

	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
		   SCMP_A0(SCMP_CMP_MASKED_EQ, thread, thread)) |
	    seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

/* To look at an open descriptor, not at a path. */
static int
allow_descriptors(scmp_filter_ctx f)
{
	static const int fcntls[] = { F_GETFD, F_SETFD, F_GETFL, F_SETLK,
		F_GETLK, F_DUPFD_CLOEXEC };
	int bad = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
	    SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));

	for (size_t i = 0; i < BW_LEN(fcntls); i++)
		bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
		    SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)fcntls[i], 0));
	return bad;
}

/* To end itself, as abort does. */
static int
allow_signals(scmp_filter_ctx f)
{
	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
	    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
}

static bool
close_calls(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int bad = 0;

	if (f == NULL)
		return false;
	for (size_t i = 0; i < BW_LEN(plain); i++)
		bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, plain[i], 0);
	bad |= allow_memory(f) | allow_threads(f) | allow_descriptors(f) |
	    allow_signals(f);
	if (bad == 0)
		bad = seccomp_load(f);
	seccomp_release(f);
	return bad == 0;
}

bool
box_close(const struct bw_box_limits *limits, unsigned n_fd)
{
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return false;
	close_files();
	return close_resources(limits, n_fd) && close_calls();
}
