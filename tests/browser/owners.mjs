// SPDX-License-Identifier: EUPL-1.2
// The drawing of owners as a visitor meets it: stacks open and fold by
// keyboard, with a script without loading the page again, without one by the
// same link. Prints TAP.
//
// usage: BOLWERK=build/bolwerk node tests/browser/owners.mjs
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axe, browserPath, complaints, launch, open } from './look.mjs';
import { Site, bolwerk } from './site.mjs';
import { end, skip, tell } from './tap.mjs';

if (!existsSync(bolwerk)) skip('no program');
if (!existsSync(browserPath)) skip('no browser');
const folder = mkdtempSync(join(tmpdir(), 'bolwerk-owners-'));
const file = join(folder, 'crowd.csv');
const rows = ['holder,company,percent'];
for (let i = 0; i < 9; i++)
	rows.push(`Top (fictional),Vehicle ${i} (fictional),100`, `Vehicle ${i} (fictional),Big (fictional),3`);
for (let i = 0; i < 40; i++) rows.push(`Small ${i} (fictional),Big (fictional),0.5`);
writeFileSync(file, rows.join('\n'));

async function parties(tab) {
	return tab.locator('#drawing a.party').evaluateAll((all) => all.map((a) => a.getAttribute('aria-label')));
}

// By keyboard: the link is reached, and does what it says.
async function press(tab, selector) {
	await tab.locator(selector).first().focus();
	await tab.keyboard.press('Enter');
}

async function opensAndFolds(site, browser, js) {
	const wrong = [];
	const tab = await open(browser, site, { js });
	const id = site.ask('find', 'Big').parties[0].id;
	let loads = 0;

	tab.on('load', () => loads++);
	await tab.goto(`${site.base}/en/company/${id}/owners`);
	if ((await parties(tab)).some((n) => n.startsWith('Vehicle'))) wrong.push('open from the beginning');
	await press(tab, '#drawing a.open[aria-label*="vehicles of Top"]');
	await tab.waitForSelector('#drawing a.fold');
	const shown = (await parties(tab)).filter((n) => n.startsWith('Vehicle'));
	if (shown.length !== 9) wrong.push(`${shown.length} vehicles are shown`);
	if (loads !== (js ? 1 : 2)) wrong.push(`loaded ${loads} times`);
	if (!/[?&]open=\d+/.test(tab.url())) wrong.push(`the address does not tell: ${tab.url()}`);
	if (js) {
		wrong.push(...await axe(tab));
		await tab.goBack();
		await tab.waitForSelector('#drawing a.fold', { state: 'detached' });
		await tab.goForward();
		await tab.waitForSelector('#drawing a.fold');
	}
	await press(tab, '#drawing a.fold');
	await tab.waitForSelector('#drawing a.open[aria-label*="vehicles of Top"]');
	if (tab.url().includes('open=')) wrong.push(`still in the address: ${tab.url()}`);
	wrong.push(...complaints(tab));
	await tab.context().close();
	return wrong;
}

const browser = await launch();
const site = await Site.start({ files: [file] });
try {
	for (const js of [true, false])
		tell(`stacks open and fold by keyboard, ${js ? 'with' : 'without'} scripts`,
			await opensAndFolds(site, browser, js));
} finally {
	await site.stop();
	await browser.close();
	rmSync(folder, { recursive: true });
}
end();
