// SPDX-License-Identifier: EUPL-1.2
// A stack in the drawing is opened without loading the page again. Without
// this module the same link does it.
// And a drawing wider than the screen begins where the company stands.
const centre = () => {
	for (const box of document.querySelectorAll('.drawing-box')) {
		const self = box.querySelector('.ring.self');
		if (!self || box.scrollWidth <= box.clientWidth)
			continue;
		const at = self.getBoundingClientRect();
		const all = box.getBoundingClientRect();
		box.scrollLeft += at.left + at.width / 2 - all.left - all.width / 2;
	}
};
centre();

const place = () => document.getElementById('drawing');

const show = async (address) => {
	const got = await fetch(address, { headers: { Accept: 'text/html' } });
	if (!got.ok)
		throw new Error(String(got.status));
	const page = new DOMParser().parseFromString(await got.text(), 'text/html');
	const drawing = page.getElementById('drawing');
	if (!drawing)
		throw new Error('no drawing');
	place().replaceWith(document.importNode(drawing, true));
	centre();
	place().focus({ preventScroll: true });
};

addEventListener('click', async (e) => {
	const link = e.target.closest('#drawing a.open, #drawing a.fold');
	if (!link || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey)
		return;
	const address = new URL(link.getAttribute('href'), location.href);
	e.preventDefault();
	try {
		await show(address);
		history.pushState({ drawing: true }, '', address);
	} catch {
		location.assign(address);
	}
});

addEventListener('popstate', () => {
	show(location.href).catch(() => location.reload());
});
