/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * intake.c - the job: recognise, read, load; all of it inside the box.
 *
 * Nothing here may open anything. Rows of trade lie in files beside a world,
 * so their formats are refused: who has such tables runs a server of their
 * own, and loads them there.
 */
#include "web/intake.h"
#include "base/embed.h"
#include "base/fold.h"
#include "base/input.h"
#include "formats/formats.h"
#include "supply/trade_load.h"
#include "world/alone.h"
#include <sys/mman.h>
#include <sys/stat.h>

static int
pick(const struct intake_order *o, struct bw_input *in,
    const struct bw_format **format, struct bw_err *err)
{
	int rc = 0;

	*format = o->format[0] != '\0' ? bw_format_named(o->format) : NULL;
	if (*format == NULL)
		rc = bw_format_recognise(in, format, err);
	if (rc == 0 && bw_trade_format(bw_str_of((*format)->name)))
		rc = bw_fail(err, BW_EUSAGE,
		    "these are statistics of trade: load them into the world "
		    "of the server");
	return rc;
}

static int
load(struct bw_world *w, struct bw_input *in, const struct bw_format *format,
    const struct bw_load_opt *opt, struct bw_load_result *result,
    struct bw_err *err)
{
	struct bw_load *l = NULL;
	struct bw_sink sink;
	uint8_t sha256[32];
	int rc = bw_load_begin(&l, w, opt, err);

	if (rc != 0)
		return rc;
	sink = bw_load_sink(l);
	rc = format->read(in, &sink, err);
	if (rc == 0)
		rc = bw_input_digest(in, sha256, err);
	if (rc == 0)
		return bw_load_commit(l, sha256, result, err);
	bw_load_abort(l);
	return rc;
}

/* The tables that every world begins with; those that are there change
 * nothing. */
static int
load_own(struct bw_world *w, const struct intake_order *o, struct bw_err *err)
{
	struct bw_load_result ignored;
	const char *name;
	int rc = 0;

	for (size_t i = 0; rc == 0 && (name = bw_embed_name(i)) != NULL; i++) {
		const struct bw_format *format = NULL;
		struct bw_err none = BW_ERR_INIT;
		struct bw_input *in = NULL;
		char shown[160];

		if (strncmp(name, "reference/", 10) != 0 ||
		    strchr(name + 10, '/') != NULL)
			continue;
		snprintf(shown, sizeof(shown), "bolwerk:%s", name);
		rc = bw_input_memory(&in, bw_embed(name),
		    &(struct bw_input_opt){ .name = shown }, err);
		if (rc == 0 && bw_format_recognise(in, &format, &none) == 0)
			rc = load(w, in, format,
			    &(struct bw_load_opt){ .name = shown,
				.format = format->name,
				.reader = format->version,
				.whole = format->whole,
				.bytes = bw_input_size(in),
				.loaded_at = o->loaded_at },
			    &ignored, err);
		bw_input_free(in);
	}
	return rc;
}

static int
load_file(struct bw_world *w, const struct intake_order *o, struct bw_str bytes,
    struct intake_result *r, struct bw_err *err)
{
	const struct bw_format *format = NULL;
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, bytes,
	    &(struct bw_input_opt){
		.name = o->name, .max_bytes = o->max_bytes },
	    err);

	if (rc == 0)
		rc = pick(o, in, &format, err);
	if (rc == 0) {
		snprintf(r->format, sizeof(r->format), "%s", format->name);
		/* What is on one host is told of by the name of its file. */
		rc = load(w, in, format,
		    &(struct bw_load_opt){ .name = o->name,
			.dataset = format->host ? o->name : NULL,
			.format = format->name,
			.reader = format->version,
			.whole = format->whole || format->host,
			.bytes = bytes.n,
			.loaded_at = o->loaded_at },
		    &r->load, err);
	}
	bw_input_free(in);
	return rc;
}

static int
map(int fd, struct bw_str *bytes, struct bw_err *err)
{
	struct stat st;
	void *p;

	*bytes = BW_STR("");
	if (fstat(fd, &st) != 0)
		return bw_fail_sys(err, "cannot read the file");
	if (st.st_size == 0)
		return 0;
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return bw_fail_sys(err, "cannot read the file");
	*bytes = (struct bw_str){ p, (size_t)st.st_size };
	return 0;
}

static int
take_in(const struct bw_boxed *in, const struct intake_order *o,
    struct intake_result *r, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_str bytes = { 0 };
	int rc = bw_world_open_alone(&w, in->fd[1], err);

	if (rc == 0 && (o->own || o->only_own))
		rc = load_own(w, o, err);
	if (rc == 0 && !o->only_own)
		rc = map(in->fd[0], &bytes, err);
	if (rc == 0 && !o->only_own)
		rc = load_file(w, o, bytes, r, err);
	bw_world_close(w);
	return rc;
}

/* Bytes of the file may stand in it. */
static void
say_why(struct intake_result *r, struct bw_str what)
{
	struct bw_buf b = { 0 };
	size_t n;

	bw_plain(&b, what);
	n = b.n < sizeof(r->why) ? b.n : sizeof(r->why) - 1;
	while (n > 0 && !bw_utf8_valid((struct bw_str){ b.p, n }, NULL))
		n--; /* cut within a character */
	if (n > 0)
		memcpy(r->why, b.p, n);
	bw_buf_release(&b);
}

int
intake_job(const struct bw_boxed *in, struct bw_buf *answer)
{
	struct intake_result r = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct intake_order o;
	int rc;

	BW_ASSERT(in->told.n == sizeof(o) && in->n_fd == 2);
	memcpy(&o, in->told.p, sizeof(o));
	rc = take_in(in, &o, &r, &err);
	r.code = rc;
	r.line = err.line;
	r.byte = err.byte;
	say_why(&r, bw_str_of(err.what));
	bw_buf_add(answer, &r, sizeof(r));
	return rc == BW_ENOMEM ? rc : 0;
}

static bool
text_good(const char *s, size_t room)
{
	size_t n = strnlen(s, room);

	return n < room && bw_utf8_valid((struct bw_str){ s, n }, NULL);
}

bool
intake_read(struct bw_str answer, struct intake_result *out)
{
	const unsigned char *flag;

	if (answer.n != sizeof(*out))
		return false;
	/* A bool that is neither 0 nor 1 is no value at all in C. */
	flag = (const unsigned char *)answer.p +
	    offsetof(struct intake_result, load.already);
	if (*flag > 1)
		return false;
	memcpy(out, answer.p, sizeof(*out));
	return out->code <= 0 && out->code >= BW_EUSAGE &&
	    text_good(out->why, sizeof(out->why)) &&
	    text_good(out->format, sizeof(out->format));
}
