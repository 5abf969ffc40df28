import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { merchant } from '@shared/entities/merchant';
import { AUDIT_POLICY } from '@renderer/data/tables';
import en from '@renderer/app/locale/en/ui';
import zh from '@renderer/app/locale/zh/ui';

/** Names of fields as commands write them into the log themselves. */
const written = readdirSync('renderer/core', { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && file.name.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(join(file.parentPath, file.name), 'utf8').matchAll(/\bfield: '(\w+)'/g)])
  .map(([, name]) => name!);

it('every field the log tells of has a name in both languages', () => {
  const known = new Set(Object.keys(merchant.fields));
  const fields = [...written, ...Object.values(AUDIT_POLICY).flatMap(({ fields }) => fields)];
  expect(fields.length).toBeGreaterThan(40);
  const nameless = (words: Readonly<Record<string, string>>): string[] =>
    [...new Set(fields)].filter((field) => !(field in words) && !known.has(field));
  expect(nameless(zh.change.fields)).toEqual([]);
  expect(nameless(en.change.fields)).toEqual([]);
});
