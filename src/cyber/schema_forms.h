/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema_forms.h - the larger recognisers, which others use by name too.
 */
#ifndef BW_SCHEMA_FORMS_H
#define BW_SCHEMA_FORMS_H
#include "cyber/schema.h"

struct bw_semver { /* semver.org 2.0.0; parts borrow from the text */
	struct bw_str major, minor, patch, before, build;
};
bool bw_form_semver(struct bw_str s, struct bw_semver *out);
bool bw_form_uri(struct bw_str s);     /* RFC 3986, with a scheme */
bool bw_form_is_time(struct bw_str s); /* RFC 3339 */
/* A language tag; parts for private use have at least so many characters. */
bool bw_form_lang(struct bw_str s, size_t least);
bool bw_form_cpe20(struct bw_str s);
bool bw_form_cpe21(struct bw_str s);
bool bw_form_cvss2(struct bw_str s);
bool bw_form_cvss30(struct bw_str s);
bool bw_form_cvss31(struct bw_str s);
bool bw_form_cvss40(struct bw_str s);
bool bw_form_ssvc_namespace(struct bw_str s);
bool bw_form_ssvc_key(struct bw_str s);
bool bw_form_extension(struct bw_str s);

#endif
