/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_form.c - any bytes as a form: what is read is text, and written again
 * it reads the same.
 */
#include "base/mem.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* bw_form_add takes names as C strings, which fields are. */
static void
write_all(const struct bw_form *f, struct bw_buf *b)
{
	for (size_t i = 0; i < f->n; i++) {
		BW_ASSERT(bw_utf8_valid(f->field[i].name, NULL) &&
		    bw_utf8_valid(f->field[i].value, NULL));
		BW_ASSERT(strlen(f->field[i].name.p) == f->field[i].name.n &&
		    strlen(f->field[i].value.p) == f->field[i].value.n);
		bw_form_add(b, f->field[i].name.p, f->field[i].value);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_form f, again;
	struct bw_buf b = { 0 };
	int rc;

	if (bw_form_parse(
		&f, (struct bw_str){ (const char *)data, size }, NULL) != 0)
		return 0;
	write_all(&f, &b);
	rc = bw_form_parse(&again, bw_buf_get(&b), NULL);
	if (rc == BW_ELIMIT) { /* escaped it is longer than before */
		BW_ASSERT(b.n > BW_FORM_BYTES);
	} else {
		BW_ASSERT(rc == 0 && again.n == f.n);
		for (size_t i = 0; i < f.n; i++)
			BW_ASSERT(
			    bw_str_eq(f.field[i].name, again.field[i].name) &&
			    bw_str_eq(f.field[i].value, again.field[i].value));
		bw_form_release(&again);
	}
	bw_buf_release(&b);
	bw_form_release(&f);
	return 0;
}
