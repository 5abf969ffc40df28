// Import resolver for eslint-plugin-boundaries: the aliases of build/alias.ts and extensionless TypeScript imports.
// CommonJS, because the plugin's resolver loader requires it.
const { existsSync, statSync } = require('node:fs');
const { builtinModules } = require('node:module');
const { dirname, join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const aliases = { '@shared': 'shared', '@renderer': 'renderer', '@build': 'build' };
const endings = ['', '.ts', '.vue', '.mjs', '.js', '/index.ts'];

const isFile = (path) => existsSync(path) && statSync(path).isFile();

exports.interfaceVersion = 2;

exports.resolve = (source, file) => {
  const bare = source.replace(/[?].*$/, '');
  if (builtinModules.includes(bare.replace(/^node:/, ''))) return { found: true, path: null };
  const [first, ...rest] = bare.split('/');
  const folder = aliases[first];
  const base = folder ? join(root, folder, ...rest) : bare.startsWith('.') ? resolve(dirname(file), bare) : null;
  const path = base && endings.map((ending) => base + ending).find(isFile);
  return path ? { found: true, path } : { found: false };
};
