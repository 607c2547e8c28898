/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal.h - the purchase and the case that the address of a page describes.
 *
 *	?buyer=Zuidster&percent=12,5&from=#6&f.target.listed=false
 *
 * All that a visitor said stands in the address, so that it lasts, can be sent
 * and printed, and nothing of it is kept here. The parameters:
 *
 *	buyer, kind, country   who buys; with a kind: a party that is new
 *	name                   the same, where buyer is a choice of namesakes
 *	percent, votes         what is bought; votes only when they differ
 *	from                   "#ID", "new-shares", or nothing: nobody knows who
 *	via, with              vehicles, and who acts with the buyer; more as
 *	                       via2, via3, via4, or again
 *	board                  "yes": the right to appoint the board
 *	as-of                  the day of closing
 *	f.FACT                 an answer (law facts), again for each of several;
 *	                       "-": none of them; "unknown": I do not know
 *	g.FACT                 more of it, from other controls of the same form
 *	why.FACT               why that is told otherwise than the world has it
 *
 * A party may be told as "#12" or with that behind its name, as the choice
 * between namesakes writes it.
 */
#ifndef BW_WEB_DEAL_H
#define BW_WEB_DEAL_H
#include "web/page.h"

#define DEAL_MORE 4u /* vehicles; and who act together */

enum deal_found {
	DEAL_EMPTY,
	DEAL_FOUND,
	DEAL_NEW,    /* told to be in no world yet */
	DEAL_MANY,   /* several are called so */
	DEAL_MISSING /* nobody is */
};
struct deal_party {
	enum deal_found found;
	struct bw_str typed;
	struct bw_str who;     /* for the question: "#12", or the new name */
	struct bw_json choice; /* parties, when there are many */
};
struct deal_asked {
	struct deal_party buyer, via[DEAL_MORE], with[DEAL_MORE];
	size_t n_via, n_with;
	struct bw_str percent, votes; /* with a point, or empty */
	struct bw_str country;        /* of a new buyer: its code */
	bool wrong_percent, wrong_votes, wrong_country;
	struct bw_str at_most; /* "30 %": what there is to buy is less */
	bool sent;             /* the visitor asked something */
	bool ready;            /* and it can be worked out */
};

/* Asks the program who is called so: at most one question a party. */
void deal_read(struct page *p, struct deal_asked *d);
/* Is there so much to buy, by an answer of owners about the company? When not
 * it is no longer ready. */
void deal_check_seller(
    struct page *p, struct deal_asked *d, struct bw_json owners);
/* "deal", with the answers to the questions of the law when law. */
void deal_question(struct page *p, const struct deal_asked *d, bool law,
    struct page_question *a);
/* The form; owners: the answer of that verb about the company. */
void deal_form(
    struct page *p, const struct deal_asked *d, struct bw_json owners);
/* Links to the same question, asked of the API as JSON and CSV. */
void deal_data(struct page *p, const struct page_question *a);
/* /LANG/company/ID/STEP.. with all that was told; step ends with NULL. */
void deal_to(struct page *p, struct bw_url *u, const char *a, const char *b);
/* The purchase in one sentence. */
void deal_sentence(struct page *p, struct bw_json deal);
/* In a box: a word, and the line with which the program refused (page_why_not
 * as it was then). */
void deal_refused(struct page *p, const char *says, struct bw_str why);
/* Name of an owner of an answer of deal: a party, a state, a group. */
struct bw_str deal_owner(struct page *p, struct bw_json owner);

/* A parameter "f.FACT": its fact, or false. */
bool deal_is_fact(struct bw_str name, struct bw_str *fact);
/* Parameter i of the address is the first about its fact, and has a value. */
bool deal_fact_at(struct page *p, size_t i, struct bw_str *fact);
/* All answers but that about `but`, as hidden fields of a form. */
void deal_carry_facts(struct page *p, struct bw_str but);
/* What was answered: "a;b" when several; false: it was not asked. */
bool deal_answer(struct page *p, struct bw_str fact, struct bw_str *value);
/* The answers as options of a question; where a reason is told, and overrule,
 * against the world. */
void deal_facts(struct page *p, struct page_question *a, bool overrule);

#endif
