// SPDX-License-Identifier: EUPL-1.2
// What a check has to say, as TAP: one line a check, and what is wrong below it.
let count = 0, failed = 0;

export function tell(name, problems) {
	count++;
	if (problems.length) failed++;
	console.log(`${problems.length ? 'not ok' : 'ok'} ${count} - ${name}`);
	for (const p of problems.slice(0, 10)) console.log(`# ${String(p).replaceAll('\n', ' ').slice(0, 600)}`);
	if (problems.length > 10) console.log(`# and ${problems.length - 10} more`);
}

export function skip(why) {
	console.log(`1..0 # SKIP ${why}`);
	process.exit(0);
}

// The plan comes last: nobody knows beforehand how many pages there are.
export function end() {
	console.log(`1..${count}`);
	process.exitCode = failed ? 1 : 0;
}
