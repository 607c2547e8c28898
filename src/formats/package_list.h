/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * package_list.h - what the package lists of dpkg, rpm and apk share.
 *
 * Such a list is lines of text, of one machine. It is read whole (the largest
 * are a few megabytes), and its texts are borrowed from there. Before and
 * between the packages comments of ours and lines of /etc/os-release may say
 * of which machine and release it is (said.h).
 */
#ifndef BW_PACKAGE_LIST_H
#define BW_PACKAGE_LIST_H
#include "formats/said.h"

struct bw_package_list {
	struct bw_inv inv;
	struct bw_package { /* being read, of a list with a field a line */
		struct bw_str name, version, source, source_version;
		bool gone; /* known, but not installed */
	} package;
	struct bw_str os_id, os_version;
	size_t absent; /* not installed: counted */
};

/* A line that is no comment, without its end. Empty ones come too, and one
 * after the last. */
typedef int bw_line_fn(struct bw_package_list *l, struct bw_str line);

/* Read all lines, then tell. `scheme` is the name of the format. */
int bw_package_list_read(struct bw_input *in, const struct bw_sink *sink,
    const char *scheme, bw_line_fn *line, struct bw_err *err) BW_MUST_USE;
/* Add one package; one that is not installed is counted. */
int bw_package_add(struct bw_package_list *l, const char *ecosystem,
    const struct bw_package *p) BW_MUST_USE;
int bw_package_refuse(struct bw_package_list *l, const char *rule,
    struct bw_str line) BW_MUST_USE;

/* For recognising: of the first lines that are no comments, how many there
 * are and how many are of a form. */
struct bw_line_count {
	size_t lines, fit;
};
struct bw_line_count bw_lines_fit(
    struct bw_str ahead, bool cut, bool (*fits)(struct bw_str line));
/* Up to n fields divided by tabs. */
size_t bw_tabs(struct bw_str line, struct bw_str *field, size_t n);

#endif
