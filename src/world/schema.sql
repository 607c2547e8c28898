-- SPDX-License-Identifier: EUPL-1.2
--
-- The world file, version 1; schema-2.sql and schema-3.sql go on. Explained row by row in
-- doc/world.md.
--
-- Rows are added and never changed or deleted, but for two marks: a load that
-- a later delivery replaces (load.superseded_by) and a stake that its source
-- takes back (stake.until_load); and record, which finds the latter. So what
-- was known after any load can be found again. Dates are days since 1970-01-01, NULL where there is none; shares
-- are parts per billion. There is no index on stake: questions are answered
-- from world.bwk.snap, and an index would double the time of a load.
-- References are declared everywhere; the loader makes its ids itself and
-- leaves their checking per row out (PRAGMA foreign_key_check proves them).

CREATE TABLE load ( -- one file that was taken in
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	dataset TEXT NOT NULL,
	format TEXT NOT NULL,
	reader INTEGER NOT NULL,
	sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
	bytes INTEGER NOT NULL,
	loaded_at TEXT NOT NULL,
	whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
	licence TEXT,
	publisher TEXT,
	published INTEGER,
	version TEXT,
	parties INTEGER NOT NULL,
	stakes INTEGER NOT NULL,
	uses INTEGER NOT NULL,
	figures INTEGER NOT NULL,
	refused INTEGER NOT NULL,
	notes INTEGER NOT NULL,
	skipped INTEGER NOT NULL,
	superseded_by INTEGER REFERENCES load(id)
) STRICT;
CREATE UNIQUE INDEX load_bytes ON load(sha256, dataset) WHERE superseded_by IS NULL;

CREATE TABLE report ( -- what was wrong with single records
	id INTEGER PRIMARY KEY,
	load INTEGER NOT NULL REFERENCES load(id),
	kind INTEGER NOT NULL, -- 0 refused, 1 note, 2 skipped
	rule TEXT NOT NULL,
	line INTEGER,
	number INTEGER,
	ref TEXT,
	what TEXT NOT NULL
) STRICT;
CREATE INDEX report_load ON report(load);

