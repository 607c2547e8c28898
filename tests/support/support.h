/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * support.h - what tests share: cmocka, folders, files.
 */
#ifndef BW_SUPPORT_H
#define BW_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/str.h"

/* Path of test data of others, $BOLWERK_TEST_DATA or ../shared/data beside
 * the source tree; NULL when absent (the test then calls skip()). The result
 * is static until the next call. */
const char *test_data(const char *relative);
/* Path of a file of this source tree. */
const char *test_source(const char *relative);
/* A fresh folder, removed when the program ends. */
const char *test_tmp(void);
/* Write bytes to a file in test_tmp(); returns its path (malloc, leaked). */
const char *test_file(const char *name, struct bw_str bytes);
/* Whole file; fails the test when unreadable. free() the result's p. */
struct bw_str test_read(const char *path);
/* Fails with the text of the error unless rc is 0. */
#define assert_ok(rc, err) test_ok_((rc), (err), __FILE__, __LINE__)
void test_ok_(int rc, const struct bw_err *err, const char *file, int line);
#define assert_str(s, z) test_str_((s), (z), __FILE__, __LINE__)
void test_str_(struct bw_str s, const char *z, const char *file, int line);
/* Run `body` with the 1st, 2nd ... allocation failing until it succeeds.
 * body returns the code; every failure must be BW_ENOMEM and leak nothing
 * (ASan looks). At most `max` rounds. */
void test_brutal(
    int (*body)(void *ctx, struct bw_err *err), void *ctx, unsigned max);

#endif
