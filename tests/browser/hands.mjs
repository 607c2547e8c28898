// SPDX-License-Identifier: EUPL-1.2
// What a hand on the keyboard does, and what eyes look for.
import { readFileSync } from 'node:fs';

const TABS_MOST = 400; // presses of the Tab key to find something on a page

// To the first control that the selector names, with the Tab key.
export async function to(tab, selector) {
	for (let i = 0; i < TABS_MOST; i++) {
		await tab.keyboard.press('Tab');
		if (await tab.evaluate((s) => document.activeElement?.matches(s), selector)) return;
	}
	throw new Error(`no way with the keyboard to ${selector} on ${tab.url()}`);
}

export async function enter(tab) {
	const going = tab.waitForNavigation();
	await tab.keyboard.press('Enter');
	await going;
}

export async function fill(tab, selector, text) {
	await to(tab, selector);
	await tab.keyboard.type(text);
}

export async function must(tab, what, text) {
	const page = await tab.evaluate(() => document.querySelector('main').textContent.replace(/\s+/g, ' '));
	if (!page.includes(text)) throw new Error(`${what}: no "${text}" on ${tab.url()}: ${page.slice(0, 200)}`);
}

// What a key press saves, as bytes.
export async function keep(tab, selector) {
	await to(tab, selector);
	const [file] = await Promise.all([tab.waitForEvent('download'), tab.keyboard.press('Enter')]);
	return readFileSync(await file.path());
}

// A file into a field of the form: the dialogue of the system is not ours.
export async function give(tab, selector, name, bytes) {
	await tab.locator(selector).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}
