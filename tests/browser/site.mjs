// SPDX-License-Identifier: EUPL-1.2
// A server with a world of its own, on a port that was free.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const bolwerk = resolve(process.env.BOLWERK ?? join(root, 'build/bolwerk'));
const here = join(root, 'tests/browser');

// The example world, its mines, and an advisory that is made up.
export function exampleFiles() {
	const of = (folder) => readdirSync(folder).filter((f) => /\.(csv|json)$/.test(f)).sort().map((f) => join(folder, f));
	return [...of(join(root, 'examples')), ...of(join(root, 'examples/mines')), join(here, 'advisory.json')];
}

export class Site {
	// files: what the world is made of; args: more for the verb serve.
	static async start({ files = exampleFiles(), args = [] } = {}) {
		const s = new Site();
		s.folder = mkdtempSync(join(tmpdir(), 'bolwerk-browser-'));
		s.world = join(s.folder, 'world.bwk');
		s.env = { ...process.env, LC_ALL: 'C.UTF-8', BOLWERK_TODAY: '2026-11-25' };
		if (files.length) execFileSync(bolwerk, ['-q', '-w', s.world, 'load', ...files], { env: s.env });
		s.process = spawn(bolwerk, ['-w', s.world, '--lang', 'en', 'serve', '--port', '0', ...args],
			{ cwd: s.folder, env: s.env, stdio: ['ignore', 'pipe', 'inherit'] });
		const [said] = await Promise.race([once(s.process.stdout, 'data'), once(s.process, 'exit').then(() => [''])]);
		s.base = /http:\/\/[^\s/]+/.exec(String(said))?.[0];
		if (!s.base) throw new Error(`the server said: ${said}`);
		return s;
	}

	// What the command line says, as JSON.
	ask(...args) {
		return JSON.parse(execFileSync(bolwerk, ['-w', this.world, '--json', ...args], { env: this.env, encoding: 'utf8' }));
	}

	// One answer as it goes over the wire: bytes counted as sent, text unpacked.
	get(path, headers = {}) {
		return new Promise((done, fail) => {
			http.get(this.base + path, { headers: { Accept: 'text/html', ...headers } }, (r) => {
				const parts = [];
				r.on('data', (d) => parts.push(d));
				r.on('end', () => {
					const body = Buffer.concat(parts);
					done({ status: r.statusCode, headers: r.headers, bytes: body.length, text: String(body) });
				});
				r.on('error', fail);
			}).on('error', fail);
		});
	}

	async stop() {
		if (this.process.exitCode === null) {
			this.process.kill('SIGTERM');
			await once(this.process, 'exit');
		}
		rmSync(this.folder, { recursive: true, force: true });
		return this.process.exitCode;
	}
}
