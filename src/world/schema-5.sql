-- SPDX-License-Identifier: EUPL-1.2
--
-- Version 5: what is said about vulnerabilities, and what runs where. Moments
-- are seconds since 1970-01-01 UTC. A body is a record as one line of JSON
-- (doc/world.md). As for stakes, until_load is the only mark that is set
-- afterwards: by the load that brought a newer revision.

ALTER TABLE load ADD COLUMN advisories INTEGER NOT NULL DEFAULT 0;
ALTER TABLE load ADD COLUMN signals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE load ADD COLUMN inventories INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER load_fixed_5 BEFORE UPDATE OF advisories, signals, inventories
	ON load
BEGIN SELECT raise(ABORT, 'a load cannot be changed'); END;

CREATE TABLE advisory ( -- one revision of one document
	id INTEGER PRIMARY KEY,
	scheme TEXT NOT NULL,
	ref TEXT NOT NULL, -- with scheme and publisher: which document
	publisher TEXT NOT NULL, -- '' when not told
	version TEXT,
	state INTEGER NOT NULL,
	title TEXT, -- at most 4096 bytes of it; the body has all
	published INTEGER,
	modified INTEGER,
	tlp TEXT,
	digest INTEGER NOT NULL, -- of what can change an answer
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	until_load INTEGER REFERENCES load(id), -- a newer one came
	body TEXT NOT NULL
) STRICT;
CREATE INDEX advisory_ref ON advisory(ref);

CREATE TABLE advisory_vuln ( -- every name of every vulnerability in it
	name TEXT NOT NULL COLLATE NOCASE,
	advisory INTEGER NOT NULL REFERENCES advisory(id),
	PRIMARY KEY (name, advisory)
) STRICT, WITHOUT ROWID;

CREATE TABLE signal ( -- a rating out of a list (KEV, EPSS)
	id INTEGER PRIMARY KEY,
	vuln TEXT NOT NULL,
	kind INTEGER NOT NULL,
	value TEXT,
	extra TEXT,
	rater TEXT,
	at INTEGER, -- a day
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER
) STRICT;

CREATE TABLE package ( -- a component, whatever host it is on
	id INTEGER PRIMARY KEY,
	digest INTEGER NOT NULL, -- of the body
	body TEXT NOT NULL,
	load INTEGER NOT NULL REFERENCES load(id), -- that first had it
	line INTEGER,
	number INTEGER
) STRICT;
CREATE INDEX package_digest ON package(digest);

CREATE TABLE inventory ( -- one delivery of what runs on one host
	id INTEGER PRIMARY KEY,
	scheme TEXT NOT NULL,
	ref TEXT NOT NULL, -- with scheme and owner: which host
	name TEXT,
	owner INTEGER REFERENCES party(id),
	exposure TEXT,
	importance TEXT,
	distro TEXT,
	version TEXT,
	made INTEGER,
	digest INTEGER NOT NULL, -- of what can change an answer
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	until_load INTEGER REFERENCES load(id),
	packages TEXT NOT NULL -- JSON: ascending package.id
) STRICT;
CREATE INDEX inventory_ref ON inventory(ref);

DROP VIEW v_load;
CREATE VIEW v_load AS SELECT id, name, dataset, format, loaded_at, publisher,
	date(published * 86400, 'unixepoch') AS published, licence,
	parties, stakes, uses, figures, advisories, signals, inventories,
	refused, notes, skipped, sha256, superseded_by
FROM load;
CREATE VIEW v_advisory AS SELECT a.id, a.scheme, a.ref, a.publisher, a.version,
	CASE a.state WHEN 0 THEN 'current' WHEN 1 THEN 'draft'
		WHEN 2 THEN 'withdrawn' ELSE a.state END AS state,
	a.title, datetime(a.published, 'unixepoch') AS published,
	datetime(a.modified, 'unixepoch') AS modified, a.tlp,
	json_array_length(a.body, '$.vulns') AS vulns,
	json_array_length(a.body, '$.products') AS products,
	json_array_length(a.body, '$.claims') AS claims,
	l.name AS source, a.line, a.number,
	a.until_load IS NULL AND l.superseded_by IS NULL AS current
FROM advisory a JOIN load l ON l.id = a.load;
CREATE VIEW v_claim AS SELECT a.id AS advisory, a.ref, a.publisher,
	json_extract(v.value, '$.n') AS vuln,
	CASE json_extract(c.value, '$[2]') WHEN 0 THEN 'affected'
		WHEN 1 THEN 'not-affected' WHEN 2 THEN 'fixed'
		WHEN 3 THEN 'investigating' ELSE 'unknown' END AS status,
	json_extract(p.value, '$.v') AS vendor,
	json_extract(p.value, '$.n') AS product,
	json_extract(p.value, '$.e') AS ecosystem,
	json_extract(p.value, '$.s') AS version_scheme,
	json_extract(p.value, '$.x') AS versions,
	json_extract(p.value, '$.k') AS keys,
	a.until_load IS NULL AND l.superseded_by IS NULL AS current
FROM advisory a JOIN load l ON l.id = a.load
	JOIN json_each(a.body, '$.claims') c
	JOIN json_each(a.body, '$.vulns') v
		ON v.key = json_extract(c.value, '$[0]')
	JOIN json_each(a.body, '$.products') p
		ON p.key = json_extract(c.value, '$[1]');
CREATE VIEW v_component AS SELECT i.id AS inventory, i.name AS host, i.owner,
	o.name AS owner_name, k.id AS package,
	json_extract(k.body, '$.by') AS vendor,
	json_extract(k.body, '$.n') AS name,
	json_extract(k.body, '$.v') AS version,
	json_extract(k.body, '$.e') AS ecosystem,
	json_extract(k.body, '$.k') AS keys,
	l.name AS source,
	i.until_load IS NULL AND l.superseded_by IS NULL AS current
FROM inventory i JOIN load l ON l.id = i.load
	JOIN json_each(i.packages) j JOIN package k ON k.id = j.value
	LEFT JOIN party o ON o.id = i.owner;
