/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lines_cyber.h - inventories and advisories as lines that a person can read.
 *
 *	inventory cyclonedx:urn:uuid:... = web-1 v2 of kvk:00000001 on debian:12
 *	  exposure internet importance high made 2024-01-02T00:00:00Z
 *	+ Acme / libssl3 3.0.11 deb from openssl 3.0.11 {purl:pkg:...} system
 *
 *	advisory openvex:https://... v1 by Acme (vendor) modified 2024-...
 *	vuln CVE-2024-3094 = title [alias] <cvss CVSS:3.1/... by NVD>
 *	affected CVE-2024-3094: Acme / app 1.0 deb {purl:...} on 0 because r do
 *m
 *	signal CVE-2024-3094 exploited kev extra 2024-04-20 at 2024-03-30
 *
 * A vulnerability with a tree shows it in prefix order, (and +PRODUCT
 * -PRODUCT): + is vulnerable, - must only be there.
 */
#ifndef BW_TEST_LINES_CYBER_H
#define BW_TEST_LINES_CYBER_H
#include "model/advisory.h"
#include "model/inventory.h"

int lines_inventory(
    void *ctx, const struct bw_inventory_rec *r, struct bw_err *err);
int lines_advisory(
    void *ctx, const struct bw_advisory_rec *r, struct bw_err *err);
int lines_signal(void *ctx, const struct bw_signal_rec *r, struct bw_err *err);

#endif
