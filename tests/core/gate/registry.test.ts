import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '@shared/access/resources';
import { COMMANDS } from '@renderer/core/commands';
import { QUERIES } from '@renderer/core/queries';
import { TABLE_NAMES } from '@renderer/data/tables';

const CONTRACTS = readdirSync('shared/contracts').map((file) => readFileSync(join('shared/contracts', file), 'utf8'));
/** Of the map itself and of every `XxxCommandIo` or `XxxQueryIo` that it extends. */
const namesIn = (map: string): string[] =>
  CONTRACTS.flatMap((text) => [...text.matchAll(new RegExp(`^export interface \\w*${map}\\s[^]*?\\n}`, 'gm'))])
    .flatMap(([body]) => [...body.matchAll(/^ {2}'([\w.]+)':/gm)])
    .map((match) => match[1]!)
    .sort();
const testText = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && f.name.endsWith('.test.ts'))
    .map((f) => readFileSync(join(f.parentPath, f.name), 'utf8'))
    .join('\n');

describe('the registries of the gate', () => {
  it('hold exactly the commands and queries of the contract', () => {
    expect([...COMMANDS.keys()].sort()).toEqual(namesIn('CommandIo'));
    expect([...QUERIES.keys()].sort()).toEqual(namesIn('QueryIo'));
  });

  it('name a known permission, and a label in both languages, for every entry', () => {
    const known = new Set<string>([...PERMISSIONS, 'public', 'self']);
    for (const entry of [...COMMANDS.values(), ...QUERIES.values()]) {
      expect(known, entry.name).toContain(entry.access);
      expect(entry.zh, entry.name).toMatch(/\p{Script=Han}/u);
      expect(entry.en, entry.name).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('declare only tables that exist', () => {
    const known = new Set<string>([...TABLE_NAMES, 'session']);
    for (const entry of [...COMMANDS.values(), ...QUERIES.values()]) {
      for (const table of entry.tables) expect(known, entry.name).toContain(table);
    }
  });

  it('are tested entry by entry: each name occurs in a core test', () => {
    const tests = testText('tests/core');
    const names = [...COMMANDS.keys(), ...QUERIES.keys()];
    expect(names.filter((name) => !tests.includes(`'${name}'`))).toEqual([]);
  });

  it('list every file of their folder', () => {
    for (const folder of ['commands', 'queries']) {
      const index = readFileSync(`renderer/core/${folder}/index.ts`, 'utf8');
      const files = readdirSync(`renderer/core/${folder}`).filter((f) => f.endsWith('.ts') && f !== 'index.ts');
      for (const file of files) expect(index, file).toContain(`'./${file.replace('.ts', '')}'`);
    }
  });
});
