/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * err.c - error values: the first report wins, one clean line each.
 */
#include "base/err.h"
#include <errno.h>
#include <stdarg.h>

/* Text of files ends up in error lines; control characters in it could
 * forge a second line or drive a terminal. A cut in the middle of a UTF-8
 * sequence is taken back to its start. */
static void
clean(char *z)
{
	size_t n = strlen(z), back;

	for (unsigned char *c = (unsigned char *)z; *c; c++)
		if (*c < 0x20 || *c == 0x7f)
			*c = '?';
	if (n + 1 < sizeof(((struct bw_err *)0)->what))
		return;
	for (back = 1; back <= 4 && back <= n; back++)
		if (((unsigned char)z[n - back] & 0xc0) != 0x80)
			break;
	if (back <= n && ((unsigned char)z[n - back] & 0x80))
		z[n - back] = '\0';
}

static void report(struct bw_err *, int, const char *, va_list) BW_PRINTF(3, 0);

static void
report(struct bw_err *err, int code, const char *fmt, va_list args)
{
	err->code = code;
	vsnprintf(err->what, sizeof(err->what), fmt, args);
	clean(err->what);
}

int
bw_fail(struct bw_err *err, int code, const char *fmt, ...)
{
	va_list args;

	BW_ASSERT(code < 0);
	if (err == NULL)
		return code;
	if (err->code == 0) {
		va_start(args, fmt);
		report(err, code, fmt, args);
		va_end(args);
	}
	return err->code;
}

static int
code_of(int sys)
{
	switch (sys) {
	case ENOMEM:
		return BW_ENOMEM;
	case ENOENT:
	case ENOTDIR:
		return BW_ENOTFOUND;
	case EACCES:
	case EPERM:
	case EROFS:
		return BW_EDENIED;
	case EINTR:
	case ECANCELED:
		return BW_ECANCELLED;
	default:
		return BW_EIO;
	}
}

int
bw_fail_sys(struct bw_err *err, const char *fmt, ...)
{
	int sys = errno, code = code_of(sys);
	char text[96];
	va_list args;
	size_t n;

	if (err == NULL)
		return code;
	if (err->code == 0) {
		va_start(args, fmt);
		report(err, code, fmt, args);
		va_end(args);
		err->sys = sys;
		n = strlen(err->what);
		snprintf(err->what + n, sizeof(err->what) - n, ": %s",
		    strerror_r(sys, text, sizeof(text)));
	}
	return err->code;
}

int
bw_fail_at(struct bw_err *err, uint64_t line, uint64_t byte)
{
	if (err == NULL)
		return BW_EFORMAT;
	if (err->line == 0)
		err->line = line;
	if (err->byte == UINT64_MAX)
		err->byte = byte;
	return err->code;
}

int
bw_fail_in(struct bw_err *err, const char *prefix)
{
	char text[sizeof(err->what)];

	if (err == NULL || err->code == 0)
		return BW_EFORMAT;
	memcpy(text, err->what, sizeof(text));
	snprintf(err->what, sizeof(err->what), "%.120s: %.190s", prefix, text);
	clean(err->what);
	return err->code;
}

void
bw_err_clear(struct bw_err *err)
{
	*err = (struct bw_err)BW_ERR_INIT;
}

int
bw_err_exit(int code)
{
	switch (code) {
	case BW_OK:
		return 0;
	case BW_EUSAGE:
		return 2;
	case BW_ENOMEM:
	case BW_EIO:
	case BW_ECANCELLED:
		return 4;
	default:
		return 3;
	}
}
