// `npm run package [-- electron-builder options]`: a fresh build, then the installer for this system in dist/.
import { join } from 'node:path';
import { projectRoot } from './freshness.mjs';
import { runNode } from './run.mjs';

process.chdir(projectRoot);
const builder = join(projectRoot, 'node_modules/electron-builder/out/cli/cli.js');
const bundler = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');

const built = await runNode([bundler, 'build', '--config', 'build/electron.vite.config.ts', '--logLevel', 'warn']);
process.exitCode = built || (await runNode([builder, '--publish', 'never', ...process.argv.slice(2)]));
