// SPDX-License-Identifier: EUPL-1.2
// A slider beside each field of "Try it yourself". It writes the field, asks
// this page again and shows its answer: no figure is computed here.

const form = document.querySelector('form.try');
const chosen = document.getElementById('chosen');
const dutch = document.documentElement.lang === 'nl';
let asking = null;
let timer = 0;

const printed = (value, most) => {
	const text = most >= 100 ? String(Math.round(value)) : value.toFixed(1);
	return dutch ? text.replace('.', ',') : text;
};

const read = (text) => {
	const plain = text.replace(/[ %]/g, '').replace(/[.,](?=\d{3}(\D|$))/g, '');
	const value = Number(plain.replace(',', '.'));
	return Number.isFinite(value) ? value : 0;
};

async function renew() {
	const address = new URL(form.action);
	address.search = new URLSearchParams(new FormData(form)).toString();
	asking?.abort();
	asking = new AbortController();
	try {
		const answer = await fetch(address, { signal: asking.signal });
		const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
		const fresh = page.getElementById('chosen');
		if (!answer.ok || !fresh)
			return;
		chosen.replaceChildren(...fresh.childNodes);
		history.replaceState(null, '', address);
	} catch (e) {
		if (e.name !== 'AbortError') // the button is still there
			console.warn(e);
	}
}

function later() {
	clearTimeout(timer);
	timer = setTimeout(renew, 120);
}

function slider(field) {
	const most = Number(field.dataset.most);
	const range = document.createElement('input');
	const label = document.querySelector(`label[for="${field.id}"]`);

	range.type = 'range';
	range.min = '0';
	range.max = String(most);
	range.step = String(most / 20);
	range.value = String(read(field.value));
	range.setAttribute('aria-label', label.textContent);
	range.setAttribute('aria-valuetext', field.value || '0');
	range.addEventListener('input', () => {
		field.value = printed(Number(range.value), most);
		range.setAttribute('aria-valuetext', field.value);
		later();
	});
	field.addEventListener('input', () => {
		range.value = String(read(field.value));
		range.setAttribute('aria-valuetext', field.value || '0');
		later();
	});
	field.before(range);
}

if (form && chosen) {
	form.querySelectorAll('input[data-most]').forEach(slider);
	form.addEventListener('submit', (e) => {
		e.preventDefault();
		renew();
	});
}
