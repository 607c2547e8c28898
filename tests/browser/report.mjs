// SPDX-License-Identifier: EUPL-1.2
// The page of a check, and the report for the board, in a real browser, as its readers meet it: light and
// dark, Dutch and English, on a telephone of 320 pixels and a screen of 1280.
// Judged by axe-core (WCAG 2.2 A and AA) and html-validate. Prints TAP.
//
// usage: BOLWERK=build/bolwerk node tests/browser/report.mjs [SHOTS]
//   The program that renders the hand-made check is found beside it, in
//   tests/report/render of the same build (or is named by $RENDER). With
//   SHOTS, a folder, screenshots are left there.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { invalid } from './html.mjs';
import { axe, browserPath, launch, sideways } from './look.mjs';
import { bolwerk, root } from './site.mjs';
import { end, skip, tell } from './tap.mjs';

const render = process.env.RENDER ?? ['tests/report/render', '../../tests/report/render']
	.map((p) => join(dirname(bolwerk), p)).find((p) => existsSync(p));
const shots = process.argv[2];
const work = mkdtempSync(join(tmpdir(), 'bolwerk-report-'));

function pages() {
	const made = [];
	for (const lang of ['nl', 'en']) {
		for (const kind of ['full', 'plain', 'empty']) {
			const file = join(work, `${kind}-${lang}.html`);
			writeFileSync(file, execFileSync(render, ['html', lang, kind]));
			made.push({ name: `${kind} ${lang}`, file });
			if (kind !== (lang === 'nl' ? 'full' : 'plain')) continue; // the report says the same
			const board = join(work, `board-${kind}-${lang}.html`);
			writeFileSync(board, execFileSync(render, ['board', lang, kind]));
			made.push({ name: `board ${kind} ${lang}`, file: board });
		}
		const example = join(work, `example-${lang}.html`);
		if (!existsSync(bolwerk)) continue;
		const world = join(work, 'world.bwk');
		if (!existsSync(world))
			execFileSync(bolwerk, ['-w', world, 'load', ...['parties.csv', 'stakes.csv', 'uses.csv',
				'owners.bods.json'].map((f) => join(root, 'examples', f))]);
		execFileSync(bolwerk, ['-w', world, '--lang', lang, '--as-of', '2026-11-25', 'check',
			'Voorbeeld Fotonica B.V. (fictief)', '--html', example]);
		made.push({ name: `example ${lang}`, file: example });
	}
	return made;
}

async function look(browser, page, width, scheme) {
	const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: true });
	const tab = await context.newPage();
	await tab.goto(`file://${page.file}`);
	tell(`${page.name}, ${width} px, ${scheme}: nothing to scroll sideways`, await sideways(tab));
	tell(`${page.name}, ${width} px, ${scheme}: axe finds nothing`, await axe(tab));
	if (shots)
		await tab.screenshot({ path: join(shots, `${page.name.replaceAll(' ', '-')}-${width}-${scheme}.png`), fullPage: true });
	await context.close();
}

// With its own policy in force: styled, and nothing asked from outside.
async function policy(browser, page) {
	const tab = await browser.newPage();
	const asked = [], complaints = [];
	tab.on('request', (r) => { if (r.url() !== `file://${page.file}`) asked.push(r.url()); });
	tab.on('console', (m) => { if (m.type() === 'error') complaints.push(m.text()); });
	await tab.goto(`file://${page.file}`);
	const styled = await tab.evaluate(() => getComputedStyle(document.querySelector('main section')).borderTopWidth);
	tell(`${page.name}: styled under its own policy, asks for nothing`,
		[...(styled === '1px' ? [] : ['the style sheet was not applied']), ...asked, ...complaints]);
	if (shots)
		await tab.pdf({ path: join(shots, `${page.name.replaceAll(' ', '-')}.pdf`), preferCSSPageSize: true, format: 'A4' });
	await tab.close();
}

async function main() {
	const browser = await launch();
	for (const page of pages()) {
		tell(`${page.name}: html-validate finds nothing`, await invalid(readFileSync(page.file, 'utf8')));
		await policy(browser, page);
		await look(browser, page, 320, 'dark');
		await look(browser, page, 1280, 'light');
	}
	await browser.close();
}

if (!existsSync(browserPath)) skip(`no browser at ${browserPath}`);
if (!render) skip('tests/report/render is not built');
try {
	await main();
} finally {
	rmSync(work, { recursive: true, force: true });
}
end();
