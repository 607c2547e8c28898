/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * security.c - GET /.well-known/security.txt (RFC 9116).
 *
 * Whom to tell of a hole in this server only its operator knows: without
 * --security-contact there is no such file. That he named somebody when he
 * started the server is what it rests on; so it holds for a year less a day
 * from then, as the RFC advises (2.5.5).
 */
#include "web/app_priv.h"

#define HOLDS_DAYS 364
#define CONTACT_MOST 500u

bool
bw_contact_valid(struct bw_str s)
{
	static const char *const scheme[] = { "https://", "mailto:", "tel:" };
	size_t known = 0;

	for (size_t i = 0; i < BW_LEN(scheme); i++)
		if (bw_str_starts(s, bw_str_of(scheme[i])) &&
		    s.n > strlen(scheme[i]))
			known++;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~') /* RFC 3986 */
			return false;
	return known > 0 && s.n <= CONTACT_MOST;
}

void
app_security(
    struct bw_app *a, const struct bw_request *q, struct bw_response *r)
{
	struct tm t;
	time_t until = a->started + (time_t)HOLDS_DAYS * 24 * 60 * 60;
	char day[32];

	if (a->opt.security_contact == NULL || gmtime_r(&until, &t) == NULL ||
	    strftime(day, sizeof(day), "%Y-%m-%dT00:00:00Z", &t) == 0) {
		bw_response_problem(r,
		    &(struct bw_problem){
			.status = 404, .word = "path", .what = q->path });
		return;
	}
	bw_response_ok(r, "text/plain; charset=utf-8");
	bw_out_fmt(&r->body,
	    "Contact: %s\r\nExpires: %s\r\nPreferred-Languages: nl, en\r\n",
	    a->opt.security_contact, day);
}
