/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_keys.h - the names of members that tests ask for, as K_name.
 *
 * Their order gives their numbers in struct bw_keys (tree.h); the schemas add
 * the names nobody asks for behind them.
 */
#ifndef BW_CSAF_KEYS_H
#define BW_CSAF_KEYS_H

/* clang-format off */
#define CSAF_KEYS(X) \
	X(document) X(product_tree) X(vulnerabilities) X(x_extensions) \
	X(acknowledgments) X(aggregate_severity) X(category) X(csaf_version) \
	X(distribution) X(lang) X(license_expression) X(notes) X(publisher) \
	X(references) X(source_lang) X(title) X(tracking) X(sharing_group) \
	X(tlp) X(label) X(id) X(name) X(text) X(url) X(urls) X(namespace) \
	X(names) X(organization) X(summary) X(audience) X(generator) X(date) \
	X(engine) X(version) X(current_release_date) X(initial_release_date) \
	X(revision_history) X(number) X(status) X(aliases) \
	X(branches) X(full_product_names) X(product_groups) X(relationships) \
	X(product_paths) X(product) X(product_id) \
	X(product_identification_helper) X(cpe) X(hashes) X(model_numbers) \
	X(purl) X(purls) X(sbom_urls) X(serial_numbers) X(skus) \
	X(x_generic_uris) X(file_hashes) X(filename) X(algorithm) X(value) \
	X(uri) X(group_id) X(product_ids) X(group_ids) X(full_product_name) \
	X(product_reference) X(relates_to_product_reference) \
	X(beginning_product_reference) X(subpaths) X(next_product_reference) \
	X(cve) X(cwe) X(cwes) X(disclosure_date) X(discovery_date) \
	X(release_date) X(first_known_exploitation_dates) \
	X(exploitation_date) X(flags) X(ids) X(system_name) X(involvements) \
	X(party) X(metrics) X(scores) X(products) X(content) X(source) \
	X(cvss_v2) X(cvss_v3) X(cvss_v4) X(epss) X(timestamp) \
	X(qualitative_severity_rating) X(ssvc_v2) X(product_status) \
	X(first_affected) X(first_fixed) X(fixed) X(known_affected) \
	X(known_not_affected) X(last_affected) X(recommended) \
	X(under_investigation) X(unknown) X(remediations) X(details) \
	X(threats) X(critical) X(vectorString) X(baseScore) X(baseSeverity) \
	X(temporalScore) X(temporalSeverity) X(environmentalScore) \
	X(environmentalSeverity) X(targetDistribution) \
	X(modifiedAvailabilityImpact) X(modifiedConfidentialityImpact) \
	X(modifiedIntegrityImpact) X(modifiedVulnAvailabilityImpact) \
	X(modifiedVulnConfidentialityImpact) X(modifiedVulnIntegrityImpact) \
	X(modifiedSubAvailabilityImpact) X(modifiedSubConfidentialityImpact) \
	X(modifiedSubIntegrityImpact) X(selections) X(target_ids) X(key) \
	X(values) X(decision_point_resources) X(percentile) X(probability)
/* clang-format on */

enum csaf_key {
	K_none,
#define X(k) K_##k,
	CSAF_KEYS(X)
#undef X
	K_schema, /* "$schema" */
	K_known
};

#endif
