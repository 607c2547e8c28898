/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * err.h - errors are values with a place and a reason.
 *
 * A function that can fail returns 0 or one of the negative codes below and
 * is marked BW_MUST_USE; results come through out-parameters. The caller owns
 * the struct bw_err and passes it down; NULL is allowed. The first report
 * wins: a later bw_fail() on the same struct keeps text and code of the first
 * (so a clean-up path cannot hide the cause). One line: what, where, what to
 * do. Bad *records* are not errors; they go to the sink (model/record.h).
 */
#ifndef BW_ERR_H
#define BW_ERR_H
#include "base/base.h"

enum bw_code {
	BW_OK = 0,
	BW_ENOMEM = -1,     /* no memory */
	BW_EIO = -2,        /* read, write, disk */
	BW_EFORMAT = -3,    /* input breaks a rule of its format */
	BW_ELIMIT = -4,     /* input larger or deeper than a stated limit */
	BW_ENOTFOUND = -5,  /* no such file, party, verb ... */
	BW_ECONFLICT = -6,  /* ambiguous, or contradicts what is there */
	BW_EDENIED = -7,    /* no permission */
	BW_ECANCELLED = -8, /* stopped by the user */
	BW_EUSAGE = -9      /* wrong use of the command line */
};

struct bw_err {
	int code;       /* enum bw_code; 0 = nothing reported */
	int sys;        /* errno at the time, or 0 */
	uint64_t line;  /* 1-based, 0 = not known */
	uint64_t byte;  /* 0-based offset, UINT64_MAX = not known */
	char what[320]; /* NUL-terminated UTF-8, one line */
};

#define BW_ERR_INIT                \
	{                          \
		.byte = UINT64_MAX \
	}

/* Record the first failure and return its code. Control characters in the
 * text are replaced by '?': an error line cannot forge another. */
int bw_fail(struct bw_err *err, int code, const char *fmt, ...) BW_PRINTF(3, 4);
/* The same with strerror(errno) appended; code follows from errno. */
int bw_fail_sys(struct bw_err *err, const char *fmt, ...) BW_PRINTF(2, 3);
/* Add the place, when none was set yet. Returns err->code. */
int bw_fail_at(struct bw_err *err, uint64_t line, uint64_t byte);
/* Put "prefix: " before the text, for instance a file name. */
int bw_fail_in(struct bw_err *err, const char *prefix);
void bw_err_clear(struct bw_err *err);
/* Exit status of the command line for a code: 2 usage, 3 input, 4 machine. */
int bw_err_exit(int code);

#endif
