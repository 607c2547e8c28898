/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_read.c - how fast are the readers? One line of JSON, MB/s each.
 *
 *	bench_read [MEGABYTES]
 *
 * Reads made-up registers from memory: a table without quotes, one with, JSON
 * lines, one large array, and XML. Every field is looked at (its length is
 * summed), as a reader of a format would. Fixed seed: the same bytes always.
 */
#include "base/csv.h"
#include "base/json.h"
#include "base/xml.h"

static uint64_t state = 20251125;

/* xorshift64* (Vigna 2016) */
static uint64_t
next(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545f4914f6cdd1du;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
fill(struct bw_buf *b, size_t bytes, const char *head, const char *tail,
    void (*row)(struct bw_buf *))
{
	bw_buf_z(b, head);
	while (b->n < bytes && !b->failed)
		row(b);
	bw_buf_z(b, tail);
	if (b->failed)
		exit(1);
}

static void
plain_row(struct bw_buf *b)
{
	bw_buf_fmt(b,
	    "p%llu,Holding %llu B.V.,c%llu,%llu.%llu,NL,2024-%02d-01\n",
	    (unsigned long long)(next() % 1000000),
	    (unsigned long long)(next() % 1000),
	    (unsigned long long)(next() % 1000000),
	    (unsigned long long)(next() % 100),
	    (unsigned long long)(next() % 100), (int)(next() % 12) + 1);
}

static void
quoted_row(struct bw_buf *b)
{
	bw_buf_fmt(b,
	    "\"p%llu\",\"Jansen, %llu \"\"J\"\" B.V.\",\"c%llu\",\"%llu\"\n",
	    (unsigned long long)(next() % 1000000),
	    (unsigned long long)(next() % 1000),
	    (unsigned long long)(next() % 1000000),
	    (unsigned long long)(next() % 100));
}

static void
json_record(struct bw_buf *b)
{
	bw_buf_fmt(b,
	    "{\"id\":\"p%llu\",\"name\":\"Holding %llu B.V.\",\"share\":"
	    "{\"min\":%llu.%llu,\"max\":100},\"tags\":[\"a\",\"b\",true,null]}",
	    (unsigned long long)(next() % 1000000),
	    (unsigned long long)(next() % 1000),
	    (unsigned long long)(next() % 100),
	    (unsigned long long)(next() % 100));
}

static void
json_line(struct bw_buf *b)
{
	json_record(b);
	bw_buf_char(b, '\n');
}

static void
json_element(struct bw_buf *b)
{
	if (b->n > 2)
		bw_buf_z(b, ",\n");
	json_record(b);
}

static void
xml_record(struct bw_buf *b)
{
	bw_buf_fmt(b,
	    " <r:rec id=\"%llu\">\n  <r:name>Holding %llu B.V.</r:name>\n"
	    "  <r:address><r:city>Delft</r:city></r:address>\n </r:rec>\n",
	    (unsigned long long)(next() % 1000000),
	    (unsigned long long)(next() % 1000));
}

static void
check(int rc, const struct bw_err *err)
{
	if (rc != 0) {
		fprintf(stderr, "bench_read: %s\n", err->what);
		exit(1);
	}
}

static void
report(const char *name, size_t bytes, double from, uint64_t sum)
{
	printf("\"%s\": %.0f, ", name, (double)bytes / 1e6 / (now() - from));
	if (sum == 0)
		exit(1);
}

static void
read_csv(const char *name, struct bw_str text)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_csv *c = NULL;
	struct bw_csv_row row;
	double from = now();
	uint64_t sum = 0;
	bool more;

	check(bw_input_memory(&in, text, NULL, &err), &err);
	check(bw_csv_open(&c, in, NULL, &err), &err);
	for (;;) {
		check(bw_csv_next(c, &row, &more, &err), &err);
		if (!more)
			break;
		for (size_t i = 0; i < row.n; i++)
			sum += row.field[i].n;
	}
	report(name, text.n, from, sum);
	bw_csv_close(c);
	bw_input_free(in);
}

static void
read_json(const char *name, struct bw_str text)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_json_reader *r = NULL;
	struct bw_json v;
	double from = now();
	uint64_t sum = 0;
	bool more;

	check(bw_input_memory(&in, text, NULL, &err), &err);
	check(bw_json_open(&r, in, NULL, &err), &err);
	for (;;) {
		check(bw_json_next(r, &v, &more, &err), &err);
		if (!more)
			break;
		sum += bw_json_str(bw_json_get(v, "id")).n +
		    bw_json_str(bw_json_get(v, "name")).n;
	}
	report(name, text.n, from, sum);
	bw_json_close(r);
	bw_input_free(in);
}

static int
take(void *ctx, const struct bw_xml_node *record, uint64_t number,
    uint64_t byte, struct bw_err *err)
{
	uint64_t *sum = ctx;

	(void)number;
	(void)byte;
	(void)err;
	*sum += bw_xml_text(record, "name").n +
	    bw_xml_text(record, "address/city").n;
	return 0;
}

static void
read_xml(const char *name, struct bw_str text)
{
	static const char *const records[] = { "rec", NULL };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	double from = now();
	uint64_t sum = 0;

	check(bw_input_memory(&in, text, NULL, &err), &err);
	check(bw_xml_records(in, records, NULL, take, &sum, &err), &err);
	report(name, text.n, from, sum);
	bw_input_free(in);
}

int
main(int argc, char **argv)
{
	size_t bytes = (argc > 1 ? strtoul(argv[1], NULL, 10) : 100) * 1000000;
	struct bw_buf b = { 0 };

	printf("{");
	fill(&b, bytes, "holder,name,company,percent,country,from\n", "",
	    plain_row);
	read_csv("csv_plain", bw_buf_get(&b));
	bw_buf_clear(&b);
	fill(&b, bytes, "holder,name,company,percent\n", "", quoted_row);
	read_csv("csv_quoted", bw_buf_get(&b));
	bw_buf_clear(&b);
	fill(&b, bytes, "", "", json_line);
	read_json("json_lines", bw_buf_get(&b));
	bw_buf_clear(&b);
	fill(&b, bytes, "[", "]", json_element);
	read_json("json_array", bw_buf_get(&b));
	bw_buf_clear(&b);
	fill(&b, bytes, "<r:list xmlns:r=\"urn:r\">\n", "</r:list>\n",
	    xml_record);
	read_xml("xml", bw_buf_get(&b));
	bw_buf_release(&b);
	printf("\"megabytes\": %zu}\n", bytes / 1000000);
	return 0;
}
