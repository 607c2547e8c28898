/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * files.h - the page of one's own files: upload, look, come back, delete.
 *
 * Which private world a browser means stands in a cookie: the receipt itself,
 * HttpOnly (no script reads it), SameSite=Strict (no other site makes use of
 * it), Secure unless this server is for its own machine only. Whoever sends
 * two such cookies means nothing.
 */
#ifndef BW_FILES_H
#define BW_FILES_H
#include "web/page.h"
#include "web/store.h"

#define FILES_SHOWN 16u /* outcomes of one upload */
struct files_outcome {
	struct bw_str name;
	struct bw_added added;
	int code; /* of bw_store_add */
};
struct files_done { /* what a POST did, for the page that follows it */
	struct files_outcome file[FILES_SHOWN];
	size_t n;
	const char *word; /* something else to say, or NULL */
};

/* The receipt of the cookie; false: there is none, or no good one. */
bool files_receipt(const struct bw_request *q, struct bw_receipt *out);
void files_give_cookie(struct page *p, const struct bw_receipt *r);
void files_take_cookie(struct page *p);
/* done may be NULL. */
void files_show(struct page *p, const struct files_done *done);

void page_files(struct page *p);
void page_files_take(struct page *p);

#endif
