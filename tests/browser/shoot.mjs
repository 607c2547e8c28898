// SPDX-License-Identifier: EUPL-1.2
// Pictures of the pages, for our own eyes: every address in Dutch and English,
// light and dark, at 320 and 1280 pixels, and sheets on which the eight stand
// beside each other.
//
// usage: BOLWERK=build/bolwerk node tests/browser/shoot.mjs FOLDER [PATTERN]
//   PATTERN, a regular expression: only addresses that match. BASE, an
//   address such as http://127.0.0.1:8082: pictures of that server instead of
//   the example world.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launch, open } from './look.mjs';
import { seeds } from './seeds.mjs';
import { Site } from './site.mjs';
import { walk } from './walk.mjs';

const VIEWS = ['light', 'dark'].flatMap((scheme) => [1280, 320].map((width) => ({ scheme, width })));
const TALL_MOST = 2400; // pixels of a page on a sheet

async function shoot(browser, site, lang, paths, folder) {
	const made = new Map(paths.map((p) => [p, []]));
	for (const view of VIEWS) {
		const tab = await open(browser, site, { ...view, lang, motion: 'reduce' });
		for (const path of paths) {
			const name = `${path.replace(/[^\w.-]+/g, '_').replace(/^_|_$/g, '').slice(0, 80)}-${view.width}-${view.scheme}.png`;
			await tab.goto(site.base + path);
			const tall = await tab.evaluate(() => document.documentElement.scrollHeight);
			await tab.screenshot({ path: join(folder, name), fullPage: true,
				clip: { x: 0, y: 0, width: view.width, height: Math.min(tall, TALL_MOST) } });
			made.get(path).push({ name, ...view });
		}
		await tab.context().close();
	}
	return made;
}

// One picture a page: the same page in all its views, side by side.
async function sheet(browser, folder, path, shots) {
	const file = join(folder, 'sheet.html');
	writeFileSync(file, `<!DOCTYPE html><meta charset="utf-8"><body style="margin:8px;background:#888;font:16px sans-serif"><p>${path.replaceAll('<', '&lt;')}</p>
<div style="display:flex;gap:8px;align-items:flex-start">${shots.map((s) => `<img width="${s.width / 2}" src="data:image/png;base64,${readFileSync(join(folder, s.name)).toString('base64')}">`).join('')}</div>`);
	const tab = await browser.newPage({ viewport: { width: 1700, height: 900 } });
	await tab.goto(`file://${file}`);
	const name = `sheet-${shots[0].name.replace(/-\d+-\w+\.png$/, '')}.png`;
	await tab.screenshot({ path: join(folder, name), fullPage: true });
	await tab.close();
	rmSync(file);
	console.log(join(folder, name));
}

const folder = resolve(process.argv[2] ?? 'shots'), only = new RegExp(process.argv[3] ?? '');
mkdirSync(folder, { recursive: true });
const site = process.env.BASE ? Object.assign(new Site(), { base: process.env.BASE }) : await Site.start();
const browser = await launch();
try {
	for (const lang of ['nl', 'en']) {
		const from = process.env.BASE ? [`/${lang}/`] : seeds(site, lang);
		const { chosen } = await walk(site, lang, from);
		const made = await shoot(browser, site, lang, chosen.filter((p) => only.test(p)), folder);
		for (const [path, shots] of made) await sheet(browser, folder, path, shots);
	}
} finally {
	await browser.close();
	if (!process.env.BASE) await site.stop();
}
