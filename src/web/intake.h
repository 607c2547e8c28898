/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * intake.h - a file of a stranger into a private world, in the box.
 *
 * The job gets two descriptors: the bytes of the file, and the copy of the
 * world that it writes to (world/alone.h). What it says is bytes of a process
 * that may have been taken over, so it is held to its form and nothing else is
 * believed: intake_read makes it a value in which every number and text is as
 * it should be. What was refused or noted stands in the world itself.
 */
#ifndef BW_INTAKE_H
#define BW_INTAKE_H
#include "web/box.h"
#include "world/load.h"

#define INTAKE_NAME 256u
struct intake_order {
	char name[INTAKE_NAME]; /* of the file, as shown and kept */
	char format[32];        /* of bw_formats; "": recognise it */
	char loaded_at[32];
	bool own;           /* the tables of the program first */
	bool only_own;      /* and no file: a new, empty world */
	uint64_t max_bytes; /* unpacked */
};
struct intake_result {
	int32_t code; /* 0, or enum bw_code and why: */
	uint64_t line, byte;
	char why[320];
	char format[32];
	struct bw_load_result load;
};

bw_box_job intake_job; /* told: struct intake_order; answers intake_result */
/* False when it is no answer of a job that went well. */
bool intake_read(struct bw_str answer, struct intake_result *out);

#endif
