/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_lists.h - what tests look up: weaknesses, languages, licences, SSVC.
 *
 * The lists are files in reference/cyber/, made by tools/tables/csaf_lists.py
 * from the registries they name, and read once.
 */
#ifndef BW_CSAF_LISTS_H
#define BW_CSAF_LISTS_H
#include "base/map.h"
#include "base/vec.h"
#include "base/arena.h"

struct csaf_cwe { /* one name of a weakness over a run of releases */
	uint32_t id;
	uint16_t from, until; /* numbers of releases */
	struct bw_str name, usage;
	bool deprecated;
};
struct csaf_release {
	struct bw_str version;
	int64_t time; /* midnight UTC of its day, nanoseconds */
};
struct csaf_subtag {
	struct bw_str type, subtag, prefix, scope;
};
struct csaf_licence {
	struct bw_str id;
	bool scancode, exception, deprecated;
};
struct csaf_point { /* a decision point of SSVC */
	struct bw_str space, key, version, name, values;
};
struct csaf_term {
	struct bw_str lang, term, text;
};
struct csaf_system { /* of vulnerability ids; text: a small pattern */
	struct bw_str name, text;
};
struct csaf_extension {
	struct bw_str schema, content, most, incompatible, status;
};
struct csaf_lists {
	struct bw_arena arena;
	bool failed;                 /* no memory */
	BW_VEC(struct csaf_cwe) cwe; /* by id, then release */
	BW_VEC(struct csaf_release) releases;
	BW_VEC(struct csaf_subtag) subtags;
	BW_VEC(struct csaf_licence) licences;
	BW_VEC(struct csaf_point) points;
	BW_VEC(struct csaf_term) terms;
	BW_VEC(struct csaf_system) systems;
	BW_VEC(struct csaf_extension) extensions;
	/* id + 1 of the first row with that text in small letters; of subtags
	 * of one text there are several, one after the other */
	struct bw_intern licence_ids, subtag_ids;
	BW_VEC(uint32_t) licence_row, subtag_row, subtag_next;
};
int csaf_lists_load(struct csaf_lists *l, struct bw_err *err) BW_MUST_USE;
void csaf_lists_release(struct csaf_lists *l);

#define CSAF_NO_RELEASE UINT16_MAX
uint16_t csaf_release_find(const struct csaf_lists *l, struct bw_str version);
/* The weakness in a release, or NULL. */
const struct csaf_cwe *csaf_cwe_find(
    const struct csaf_lists *l, uint32_t id, uint16_t release);
/* Whatever the case. */
const struct csaf_licence *csaf_licence_find(
    const struct csaf_lists *l, struct bw_str id);
const struct csaf_subtag *csaf_subtag_find(
    const struct csaf_lists *l, const char *type, struct bw_str subtag);
/* The words for a term in the language of a tag ("de" for "de-AT"); empty
 * when there are none. */
struct bw_str csaf_term_in(
    const struct csaf_lists *l, struct bw_str lang, const char *term);

#endif
