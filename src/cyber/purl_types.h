/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * purl_types.h - what the types of package URLs demand, a row per type of
 * reference/cyber/purl_types.csv (tools/purl_tables.py makes the table).
 */
#ifndef BW_PURL_TYPES_H
#define BW_PURL_TYPES_H
#include "base/str.h"

enum bw_purl_case {
	KEEP,
	LOWER,
	UPPER
};
enum bw_purl_need {
	NS_OPTIONAL,
	NS_REQUIRED,
	NS_NONE
};
enum bw_purl_same { /* how names are compared, when not as written */
	SAME_BYTES,
	SAME_LOWER,
	SAME_PEP503
};
struct bw_purl_type {
	struct bw_str name;
	uint8_t need; /* enum bw_purl_need */
	uint8_t ns_case, name_case, version_case, subpath_case;
	unsigned length;       /* of the name; 0 any */
	char low, high;        /* the only letters of it; 0 any */
	struct bw_str without; /* text that it may not hold */
	bool without_blank;
	char not_first;
	bool other_to_underscore, underscore_to_dash;
	unsigned numbers; /* the version is at most so many; 0 any */
	struct bw_str qualifiers, required; /* keys, parted by blanks */
	struct bw_str ns_default;
	bool split_first;         /* the namespace is the first segment alone */
	struct bw_str lower_when; /* "key~text" or "namespace=a|..." */
	uint8_t same;             /* enum bw_purl_same */
};

/* NULL: no type we know, which is no mistake. */
const struct bw_purl_type *bw_purl_type_find(struct bw_str name);
/* What a value of a qualifier means: bookworm is debian-12. */
struct bw_str bw_purl_meaning(struct bw_str key, struct bw_str value);

#endif
