// `npm run -s check-file -- FILE [--as merchants|bill|bank] [--sheet NAME] [--dump] [--values]`: the import engine without a
// window. One JSON document on stdout, whatever happens; exit 0 when the file was read, 2 when it was refused.
//
// This process is only the guard and stays plain JavaScript, so that it is up at once. The work is done by child.ts in a
// process of its own (see guard.mjs).
import { fileURLToPath } from 'node:url';
import { superviseChild } from './check-file/guard.mjs';

const child = fileURLToPath(new URL('./check-file/child.ts', import.meta.url));
const { json, exitCode } = await superviseChild(child, process.argv.slice(2));
process.exitCode = exitCode;
process.stdout.write(`${json}\n`);
