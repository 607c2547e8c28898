// SPDX-License-Identifier: EUPL-1.2
// One page in a real browser, and everything that has to hold for it. Each
// function gives what is wrong, as lines; nothing is an empty list.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];
const STOPS_MOST = 60; // controls visited with the Tab key on one page

export function launch() {
	return chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
		'--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}

// A tab that remembers what went wrong in it: tab.wrong is a list of lines.
// js: false is no JavaScript at all; axe, being JavaScript, then cannot run:
// modules: false is the page as it is without it, but for axe.
export async function open(browser, site, { width = 1280, scheme = 'light', js = true, modules = true, motion = 'no-preference', lang = 'en' } = {}) {
	const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: js,
		reducedMotion: motion, locale: lang === 'nl' ? 'nl-NL' : 'en-GB', acceptDownloads: true });
	context.setDefaultTimeout(15000);
	if (!modules) await context.route('**/*.js', (r) => r.fulfill({ contentType: 'text/javascript', body: '' }));
	const tab = await context.newPage();
	tab.wrong = [];
	tab.on('console', (m) => {
		if (m.type() === 'error' || /Content Security Policy/i.test(m.text())) tab.wrong.push(`console: ${m.text()}`);
	});
	tab.on('pageerror', (e) => tab.wrong.push(`script: ${e.message}`));
	tab.on('request', (r) => {
		if (!r.url().startsWith(`${site.base}/`) && !/^(data|blob):/.test(r.url())) tab.wrong.push(`asks elsewhere: ${r.url()}`);
	});
	tab.on('requestfailed', (r) => {
		if (!/ERR_ABORTED/.test(r.failure()?.errorText)) tab.wrong.push(`failed: ${r.url()} ${r.failure()?.errorText}`);
	});
	return tab;
}

// Sent to the browser once, for every page to come in this tab.
export function bringAxe(tab) {
	return tab.addInitScript(axeSource);
}

// What the tab complained of since last asked.
export function complaints(tab) {
	return tab.wrong.splice(0);
}

export async function axe(tab, only) {
	// Evaluated, not inserted: the policy of the page stays in force.
	if (!await tab.evaluate(() => 'axe' in globalThis)) await tab.evaluate(axeSource);
	const result = await tab.evaluate((o) => globalThis.axe.run(document, { resultTypes: ['violations'], ...o }),
		only ? { runOnly: { type: 'rule', values: only } } : { runOnly: { type: 'tag', values: RULES } });
	return result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) =>
		`${n.target.join(' ')} ${n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? ''}`).join('; ')}`);
}

export function sideways(tab) {
	return tab.evaluate(() => {
		const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
		if (over <= 0) return [];
		const width = document.documentElement.clientWidth;
		const who = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 0.5)
			.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} "${e.textContent.trim().slice(0, 30)}"`);
		return [`${over} px too wide: ${who.join(', ')}`];
	});
}

// Text twice as large (WCAG 1.4.4), as who sets it in the browser has it.
export async function largeText(tab) {
	await tab.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
	const wrong = await sideways(tab);
	await tab.evaluate(() => { document.documentElement.style.fontSize = ''; });
	return wrong.map((w) => `at 200 %: ${w}`);
}

// Wider spacing (WCAG 1.4.12) may not cut text off.
export async function spacedText(tab) {
	return tab.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
		document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
		const cut = [...document.querySelectorAll('main *')].filter((e) => {
			const s = getComputedStyle(e);
			const hidden = ['hidden', 'clip'];
			return e.childElementCount === 0 && e.textContent.trim() && e.clientWidth > 2 && e.clientHeight > 2 &&
				((hidden.includes(s.overflowX) && e.scrollWidth > e.clientWidth + 1) || (hidden.includes(s.overflowY) && e.scrollHeight > e.clientHeight + 1));
		}).map((e) => `spaced text is cut off: ${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 40)}"`);
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((x) => x !== sheet);
		return cut;
	});
}

