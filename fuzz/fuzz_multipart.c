/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_multipart.c - a line with a Content-Type, then any bytes as the body.
 * What is read lies within the body, in its order, and is what a form holds.
 */
#include "base/mem.h"
#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
within(struct bw_str part, struct bw_str whole)
{
	BW_ASSERT(part.n == 0 ||
	    (part.p >= whole.p && part.p + part.n <= whole.p + whole.n));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str body = { (const char *)data, size }, type, boundary;
	struct bw_multipart m;
	char delimiter[80];
	const char *at;
	size_t n;

	bw_str_cut(&body, '\n', &type);
	if (!bw_multipart_boundary(type, &boundary) ||
	    bw_multipart_parse(&m, boundary, body, NULL) != 0)
		return 0;
	at = body.p;
	n = (size_t)snprintf(
	    delimiter, sizeof(delimiter), "\r\n--%.*s", BW_ARG(boundary));
	for (size_t i = 0; i < m.part.n; i++) {
		const struct bw_form_part *p = &m.part.v[i];
		struct bw_str file = bw_part_file(p);

		within(p->name, body);
		within(p->filename, body);
		within(p->type, body);
		within(p->body, body);
		BW_ASSERT(p->body.p > at && bw_str_find(file, BW_STR("/")) < 0);
		at = p->body.p + p->body.n;
		BW_ASSERT(memmem(p->body.p, p->body.n, delimiter, n) == NULL);
	}
	bw_multipart_release(&m);
	return 0;
}
