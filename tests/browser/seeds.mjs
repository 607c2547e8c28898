// SPDX-License-Identifier: EUPL-1.2
// Where a walk begins: pages that a visitor reaches by filling in a form, and
// so by no link, and pages that say that something is not there.
const KOPER = { buyer: 'Nieuwe Koper (fictief)', kind: 'company', country: 'CN', percent: '60' };
// A case that has to be notified.
const CASE = { ...KOPER, percent: '12', 'f.target.classes': 'tech' };

function asked(path, fields) {
	return `${path}?${new URLSearchParams(fields)}`;
}

// Kinds of pages that the example world has none of: they need trade figures,
// and tests/cli/pages_supply.py brings them.
export const beyond = ['/supply/country/{}/product/{}'];

export function seeds(site, lang) {
	const company = `/company/${site.ask('find', 'Voorbeeld Fotonica B.V. (fictief)').parties[0].id}`;
	return ['/', '/search?q=fotonica', '/search?q=zzzzz', company, '/vulnerabilities?q=nginx',
		asked(`${company}/deal`, KOPER), asked(`${company}/deal`, { buyer: '', percent: '200' }),
		asked(`${company}/deal/law`, KOPER), asked(`${company}/deal/draft`, CASE),
		'/supply/compare?material=indium&material=gallium', '/supply/material/indium/whatif?embargo=CN',
		'/law/codes?q=laser', '/law/clock?received=2026-11-09',
	].map((p) => `/${lang}${p}`);
}
