/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * files.c - see files.h.
 */
#include "supply/files.h"
#include "formats/formats.h"

uint32_t
feed_file(struct bw_world *w, const char *path)
{
	struct bw_load_opt opt = { .name = path,
		.loaded_at = "2026-01-02T03:04:05Z" };
	const struct bw_format *format = NULL;
	struct bw_load_result result;
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *load = NULL;
	struct bw_input *in = NULL;
	struct bw_sink sink;
	uint8_t sha256[32];

	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	assert_ok(bw_format_recognise(in, &format, &err), &err);
	opt.format = format->name;
	opt.reader = format->version;
	opt.whole = format->whole;
	opt.bytes = bw_input_size(in);
	assert_ok(bw_load_begin(&load, w, &opt, &err), &err);
	sink = bw_load_sink(load);
	assert_ok(format->read(in, &sink, &err), &err);
	assert_ok(bw_input_digest(in, sha256, &err), &err);
	assert_ok(bw_load_commit(load, sha256, &result, &err), &err);
	bw_input_free(in);
	return result.id;
}

uint32_t
feed_text(struct bw_world *w, const char *name, const char *text)
{
	return feed_file(w, test_file(name, bw_str_of(text)));
}

void
feed_reference(struct bw_world *w)
{
	feed_file(w, test_source("reference/production.csv"));
	feed_file(w, test_source("reference/governance.csv"));
}
