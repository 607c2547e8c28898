// SPDX-License-Identifier: EUPL-1.2
// The page of a check, and the report for the board, in a real browser, as its readers meet it: light and
// dark, Dutch and English, on a telephone of 320 pixels and a screen of 1280.
// Judged by axe-core (WCAG 2.2 A and AA) and html-validate. Prints TAP.
//
// usage: BOLWERK=build/bolwerk node tests/report/a11y.mjs [SHOTS]
//   The program that renders the hand-made check is found beside it, in
//   tests/report/render of the same build (or is named by $RENDER). With
//   SHOTS, a folder, screenshots are left there.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const bolwerk = process.env.BOLWERK ? resolve(process.env.BOLWERK) : '';
const render = process.env.RENDER ?? ['tests/report/render', '../../tests/report/render']
	.map((p) => join(dirname(bolwerk), p)).find((p) => existsSync(p));
const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const shots = process.argv[2];
const root = resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '../..');
const work = mkdtempSync(join(tmpdir(), 'bolwerk-a11y-'));
const validator = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:a11y'],
	rules: {
		// Written as XML too, on purpose: <br/>, open="".
		'void-style': ['error', { style: 'selfclose' }],
		'attribute-boolean-style': 'off',
		'attribute-empty-style': 'off',
		// Roles repeat what an element is where the style sheet would
		// take it away (tables as blocks).
		'no-redundant-role': 'off',
		'prefer-native-element': 'off',
		'long-title': 'off',
		'no-trailing-whitespace': 'off',
	},
});
let count = 0, failed = 0;

function tell(name, problems) {
	count++;
	if (problems.length) failed++;
	console.log(`${problems.length ? 'not ok' : 'ok'} ${count} - ${name}`);
	for (const p of problems.slice(0, 10)) console.log(`# ${String(p).replaceAll('\n', ' ')}`);
}

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
		if (!bolwerk || !existsSync(bolwerk)) continue;
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
	const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	tell(`${page.name}, ${width} px, ${scheme}: nothing to scroll sideways`, wide > 0 ? [`${wide} px too wide`] : []);
	await tab.evaluate(axe);
	const result = await tab.evaluate(() => globalThis.axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	tell(`${page.name}, ${width} px, ${scheme}: axe finds nothing`, result.violations.map((v) =>
		`${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`));
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
	const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu',
		'--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
	for (const page of pages()) {
		const report = await validator.validateString(readFileSync(page.file, 'utf8'));
		tell(`${page.name}: html-validate finds nothing`, report.results.flatMap((r) => r.messages.map((m) =>
			`${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
		await policy(browser, page);
		await look(browser, page, 320, 'dark');
		await look(browser, page, 1280, 'light');
	}
	await browser.close();
}

if (!existsSync(browserPath) || !render) {
	console.log(`1..0 # SKIP ${render ? `no browser at ${browserPath}` : 'tests/report/render is not built'}`);
	process.exit(0);
}
try {
	await main();
} finally {
	rmSync(work, { recursive: true, force: true });
}
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
