// SPDX-License-Identifier: EUPL-1.2
// Every page of a site, found as a visitor finds them: by its links. The table
// of addresses in src/web/pages.c says which kinds there are; of each kind a
// few are asked and one or two looked at closely, so that the work does not
// grow with the world.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './site.mjs';

const ALIKE_MOST = 12; // addresses asked of one kind, with and without a question

// "/company/{}/owners" and the like, as they stand in the table.
export function kinds() {
	const table = readFileSync(join(root, 'src/web/pages.c'), 'utf8');
	return [...table.matchAll(/^\t\{ "(\/[^"]*)"/gm)].map((m) => m[1]);
}

// The most particular kind that an address is of.
function kindOf(path, all) {
	const plain = path.replace(/^\/(nl|en)/, '').replace(/\?.*/, '');
	return all.filter((k) => new RegExp(`^${k.replaceAll('{}', '[^/]+')}$`).test(plain))
		.sort((a, b) => a.split('{}').length - b.split('{}').length)[0];
}

function unescape(s) {
	return s.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function links(html) {
	return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map((m) => unescape(m[1]).replace(/#.*/, ''));
}

// What can be looked at: not a file to keep.
function isPage(r) {
	return r.status === 200 && /^text\/html/.test(r.headers['content-type']) && !/^attachment/.test(r.headers['content-disposition']);
}

// Of each kind a bare address and one with a question; seeds are always looked at.
function choose(seen, seeds, lang, all) {
	const taken = new Set(seeds.map((p) => `${kindOf(p, all)} ${p.includes('?')}`));
	const more = [...seen.keys()].filter((path) => {
		const mark = `${kindOf(path, all)} ${path.includes('?')}`;
		if (!path.startsWith(`/${lang}/`) || !isPage(seen.get(path)) || taken.has(mark)) return false;
		taken.add(mark);
		return true;
	});
	return [...seeds.filter((p) => seen.has(p) && isPage(seen.get(p))), ...more];
}

// Walk from `seeds`: { seen: path -> answer, chosen: [path], wrong: [text], unmet: [kind] }.
export async function walk(site, lang, seeds) {
	const all = kinds(), seen = new Map(), wrong = [], alike = new Map();
	const todo = seeds.map((p) => [p, 'the list']), known = new Set(seeds);
	const other = lang === 'nl' ? '/en/' : '/nl/';
	while (todo.length) {
		const [path, from] = todo.shift();
		const like = `${path.startsWith(`/${lang}/`) ? kindOf(path, all) : path.split('/').slice(0, 3)} ${path.includes('?')}`;
		alike.set(like, (alike.get(like) ?? 0) + 1);
		if (alike.get(like) > ALIKE_MOST) continue;
		const r = await site.get(path), away = [302, 303].includes(r.status);
		seen.set(path, r);
		if (r.status !== 200 && !away) wrong.push(`${path}: ${r.status}, linked from ${from}`);
		for (const h of away ? [r.headers.location] : isPage(r) ? links(r.text) : [])
			if (/^\/(nl|en|v1|assets)\/|^\/openapi/.test(h) && !known.has(h) && !h.startsWith(other)) {
				known.add(h);
				todo.push([h, path]);
			}
	}
	const met = new Set([...seen.keys()].map((p) => kindOf(p, all)));
	return { seen, chosen: choose(seen, seeds, lang, all), wrong, unmet: all.filter((k) => !met.has(k)) };
}
