// SPDX-License-Identifier: EUPL-1.2
// html-validate, with the rules we hold ourselves to.
import { HtmlValidate } from 'html-validate';

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
		// Boxes to tick of which several may be: one name.
		'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit', 'button', 'reset'] }],
	},
});

// What is wrong with a page, as lines.
export async function invalid(html) {
	const report = await validator.validateString(html);
	return report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}
