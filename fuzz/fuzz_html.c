/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_html.c - any bytes as a name on a page.
 *
 * Written as text and as an attribute, read back by the XML reader: the tree
 * is the one that was written, the attribute holds what the text holds, and
 * nothing was added. A name that changed the tree would be markup.
 */
#include "report/html.h"
#include "base/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
same_tree(void *ctx, const struct bw_xml_node *n, uint64_t number,
    uint64_t byte, struct bw_err *err)
{
	unsigned *seen = ctx;
	const struct bw_xml_node *p = n->child, *q;

	(void)number;
	(void)byte;
	(void)err;
	++*seen;
	BW_ASSERT(n->attr == NULL && n->text.n == 0);
	BW_ASSERT(p != NULL && bw_str_is(p->name, "p"));
	BW_ASSERT(p->attr != NULL && p->attr->next == NULL);
	BW_ASSERT(bw_str_is(p->attr->name, "title") && p->child == NULL);
	BW_ASSERT(p->next != NULL && p->next->next == NULL);
	q = p->next;
	BW_ASSERT(bw_str_is(q->name, "a") && q->child == NULL);
	BW_ASSERT(q->attr != NULL && q->attr->next == NULL);
	BW_ASSERT(bw_str_is(q->attr->name, "href"));
	BW_ASSERT(q->attr->value.n > 0 && q->attr->value.p[0] == '#');
	BW_ASSERT(bw_str_eq(bw_str_trim(p->attr->value), p->text));
	BW_ASSERT(bw_str_eq(p->text, q->text));
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const root[] = { "section", NULL };
	struct bw_str s = { (const char *)data, size };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_html h;
	struct bw_out o;
	unsigned seen = 0;

	if (size > 4096)
		return 0;
	bw_out_memory(&o);
	/* Blanks first: "ustar" at byte 257 would be an archive to a reader. */
	for (unsigned i = 0; i < 512; i++)
		bw_out_z(&o, " ");
	h = (struct bw_html){ .out = &o };
	bw_html_open(&h, "section");
	bw_html_open(&h, "p");
	bw_html_attr(&h, "title", s);
	bw_html_text(&h, s);
	bw_html_close(&h);
	bw_html_open(&h, "a");
	bw_html_link(&h, s);
	bw_html_text(&h, s);
	bw_html_close(&h);
	bw_html_finish(&h);
	BW_ASSERT(bw_out_finish(&o, &err) == 0);
	BW_ASSERT(bw_input_memory(&in, bw_buf_get(&o.buf), NULL, &err) == 0);
	BW_ASSERT(bw_xml_records(in, root, NULL, same_tree, &seen, &err) == 0);
	BW_ASSERT(seen == 1);
	bw_input_free(in);
	bw_buf_release(&o.buf);
	return 0;
}
