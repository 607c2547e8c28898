/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exposure_which.c - the companies a question about many is about.
 *
 * --country and --sector narrow each other. A party that is named, or has a
 * code of the sector, counts whatever its kind; of a whole country or world
 * those that can have owners do: no people, no states and their organs.
 */
#include "base/input.h"
#include "cli/exposure_out.h"
#include "formats/cells.h"
#include "model/ref.h"

#define LIST_MAX ((size_t)64 << 20)

static void
set(uint64_t *wanted, uint32_t party, size_t *n)
{
	*n += !bw_wanted(wanted, party);
	wanted[party / 64] |= UINT64_C(1) << party % 64;
}

static int
add_line(struct bw_cli *cli, const struct bw_view *v, struct bw_str line,
    uint64_t number, uint64_t *wanted, size_t *n, struct bw_err *err)
{
	struct bw_str text = bw_arena_dup(&cli->arena, line);
	uint32_t party;
	int rc;

	if (text.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a list");
	rc = bw_cli_party(cli, v, text.p, &party, err);
	if (rc == 0)
		set(wanted, party, n);
	return rc == 0 ? 0 : bw_fail_at(err, number, UINT64_MAX);
}

static int
read_list(struct bw_cli *cli, const struct bw_view *v, const char *path,
    uint64_t *wanted, size_t *n, struct bw_err *err)
{
	struct bw_input *in = NULL;
	struct bw_str rest, line;
	uint64_t number = 0;
	char *text = NULL;
	size_t bytes = 0;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = bw_input_all(in, LIST_MAX, 0, &text, &bytes, err);
	bw_input_free(in);
	rest = (struct bw_str){ text, bytes };
	while (rc == 0 && rest.n > 0 && bw_str_cut(&rest, '\n', &line)) {
		line = bw_str_trim(line);
		number++;
		if (line.n > 0)
			rc = add_line(cli, v, line, number, wanted, n, err);
	}
	bw_free(text);
	return rc == 0 ? 0 : bw_fail_in(err, path);
}

/* Two letters, high byte first, as the view has them. */
static int
country_of(const char *text, uint16_t *code, struct bw_err *err)
{
	struct bw_str two;
	int rc = bw_ref_load(err);

	if (rc != 0)
		return rc;
	if (!bw_cell_country(bw_str_of(text), &two) || two.n < 2)
		return bw_fail(err, BW_EUSAGE,
		    "--country %s: no country we know; write NL or Netherlands",
		    text);
	*code =
	    (uint16_t)((unsigned char)two.p[0] << 8 | (unsigned char)two.p[1]);
	return 0;
}

static bool
owned(const struct bw_view *v, uint32_t p)
{
	return v->kind[p] != BW_PARTY_PERSON && v->kind[p] != BW_PARTY_STATE &&
	    v->kind[p] != BW_PARTY_STATE_BODY && v->kind[p] != BW_PARTY_UNKNOWN;
}

static int
in_sector(struct bw_cli *cli, const struct bw_view *v, uint16_t country,
    uint64_t *wanted, size_t *n, struct bw_err *err)
{
	const char *text = cli->value[BW_OPT_SECTOR];
	struct bw_nace nace;
	uint32_t *party;
	size_t n_party;
	int rc;

	if (!bw_cell_nace(bw_str_of(text), &nace))
		return bw_fail(err, BW_EUSAGE,
		    "--sector %s: write a NACE code as 26 or 26.11", text);
	rc = bw_view_class(v, BW_STR("nace"), bw_str_of(nace.code), &cli->arena,
	    &party, &n_party, err);
	for (size_t i = 0; rc == 0 && i < n_party; i++)
		if (country == 0 || v->country[party[i]] == country)
			set(wanted, party[i], n);
	return rc;
}

int
bw_exposure_which(struct bw_cli *cli, const struct bw_view *v,
    uint64_t **wanted, size_t *n, struct bw_err *err)
{
	uint16_t country = 0;
	int rc = 0;

	*n = 0;
	*wanted = BW_ARENA_ARRAY(&cli->arena, uint64_t, v->n_party / 64 + 1);
	if (*wanted == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a list");
	for (size_t i = 0; rc == 0 && i < cli->n_each; i++)
		if (cli->each[i].option == BW_OPT_LIST)
			rc = read_list(
			    cli, v, cli->each[i].text, *wanted, n, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_COUNTRY))
		rc = country_of(cli->value[BW_OPT_COUNTRY], &country, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_SECTOR))
		return in_sector(cli, v, country, *wanted, n, err);
	if (rc != 0 || bw_cli_has(cli, BW_OPT_LIST))
		return rc;
	for (uint32_t p = 0; p < v->n_party; p++)
		if (owned(v, p) && (country == 0 || v->country[p] == country))
			set(*wanted, p, n);
	return 0;
}
