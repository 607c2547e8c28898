// SPDX-License-Identifier: EUPL-1.2
// Every page of the example world, as its readers meet it: Dutch and English,
// light and dark, 320 and 1280 pixels, with and without JavaScript, by mouse
// and by keyboard. Prints TAP.
//
// usage: BOLWERK=build/bolwerk node tests/browser/pages.mjs [PATTERN]
//   PATTERN, a regular expression: only addresses that match.
import { existsSync } from 'node:fs';
import { invalid } from './html.mjs';
import * as look from './look.mjs';
import { beyond, seeds } from './seeds.mjs';
import { Site, bolwerk } from './site.mjs';
import { end, skip, tell } from './tap.mjs';
import { walk } from './walk.mjs';

const only = new RegExp(process.argv[2] ?? '');
const WEIGHT_MOST = 100e3; // bytes of a page with its styles and modules, as sent

// What the address gives, without looking at it.
async function plain(site, path, lang, r) {
	const wrong = await invalid(r.text);
	if (!r.text.includes(`<html lang="${lang}"`)) wrong.push('the language of the page is not said');
	const others = [...r.text.matchAll(/hreflang="(..)"/g)].map((m) => m[1]);
	if (!others.includes(lang === 'nl' ? 'en' : 'nl')) wrong.push('no way to the other language');
	const parts = [...r.text.matchAll(/(?:<link[^>]* href|<script[^>]* src)="([^"]*)"/g)].map((m) => m[1]);
	const asked = [site.get(path, { 'Accept-Encoding': 'gzip' }), ...parts.map((p) => site.get(p, { 'Accept-Encoding': 'gzip' }))];
	const bytes = (await Promise.all(asked)).reduce((sum, a) => sum + a.bytes, 0);
	if (bytes > WEIGHT_MOST) wrong.push(`weighs ${bytes} bytes`);
	return wrong;
}

// Wide, with JavaScript: everything axe knows; then dark, larger, spaced.
async function wide(tab) {
	const wrong = await look.axe(tab);
	wrong.push(...await look.sideways(tab), ...await look.largeText(tab), ...await look.spacedText(tab));
	await tab.emulateMedia({ colorScheme: 'dark' });
	wrong.push(...(await look.axe(tab, ['color-contrast', 'link-in-text-block'])).map((w) => `dark: ${w}`));
	await tab.emulateMedia({ colorScheme: 'light' });
	return wrong;
}

// On a telephone, without modules, without movement.
async function narrow(tab) {
	return [...await look.sideways(tab), ...await look.axe(tab), ...await look.still(tab)];
}

async function matrix(browser, site, list) {
	const tabs = {};
	for (const lang of ['nl', 'en']) {
		tabs[lang] = {
			wide: await look.open(browser, site, { lang }),
			narrow: await look.open(browser, site, { lang, width: 320, modules: false, motion: 'reduce' }),
			// By keyboard: each page in one of the languages, at its width.
			keys: await look.open(browser, site, { lang, width: lang === 'nl' ? 320 : 1280, motion: 'reduce' }),
		};
		await look.bringAxe(tabs[lang].wide);
		await look.bringAxe(tabs[lang].narrow);
	}
	for (const { path, lang, answer, byKeys } of list) {
		const t = tabs[lang], views = [['1280 px, dark, larger', t.wide, wide], ['320 px, without modules', t.narrow, narrow]];
		tell(`${path}: sound`, await plain(site, path, lang, answer));
		if (byKeys) views.push(['keyboard', t.keys, look.keyboard]);
		for (const [name, tab, check] of views) {
			await tab.goto(site.base + path);
			const wrong = await check(tab);
			tell(`${path}: ${name}`, [...wrong, ...look.complaints(tab)]);
		}
	}
}

// No two addresses of different things may have the same name in a tab.
function titles(lang, seen, chosen) {
	const of = new Map(), wrong = [];
	for (const path of chosen) {
		const title = /<title>([^<]*)/.exec(seen.get(path)?.text)?.[1], bare = path.replace(/\?.*/, '');
		if (!title) wrong.push(`${path}: no title`);
		else if (of.has(title) && of.get(title) !== bare) wrong.push(`${path} and ${of.get(title)}: ${title}`);
		of.set(title, bare);
	}
	tell(`${lang}: every page has a title of its own`, wrong);
}

async function main(site) {
	const list = [];
	for (const lang of ['nl', 'en']) {
		const { seen, chosen, wrong, unmet } = await walk(site, lang, seeds(site, lang));
		tell(`${lang}: every link of ${seen.size} addresses leads somewhere`, wrong);
		tell(`${lang}: every kind of page is reached`, unmet.filter((k) => !beyond.includes(k)));
		titles(lang, seen, chosen);
		list.push(...chosen.filter((p) => only.test(p)).map((path, i) => ({ path, lang, answer: seen.get(path),
			byKeys: i % 2 === (lang === 'nl' ? 0 : 1) })));
	}
	const browser = await look.launch();
	try {
		// Two at a time: as many as the processors that ./test asks for.
		await Promise.all([0, 1].map((n) => matrix(browser, site, list.filter((_, i) => i % 2 === n))));
	} finally {
		await browser.close();
	}
}

if (!existsSync(look.browserPath)) skip(`no browser at ${look.browserPath}`);
if (!existsSync(bolwerk)) skip(`no program at ${bolwerk}`);
const site = await Site.start();
try {
	await main(site);
} finally {
	const status = await site.stop();
	tell('the server ends well', status === 0 ? [] : [`exit status ${status}`]);
}
end();
