// SPDX-License-Identifier: EUPL-1.2
// The way of an entrepreneur, by keyboard alone: search, the company, who buys
// what, the questions of the law until one decides, the draft, the report to
// take along. In both languages, at 320 and 1280 pixels, with JavaScript and
// without. Prints TAP.
//
// usage: BOLWERK=build/bolwerk node tests/browser/journeys.mjs
import { existsSync } from 'node:fs';
import { enter, fill, keep, must, to } from './hands.mjs';
import * as look from './look.mjs';
import { Site, bolwerk } from './site.mjs';
import { end, skip, tell } from './tap.mjs';

const COMPANY = 'Voorbeeld Fotonica B.V. (fictief)';
const QUESTIONS_MOST = 40;

async function find(tab, site, lang) {
	await tab.goto(`${site.base}/${lang}/`);
	await fill(tab, 'main input[name=q], header input[name=q]', 'fotonica');
	await enter(tab);
	const at = site.ask('find', COMPANY).parties[0].id;
	await to(tab, `main a[href="/${lang}/company/${at}"]`);
	await enter(tab);
	await must(tab, 'the company', COMPANY);
}

async function suppose(tab) {
	await to(tab, 'nav.tabs a[href$="/deal"]');
	await enter(tab);
	await fill(tab, 'main input[name=buyer]', 'Zuidster Capital (fictief)');
	await to(tab, 'main summary, main select[name=kind]');
	if (await tab.evaluate(() => document.activeElement.matches('summary'))) {
		await tab.keyboard.press('Space');
		await to(tab, 'main select[name=kind]');
	}
	await tab.keyboard.press('ArrowDown'); // from "in the data" to a company
	await fill(tab, 'main input[name=country]', 'JP');
	await fill(tab, 'main input[name=percent]', '12');
	await enter(tab);
	await must(tab, 'the purchase', 'Zuidster Capital (fictief)');
}

// "I do not know" to every question, until there is none left.
async function decide(tab) {
	await to(tab, 'main a[href*="/deal/law"]');
	await enter(tab);
	for (let asked = 0; await tab.locator('main button[value=unknown]').count() > 0; asked++) {
		if (asked > QUESTIONS_MOST) throw new Error('the questions of the law do not end');
		await to(tab, 'main button[value=unknown]');
		await enter(tab);
	}
	const cites = await tab.locator('main a.cite').count();
	if (cites === 0) throw new Error('a decision without an article');
}

async function report(tab) {
	await to(tab, 'nav.tabs a[href$="/report"]');
	await enter(tab);
	const pdf = await keep(tab, 'main a[href*="/report/pdf"]');
	if (pdf.subarray(0, 5).toString() !== '%PDF-') throw new Error('the report is no PDF');
}

async function journey(browser, site, view) {
	const tab = await look.open(browser, site, { ...view, motion: 'reduce' }), wrong = [];
	try {
		await find(tab, site, view.lang);
		await suppose(tab);
		await decide(tab);
		await report(tab);
	} catch (e) {
		wrong.push(e.message);
	}
	tell(`${view.lang}, ${view.width} px, ${view.js ? 'with' : 'without'} JavaScript: search to report by keyboard`,
		[...wrong, ...look.complaints(tab)]);
	await tab.context().close();
}

if (!existsSync(look.browserPath)) skip(`no browser at ${look.browserPath}`);
if (!existsSync(bolwerk)) skip(`no program at ${bolwerk}`);
const site = await Site.start(), browser = await look.launch();
try {
	await Promise.all([[320, false], [1280, true]].map(async ([width, js]) => {
		for (const lang of ['nl', 'en']) await journey(browser, site, { lang, width, js });
	}));
} finally {
	await browser.close();
	await site.stop();
}
end();
