/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export.h - the stakes of a company's surroundings, or of the whole world,
 * for other programs.
 *
 * What is written is what is counted on the day: one stake per holder,
 * company and right, after ownership_load.h has joined what sources say, with
 * the sources it rests on. So a reader of the file gets the answers we give:
 * loading a BODS file of a world gives the same owners and controllers as the
 * world itself. Left out is what is not counted: what does not hold on the
 * day, summaries of chains that are there, and who manages without a stake.
 *
 *   BODS     Beneficial Ownership Data Standard 0.4, one JSON array, or one
 *            statement a line; https://standard.openownership.org
 *   GraphML  Brandes, Eiglsperger, Lerner: GraphML Primer; typed attributes
 *   DOT      the language of Graphviz
 *   CSV      our own stakes.csv, see doc/formats/stakes.md
 */
#ifndef BW_EXPORT_H
#define BW_EXPORT_H
#include "base/out.h"
#include "ownership/ownership_findings.h"

enum bw_export_form {
	BW_EXPORT_BODS,
	BW_EXPORT_BODS_LINES,
	BW_EXPORT_GRAPHML,
	BW_EXPORT_DOT,
	BW_EXPORT_CSV
};
struct bw_export_opt {
	enum bw_export_form form;
	enum bw_lang lang; /* of words for people (DOT) */
	bw_date day;
	/* Of a cone: who controls its centre, and the links of a proof. */
	const struct bw_owner_row *row;
	size_t n_row;
	const uint32_t *proof;
	size_t n_proof;
};
/* The parties and stakes of a cone. */
int bw_export_cone(const struct bw_view *v, const struct bw_cone *cone,
    const struct bw_export_opt *opt, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;
/* All of the world, company by company: memory does not grow with it but for
 * 16 bytes a party. */
int bw_export_world(const struct bw_view *v, const struct bw_export_opt *opt,
    struct bw_out *o, struct bw_err *err) BW_MUST_USE;

#endif
