// SPDX-License-Identifier: EUPL-1.2
// Comfort on every page; all works without it.

// A print opens what is folded, and folds it again.
const folded = () => document.querySelectorAll('details:not([open])');
let opened = [];
addEventListener('beforeprint', () => {
	opened = [...folded()];
	opened.forEach((d) => { d.open = true; });
});
addEventListener('afterprint', () => {
	opened.forEach((d) => { d.open = false; });
	opened = [];
});

// "/" goes to the search field, unless one is typing.
addEventListener('keydown', (e) => {
	const at = document.activeElement;
	const field = document.querySelector('input[type="search"]');
	if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || !field ||
		(at && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)))
		return;
	e.preventDefault();
	field.focus();
});
