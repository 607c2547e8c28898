/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * metrics.c - GET /metrics: counts and times.
 */
#include "web/app_priv.h"

static void
answers_metrics(struct bw_app *a, struct bw_out *o)
{
	struct bw_answers_count n = bw_answers_count(a->answers);

	bw_out_fmt(o,
	    "# HELP bolwerk_answers_total Questions asked of a world, and "
	    "those that had to be worked out.\n"
	    "# TYPE bolwerk_answers_total counter\n"
	    "bolwerk_answers_total{kind=\"asked\"} %llu\n"
	    "bolwerk_answers_total{kind=\"made\"} %llu\n"
	    "# HELP bolwerk_answers_bytes Answers that are kept.\n"
	    "# TYPE bolwerk_answers_bytes gauge\n"
	    "bolwerk_answers_bytes %zu\n",
	    (unsigned long long)n.asked, (unsigned long long)n.made, n.bytes);
}

/* The text form of Prometheus, version 0.0.4. */
void
app_metrics(struct bw_app *a, struct bw_response *r)
{
	struct bw_out *o = &r->body;

	bw_response_ok(r, "text/plain; version=0.0.4; charset=utf-8");
	bw_out_z(o,
	    "# HELP bolwerk_http_requests_total Requests answered.\n"
	    "# TYPE bolwerk_http_requests_total counter\n");
	for (size_t i = 0; i <= ROUTES; i++)
		for (size_t k = 0; k < STATUSES; k++)
			if (a->answered[i][k] > 0)
				bw_out_fmt(o,
				    "bolwerk_http_requests_total{route=\"%s\","
				    "code=\"%d\"} %llu\n",
				    app_routes[i].label, app_status[k],
				    (unsigned long long)a->answered[i][k]);
	bw_out_z(o,
	    "# HELP bolwerk_http_answer_seconds_total Time spent on answers.\n"
	    "# TYPE bolwerk_http_answer_seconds_total counter\n");
	for (size_t i = 0; i < ROUTES; i++)
		bw_out_fmt(o,
		    "bolwerk_http_answer_seconds_total{route=\"%s\"} %.9f\n",
		    app_routes[i].label, (double)a->spent[i] / 1e9);
	bw_out_fmt(o,
	    "# HELP bolwerk_http_connections Connections open now.\n"
	    "# TYPE bolwerk_http_connections gauge\n"
	    "bolwerk_http_connections %lld\n"
	    "# HELP bolwerk_csaf_documents_total CSAF documents checked.\n"
	    "# TYPE bolwerk_csaf_documents_total counter\n"
	    "bolwerk_csaf_documents_total{valid=\"true\"} %llu\n"
	    "bolwerk_csaf_documents_total{valid=\"false\"} %llu\n",
	    (long long)a->connections, (unsigned long long)a->documents[1],
	    (unsigned long long)a->documents[0]);
	answers_metrics(a, o);
	bw_out_fmt(o,
	    "# HELP process_start_time_seconds Start, in seconds since 1970.\n"
	    "# TYPE process_start_time_seconds gauge\n"
	    "process_start_time_seconds %lld\n"
	    "# HELP bolwerk_restarts_total Workers that died and were "
	    "replaced.\n"
	    "# TYPE bolwerk_restarts_total counter\n"
	    "bolwerk_restarts_total %u\n"
	    "# HELP bolwerk_build_info The version that runs.\n"
	    "# TYPE bolwerk_build_info gauge\n"
	    "bolwerk_build_info{version=\"%s\"} 1\n",
	    (long long)a->started, a->opt.restarts, a->opt.version);
}
