import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { describeError as describeCoreError } from '@renderer/core/describe-error';
import { openLog } from '../../electron/main/log';
import { describeError, redactDetail, redactText } from '../../electron/main/redact';

describe('redaction', () => {
  test.each([
    '110101199003070011',
    '11010119900307001X',
    '6222020200112233445',
    '6222 0202 0011 2233',
    '6222-0202-0011-2233-445',
    '13800138000',
    '+86 138 0013 8000',
    '+8613800138000',
    '008613800138000',
    'li.si@example.com',
  ])('%s never reaches the log', (secret) => {
    const text = redactText(`before ${secret} after`);
    expect(text).toBe('before [redacted] after');
    expect(JSON.stringify(redactDetail({ reason: `x${secret}x` }))).not.toContain(secret);
  });

  test('counts, times and ids stay readable', () => {
    expect(redactText('import 1764 rows in 1732 ms')).toBe('import 1764 rows in 1732 ms');
    expect(redactDetail({ rows: 120_000, incident: 'b2c7a1de-0f3b' })).toEqual({
      rows: 120_000,
      incident: 'b2c7a1de-0f3b',
    });
  });

  test('a field that is not on the list keeps its name and loses its value', () => {
    expect(redactDetail({ merchantName: '杭州小店', count: 3 })).toEqual({ merchantName: '[redacted]', count: 3 });
  });

  test('a number of a person is masked even as a number', () => {
    expect(redactDetail({ count: 13_800_138_000 })).toEqual({ count: '[redacted]' });
  });

  test('an error leaves its name and place, not its message or folders', () => {
    const described = describeError(Object.assign(new TypeError('name 张三'), { code: 'ENOENT' }));
    expect(described).toMatchObject({ errorName: 'TypeError', code: 'ENOENT' });
    expect(described['frames']).toContain('log.test.ts');
    expect(JSON.stringify(described)).not.toMatch(/张三|\/work|\/home|tests\/shell/);
  });
});

/** Every detail the program's own code hands to a log, by its field names. */
function loggedFields(): string[] {
  const sources = ['renderer', 'electron'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|vue)$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const calls = sources.flatMap((text) => [
    ...text.matchAll(/\blog\(\s*'(?:info|warn|error)',\s*'[\w.]+',\s*\{([^}]*)\}/g),
    ...text.matchAll(/\bconst detail = \{([^}]*)\};\s*void getBridge\(\)\.system\.log\(/g),
  ]);
  const fields = calls.flatMap(([, body]) => (body ?? '').split(',').map((part) => part.split(':')[0]!.trim()));
  return [...new Set(fields)].filter((field) => /^\w+$/.test(field));
}

test('what the program logs is on the list: a field off it would be masked, and an incident could not be looked up', () => {
  const fields = [...loggedFields(), ...Object.keys(describeCoreError(new Error()))];
  expect(fields).toEqual(expect.arrayContaining(['command', 'incident', 'component', 'errorName', 'frames', 'code']));
  for (const field of fields) expect(redactDetail({ [field]: 'x' })).toEqual({ [field]: 'x' });
});

describe('the log file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds what happened, redacted, and keeps five files', () => {
    const log = openLog(folder, { console: false });
    log('info', 'import.done', { rows: 12, note: '张三' });
    const line = readFileSync(join(folder, 'main.log'), 'utf8');
    expect(line).toContain('import.done {"rows":12,"note":"[redacted]"}');
    for (let round = 0; round < 7; round++) {
      writeFileSync(join(folder, 'main.log'), 'x'.repeat(6 * 1024 * 1024));
      // A fresh look at the file's size, as after a restart.
      log('info', 'start');
      log('info', 'y'.repeat(1_000));
    }
    expect(readdirSync(folder).length).toBeLessThanOrEqual(5);
  });
});
