// SPDX-License-Identifier: EUPL-1.2
// The read API as its users meet it: its description passes our rules
// (spectral.yml), every path of it is asked of a running server, and what comes
// back is as the description says, headers too. Prints TAP.
//
// usage: BOLWERK=build/bolwerk node tests/browser/api.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import { Site, root } from './site.mjs';
import { end, tell } from './tap.mjs';

// What stands at each {} and in each parameter that has to be there.
const VALUES = { companyId: 'example:voorbeeld-fotonica', material: 'indium', country: 'NL', q: 'fotonica',
	target: 'example:voorbeeld-fotonica', buyer: 'Nieuwe Koper (fictief)', percent: '12', cveId: 'CVE-2026-99999',
	advisoryId: 'MADE-UP-1', machineId: 'website (fictief)' };
const HEADERS = { 'api-version': /^\d+\.\d+\.\d+$/, 'cache-control': /no-store/, 'x-content-type-options': /^nosniff$/,
	'content-security-policy': /frame-ancestors 'none'/ };

function spectral(site, text) {
	const file = join(site.folder, 'openapi.json');
	writeFileSync(file, text);
	try {
		execFileSync(join(root, 'node_modules/.bin/spectral'), ['lint', '--ruleset', join(root, 'tests/browser/spectral.yml'),
			'--fail-severity', 'hint', '--format', 'json', '--quiet', file], { encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
		return [];
	} catch (e) {
		const at = e.stdout.indexOf('[');
		return at < 0 ? [e.stdout + e.stderr]
			: JSON.parse(e.stdout.slice(at, e.stdout.lastIndexOf(']') + 1)).map((f) => `${f.code}: ${f.path.join('.')}: ${f.message}`);
	}
}

// A description in which every rule is broken: what keeps silent checks nothing.
function broken(api) {
	const bad = structuredClone(api), one = structuredClone(api.paths['/companies'].get);
	delete one.responses['404'];
	delete one.responses['200'].headers;
	delete one.summary;
	one.operationId = 'broken';
	one.parameters = ['Bad_name', 'apiKey'].map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
	bad.paths['/Bad_Path/'] = { get: one };
	bad.paths['/company/{companyId}'] = { post: one };
	bad.info.version = '1';
	bad.servers[0].url = '/api';
	bad.components.responses.NotFound.content = { 'application/json': {} };
	return JSON.stringify(bad);
}

const RULES = ['paths-kebab-case', 'paths-no-trailing-slash', 'query-camel-case', 'collections-plural', 'version-in-server', 'semver',
	'version-header', 'problem-json', 'errors-documented', 'methods-standard', 'described', 'no-secrets-in-uri'];

// A $ref of the document, followed.
function followed(api, x) {
	return x?.$ref ? x.$ref.slice(2).split('/').reduce((at, step) => at[step], api) : x;
}

function address(path, operation) {
	const query = operation.parameters.filter((p) => p.in === 'query' && p.required && VALUES[p.name])
		.map((p) => `${p.name}=${encodeURIComponent(VALUES[p.name])}`).join('&');
	const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(VALUES[name] ?? name));
	return `/v1${filled}${query && `?${query}`}`;
}

// The answer against what the description promises for its status.
function held(api, ajv, operation, r) {
	const promised = followed(api, operation.responses[r.status]), wrong = [];
	if (!promised) return [`status ${r.status} is not described: ${r.text.slice(0, 200)}`];
	const type = r.headers['content-type'].split(';')[0], content = promised.content?.[type];
	if (!content) return [`${type} is not described for ${r.status}`];
	for (const [name, value] of Object.entries(HEADERS))
		if (!value.test(r.headers[name] ?? '')) wrong.push(`header ${name}: ${r.headers[name]}`);
	if (type.endsWith('json')) {
		const schema = followed(api, content.schema);
		const check = ajv.compile({ ...schema, components: api.components });
		if (!check(JSON.parse(r.text))) wrong.push(...check.errors.map((e) => `${e.instancePath} ${e.message}`));
	}
	return wrong;
}

async function everyPath(site, api, ajv) {
	let answered = 0;
	for (const [path, { get: operation }] of Object.entries(api.paths)) {
		const at = address(path, operation);
		const r = await site.get(at, { Accept: 'application/json' });
		if (r.status === 200) answered++;
		tell(`${path}: as described`, held(api, ajv, operation, r));
		const odd = await site.get(`${at}${at.includes('?') ? '&' : '?'}nonsense=1`);
		tell(`${path}: refuses what it does not know`, [...(odd.status === 400 ? [] : [`status ${odd.status}`]), ...held(api, ajv, operation, odd)]);
		if (r.status === 200 && operation.responses['200'].content['text/csv']) {
			const csv = await site.get(`${at}${at.includes('?') ? '&' : '?'}format=csv`);
			tell(`${path}: as CSV`, held(api, ajv, operation, csv));
		}
	}
	return answered;
}

async function main(site) {
	const said = await site.get('/openapi.json');
	tell('the description may be read by anybody', said.status === 200 && said.headers['access-control-allow-origin'] === '*'
		? [] : [`${said.status} ${said.headers['access-control-allow-origin']}`]);
	tell('the description passes our rules', spectral(site, said.text));
	const found = spectral(site, broken(JSON.parse(said.text)));
	tell('each of our rules notices what breaks it', RULES.filter((rule) => !found.some((f) => f.startsWith(`${rule}:`))));
	const api = JSON.parse(said.text), ajv = new Ajv({ strict: false, allErrors: true });
	formats(ajv);
	const paths = Object.keys(api.paths).length, answered = await everyPath(site, api, ajv);
	tell(`most questions have an answer: ${answered} of ${paths}`, answered * 4 > paths * 3 ? [] : [`${answered} of ${paths}`]);
	const slash = await site.get('/v1/companies/?q=x');
	tell('a slash at the end is another address', slash.status === 404 ? [] : [`status ${slash.status}`]);
}

const site = await Site.start();
try {
	await main(site);
} finally {
	await site.stop();
}
end();