export function still(tab) {
	return tab.evaluate(() => {
		const long = (list) => list.split(',').some((t) => parseFloat(t) * (t.trim().endsWith('ms') ? 1 : 1000) > 10);
		return [...document.querySelectorAll('*')].filter((e) => {
			const s = getComputedStyle(e);
			return long(s.transitionDuration) || (s.animationName !== 'none' && long(s.animationDuration)) || s.scrollBehavior === 'smooth';
		}).slice(0, 3).map((e) => `moves: ${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`);
	});
}

// In the browser: what can be reached with Tab, as globalThis.bwStops.
function findStops() {
	const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
	globalThis.bwStops = all.filter((e) => {
		if (e.tabIndex < 0 || e.disabled || e.type === 'hidden' || !e.checkVisibility({ visibilityProperty: true })) return false;
		if (e.type === 'radio') {
			// Of a group one is reached: the chosen one, or the first.
			const group = all.filter((o) => o.type === 'radio' && o.name === e.name && o.form === e.form);
			return e === (group.find((o) => o.checked) ?? group[0]);
		}
		return true;
	});
	return globalThis.bwStops.length;
}

// In the browser: where the focus is, and whether that can be seen.
function whereIsFocus() {
	const e = document.activeElement, at = globalThis.bwStops.indexOf(e);
	if (at < 0) return { at };
	const s = getComputedStyle(e), box = e.getClientRects()[0];
	const name = `${e.tagName.toLowerCase()} "${(e.getAttribute('aria-label') ?? e.textContent.trim() ?? '').slice(0, 40)}"`;
	// Of a date each part is a stop, and the browser shows which.
	if (['date', 'time', 'datetime-local'].includes(e.type)) return { at };
	const outlined = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
	if (!outlined && s.boxShadow === 'none') return { at, wrong: `focus cannot be seen: ${name}` };
	if (!box) return { at, wrong: `focus is nowhere: ${name}` };
	// The middle of as much of it as the window shows.
	const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
	const from = Math.max(box.top, 0), to = Math.min(box.bottom, innerHeight);
	if (to - from < 1 || right - left < 1) return { at, wrong: `focus is out of sight: ${name}` };
	// Of a drawing, the paper lies between the shapes of a link. Not all of
	// it may be under something else (WCAG 2.4.11).
	const free = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(([u, v]) => {
		const top = document.elementFromPoint(left + u * (right - left), from + v * (to - from));
		return top && (e.contains(top) || top.contains(e) || (e.ownerSVGElement && top.closest('svg') === e.ownerSVGElement));
	});
	if (!free) return { at, wrong: `focus is covered: ${name}` };
	return { at };
}

// With the Tab key alone: every control is reached, in order, and is seen to be.
export async function keyboard(tab) {
	const total = await tab.evaluate(findStops), reached = new Set(), wrong = [];
	const most = Math.min(total, STOPS_MOST);
	const parts = await tab.evaluate(() => 4 * globalThis.bwStops.filter((e) => e.type === 'date').length);
	let last = -1;
	await tab.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
	for (let i = 0; i < most + parts + 3 && reached.size < most; i++) {
		await tab.keyboard.press('Tab');
		let f = await tab.evaluate(whereIsFocus);
		// The browser scrolls to it a moment later.
		for (let n = 0; f.wrong && n < 20; n++) {
			await tab.waitForTimeout(20);
			f = await tab.evaluate(whereIsFocus);
		}
		if (f.at < 0) continue;
		if (f.at < last && reached.size < most) wrong.push(`the order jumps back at control ${f.at}`);
		last = f.at;
		reached.add(f.at);
		if (f.wrong) wrong.push(f.wrong);
	}
	if (reached.size < most) {
		const lost = await tab.evaluate((r) => globalThis.bwStops.filter((_, i) => !r.includes(i)).slice(0, 4)
			.map((e) => `${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 30)}"`), [...reached]);
		wrong.push(`${reached.size} of ${most} controls reached; not ${lost.join(', ')}`);
	}
	return wrong;
}
