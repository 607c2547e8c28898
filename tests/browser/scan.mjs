// SPDX-License-Identifier: EUPL-1.2
// Two ways that end with something of one's own, by keyboard: the scan, its
// plan, the file to take home, and the scan again with that file beside it; and
// files of one's own, looked at, and wiped. In both languages, at 320 pixels
// without JavaScript and at 1280 with it. Prints TAP.
//
// usage: BOLWERK=build/bolwerk node tests/browser/scan.mjs
import { existsSync } from 'node:fs';
import { enter, fill, give, keep, must, to } from './hands.mjs';
import * as look from './look.mjs';
import { Site, bolwerk } from './site.mjs';
import { end, skip, tell } from './tap.mjs';

const go = (what) => `main button[name=go][value=${what}]`;

async function press(tab, what) {
	await to(tab, go(what));
	await enter(tab);
}

// Every question of this page gets the answer, or the first there is.
async function answer(tab, value) {
	const names = await tab.evaluate(() =>
		[...new Set([...document.querySelectorAll('main input[type=radio]')].map((i) => i.name))]);
	for (const name of names) {
		await to(tab, `main input[type=radio][name="${name}"]`);
		await tab.keyboard.press('Space');
		for (let i = 0; i < 3; i++) {
			const at = await tab.evaluate((n) => document.querySelector(`main input[name="${n}"]:checked`)?.value, name);
			if (at === value) break;
			await tab.keyboard.press('ArrowDown');
		}
	}
	return names.length;
}

async function scanned(tab, value) {
	await press(tab, 'quick');
	let n = await answer(tab, value);
	await press(tab, 'next');
	n += await answer(tab, value);
	if (n !== 13) throw new Error(`${n} questions, not 13`);
	await press(tab, 'plan');
}

async function scan(tab, site, lang) {
	await tab.goto(`${site.base}/${lang}/scan`);
	await scanned(tab, '0');
	await must(tab, 'the plan', lang === 'nl' ? 'kwetsbaar' : 'vulnerable');
	const file = await keep(tab, go('file'));
	const saved = JSON.parse(file);
	if (Object.keys(saved.answers).length !== 13) throw new Error('the file has not all answers');
	await tab.goto(`${site.base}/${lang}/scan`);
	await scanned(tab, '2');
	await give(tab, 'main input[name=previous]', 'bolwerk-scan.json', file);
	const where = 'main form:has(input[name=previous]) button[value=plan]';
	await to(tab, where);
	await enter(tab);
	const rows = await tab.locator('main #changed').count();
	if (rows === 0) throw new Error('nothing is said to have changed');
}

async function files(tab, site, lang) {
	await tab.goto(`${site.base}/${lang}/files`);
	await give(tab, 'main input[type=file]', 'mine.csv',
		'holder,company,percent\nAnna Eigen (fictief),Eigen Bedrijf B.V. (fictief),60\n');
	await to(tab, 'main form:has(input[type=file]) button');
	await enter(tab);
	await must(tab, 'the files', 'mine.csv');
	await tab.goto(`${site.base}/${lang}/search`);
	await fill(tab, 'main input[name=q]', 'eigen bedrijf');
	await enter(tab);
	await to(tab, 'main table a');
	await enter(tab);
	await must(tab, 'the company', 'Anna Eigen (fictief)');
	await tab.goto(`${site.base}/${lang}/files`);
	await to(tab, 'main form:has(input[value=delete]) button');
	await enter(tab);
	await tab.goto(`${site.base}/${lang}/search?q=eigen%20bedrijf`);
	if (await tab.locator('main table').count() > 0) throw new Error('what was wiped is found');
}

async function journey(browser, site, view, name, walk) {
	const tab = await look.open(browser, site, { ...view, motion: 'reduce' }), wrong = [];
	try {
		await walk(tab, site, view.lang);
	} catch (e) {
		wrong.push(e.message);
	}
	tell(`${view.lang}, ${view.width} px, ${view.js ? 'with' : 'without'} JavaScript: ${name}`,
		[...wrong, ...look.complaints(tab)]);
	await tab.context().close();
}

if (!existsSync(look.browserPath)) skip(`no browser at ${look.browserPath}`);
if (!existsSync(bolwerk)) skip(`no program at ${bolwerk}`);
const site = await Site.start(), browser = await look.launch();
try {
	for (const [lang, width, js] of [['nl', 320, false], ['en', 1280, true]]) {
		await journey(browser, site, { lang, width, js }, 'scan, plan, file, scan again', scan);
		await journey(browser, site, { lang, width, js }, 'files of one\'s own, and wiped', files);
	}
} finally {
	await browser.close();
	await site.stop();
}
end();
