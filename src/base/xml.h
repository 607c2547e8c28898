/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * xml.h - XML as a stream of small trees (expat).
 *
 * Registers publish files of gigabytes that are one long list. The reader
 * gives every element with a wanted local name as a tree of its own, and
 * forgets it afterwards. Namespace prefixes are dropped. DTDs, and with them
 * all entity tricks, are refused; depth, record size and attributes have
 * limits.
 */
#ifndef BW_XML_H
#define BW_XML_H
#include "base/arena.h"
#include "base/input.h"

struct bw_xml_attr {
	struct bw_str name, value;
	struct bw_xml_attr *next;
};
struct bw_xml_node {
	struct bw_str name; /* without prefix */
	struct bw_str text; /* character data, trimmed, of this node alone */
	struct bw_xml_attr *attr;
	struct bw_xml_node *child, *next;
	uint64_t line;
};
struct bw_xml_opt {
	size_t max_record;  /* bytes in memory; 0 = 16 MiB */
	unsigned max_depth; /* 0 = 64 */
};

/* A record. Non-zero stops reading and is returned. `number` is 1-based. */
typedef int bw_xml_fn(void *ctx, const struct bw_xml_node *record,
    uint64_t number, uint64_t byte, struct bw_err *err);

/* Read all; call fn for each element named one of `records` (NULL ends the
 * list). Root and *root_attrs are not kept. */
int bw_xml_records(struct bw_input *in, const char *const *records,
    const struct bw_xml_opt *opt, bw_xml_fn *fn, void *ctx,
    struct bw_err *err) BW_MUST_USE;
/* Child by local name, or NULL; path "Entity/LegalName". NULL in, NULL out. */
const struct bw_xml_node *bw_xml_get(
    const struct bw_xml_node *n, const char *path);
struct bw_str bw_xml_text(const struct bw_xml_node *n, const char *path);
struct bw_str bw_xml_attr(const struct bw_xml_node *n, const char *name);

#endif
