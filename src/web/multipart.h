/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * multipart.h - multipart/form-data: a form with files (RFC 7578, RFC 2046).
 *
 * Works on a whole body in memory and copies nothing: every text of a part
 * points into the body. One pass, linear in its size.
 *
 * Strict where a browser never differs: the body begins with the boundary and
 * ends with the closing one (so an upload that was cut off is refused), every
 * part has one Content-Disposition: form-data with a name, names and file
 * names are UTF-8 without control characters, and nothing is encoded on the
 * way (RFC 7578, 4.7). As the HTML Standard writes names: the next " ends
 * them, a backslash is a backslash; %22 %0D %0A stay as they came. filename*
 * must not be used in forms (RFC 7578, 4.2) and is passed over.
 *
 * Bounds: 200 parts, 16 header lines and 4 KiB of headers for each.
 */
#ifndef BW_MULTIPART_H
#define BW_MULTIPART_H
#include "base/str.h"
#include "base/vec.h"

#define BW_PARTS 200u
#define BW_PART_HEADERS ((size_t)4 << 10)

struct bw_form_part {
	struct bw_str name;
	struct bw_str filename; /* as sent; see bw_part_file */
	struct bw_str type;     /* Content-Type, or empty */
	struct bw_str body;
	bool file; /* there was a filename, if an empty one: none chosen */
};
struct bw_multipart {
	BW_VEC(struct bw_form_part) part;
};

/* Is that Content-Type multipart/form-data, and what parts it? */
bool bw_multipart_boundary(struct bw_str content_type, struct bw_str *boundary);
/* Parts of a body that is parted by boundary; both must outlive them.
 * BW_EFORMAT (with the byte), BW_ELIMIT or BW_ENOMEM leave nothing to be
 * released. */
int bw_multipart_parse(struct bw_multipart *m, struct bw_str boundary,
    struct bw_str body, struct bw_err *err) BW_MUST_USE;
void bw_multipart_release(struct bw_multipart *m);

/* The first part of that name, or NULL. */
const struct bw_form_part *bw_multipart_get(
    const struct bw_multipart *m, const char *name);
/* The name of the file without folders, those of DOS too; empty when nothing
 * is left of it ("..", "C:\"). */
struct bw_str bw_part_file(const struct bw_form_part *p);

#endif