CREATE TABLE audit ( -- the chain of loads; see doc/world.md
	seq INTEGER PRIMARY KEY,
	at TEXT NOT NULL,
	what TEXT NOT NULL,
	load INTEGER REFERENCES load(id),
	sha256 TEXT NOT NULL,
	prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
	hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TABLE party ( -- somebody, by one key, as first met
	id INTEGER PRIMARY KEY,
	kind INTEGER NOT NULL,
	flags INTEGER NOT NULL, -- 1 own files call it `name`, 2 only mentioned
	country TEXT,
	name TEXT,
	reason TEXT, -- why not known who
	ended INTEGER,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER
) STRICT;

CREATE TABLE party_fact ( -- what was said of it afterwards
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party(id),
	kind INTEGER NOT NULL,
	country TEXT,
	name TEXT,
	reason TEXT,
	ended INTEGER,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER
) STRICT;
CREATE INDEX party_fact_party ON party_fact(party);

CREATE TABLE party_name ( -- further names
	id INTEGER PRIMARY KEY,
	party INTEGER NOT NULL REFERENCES party(id),
	text TEXT NOT NULL,
	kind TEXT,
	lang TEXT,
	load INTEGER NOT NULL REFERENCES load(id)
) STRICT;
CREATE INDEX party_name_party ON party_name(party);

CREATE TABLE scheme ( -- kinds of identifiers
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	scope TEXT NOT NULL, -- of "record": the publisher or dataset
	UNIQUE (name, scope)
) STRICT;

CREATE TABLE party_id ( -- the party that has this identifier
	scheme INTEGER NOT NULL REFERENCES scheme(id),
	value TEXT NOT NULL,
	party INTEGER NOT NULL REFERENCES party(id),
	load INTEGER NOT NULL REFERENCES load(id), -- that first used it
	PRIMARY KEY (scheme, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_id_party ON party_id(party);

CREATE TABLE party_same ( -- a source says that these two rows are one
	id INTEGER PRIMARY KEY,
	a INTEGER NOT NULL REFERENCES party(id),
	b INTEGER NOT NULL REFERENCES party(id),
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER
) STRICT;

CREATE TABLE stake ( -- holder has something in company
	id INTEGER PRIMARY KEY,
	holder INTEGER NOT NULL REFERENCES party(id),
	company INTEGER NOT NULL REFERENCES party(id),
	nature INTEGER NOT NULL,
	flags INTEGER NOT NULL,
	lo INTEGER NOT NULL,
	hi INTEGER NOT NULL,
	open INTEGER NOT NULL, -- 1 lo, 2 hi itself is not included
	valid_from INTEGER,
	valid_to INTEGER,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	until_load INTEGER REFERENCES load(id), -- taken back by this one
	ref TEXT, -- the record's own id
	detail TEXT -- the source's word for the nature
) STRICT;

CREATE TABLE record ( -- stakes of records that can be said anew
	scheme INTEGER NOT NULL REFERENCES scheme(id),
	ref TEXT NOT NULL,
	first INTEGER NOT NULL, -- stake.id; none when last < first
	last INTEGER NOT NULL,
	load INTEGER NOT NULL REFERENCES load(id),
	PRIMARY KEY (scheme, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE use_item ( -- what a company uses
	id INTEGER PRIMARY KEY,
	company INTEGER NOT NULL REFERENCES party(id),
	item TEXT NOT NULL,
	supplier INTEGER REFERENCES party(id),
	country TEXT,
	amount REAL,
	unit TEXT,
	critical INTEGER,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	ref TEXT
) STRICT;
CREATE INDEX use_item_company ON use_item(company);

CREATE TABLE production ( -- who mines, refines, makes how much
	id INTEGER PRIMARY KEY,
	material TEXT NOT NULL,
	stage INTEGER NOT NULL,
	measure INTEGER NOT NULL,
	flags INTEGER NOT NULL,
	country TEXT,
	printed TEXT, -- the country as printed
	year INTEGER NOT NULL,
	amount REAL, -- NULL: not published
	unit TEXT,
	detail TEXT,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	ref TEXT
) STRICT;
CREATE INDEX production_material ON production(material, year);

CREATE TABLE governance ( -- how well a country is governed
	id INTEGER PRIMARY KEY,
	country TEXT NOT NULL,
	year INTEGER NOT NULL,
	dimension TEXT NOT NULL,
	estimate REAL NOT NULL,
	stddev REAL,
	load INTEGER NOT NULL REFERENCES load(id),
	line INTEGER,
	number INTEGER,
	ref TEXT
) STRICT;
CREATE INDEX governance_country ON governance(country, year);

CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail cannot be changed'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail cannot be changed'); END;
CREATE TRIGGER load_fixed BEFORE UPDATE OF id, name, dataset, format, reader,
	sha256, bytes, loaded_at, whole, licence, publisher, published, version,
	parties, stakes, uses, figures, refused, notes, skipped ON load
BEGIN SELECT raise(ABORT, 'a load cannot be changed'); END;
CREATE TRIGGER load_once BEFORE UPDATE OF superseded_by ON load
WHEN old.superseded_by IS NOT NULL
BEGIN SELECT raise(ABORT, 'a load is replaced once'); END;
CREATE TRIGGER load_kept BEFORE DELETE ON load
BEGIN SELECT raise(ABORT, 'a load cannot be deleted'); END;

-- For people who open the file with sqlite3; the program reads the tables.
CREATE VIEW v_load AS SELECT id, name, dataset, format, loaded_at, publisher,
	date(published * 86400, 'unixepoch') AS published, licence,
	parties, stakes, uses, figures, refused, notes, skipped, sha256,
	superseded_by
FROM load;
CREATE VIEW v_party AS SELECT p.id,
	CASE p.kind WHEN 0 THEN 'unknown' WHEN 1 THEN 'company'
		WHEN 2 THEN 'person' WHEN 3 THEN 'state'
		WHEN 4 THEN 'state-body' WHEN 5 THEN 'fund'
		WHEN 6 THEN 'trust' WHEN 7 THEN 'arrangement'
		WHEN 8 THEN 'foundation' ELSE p.kind END AS kind,
	p.name, p.country, p.reason,
	date(p.ended * 86400, 'unixepoch') AS ended,
	l.name AS source, p.line, p.number
FROM party p JOIN load l ON l.id = p.load;
CREATE VIEW v_party_id AS SELECT i.party, s.name AS scheme, i.value, s.scope,
	l.name AS source
FROM party_id i JOIN scheme s ON s.id = i.scheme JOIN load l ON l.id = i.load;
CREATE VIEW v_party_same AS SELECT e.a, p.name AS a_name, e.b,
	s.name AS scheme, i.value, l.name AS source, e.line, e.number,
	l.superseded_by IS NULL AS current
FROM party_same e JOIN load l ON l.id = e.load JOIN party p ON p.id = e.a
	LEFT JOIN party_id i ON i.party = e.b
	LEFT JOIN scheme s ON s.id = i.scheme;
CREATE VIEW v_stake AS SELECT s.id,
	s.holder, h.name AS holder_name, s.company, c.name AS company_name,
	CASE s.nature WHEN 0 THEN 'shares' WHEN 1 THEN 'capital'
		WHEN 2 THEN 'votes' WHEN 3 THEN 'board' WHEN 4 THEN 'veto'
		WHEN 5 THEN 'contract' WHEN 6 THEN 'nominee'
		WHEN 7 THEN 'general-partner' WHEN 8 THEN 'other'
		WHEN 9 THEN 'consolidation' WHEN 10 THEN 'trust-role'
		WHEN 11 THEN 'economic' WHEN 12 THEN 'manages'
		ELSE s.nature END AS nature,
	CASE s.open & 1 WHEN 1 THEN 'above' ELSE 'from' END AS lo_is,
	s.lo / 1e7 AS lo_percent,
	CASE s.open & 2 WHEN 2 THEN 'below' ELSE 'up to' END AS hi_is,
	s.hi / 1e7 AS hi_percent, s.flags,
	date(s.valid_from * 86400, 'unixepoch') AS valid_from,
	date(s.valid_to * 86400, 'unixepoch') AS valid_to,
	s.detail, l.name AS source, s.line, s.number, s.ref,
	s.until_load IS NULL AND l.superseded_by IS NULL AS current
FROM stake s JOIN load l ON l.id = s.load
	LEFT JOIN party h ON h.id = s.holder
	LEFT JOIN party c ON c.id = s.company;
