import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * Electron supports its three latest majors (trust.md 1.2, item 16). No network here: what the latest is was looked up on a
 * day that must not lie too far back. When this fails by age, look again and write both down.
 */
const LATEST = { major: 45, lookedUpOn: '2026-11-19' };
const MAX_AGE_DAYS = 120;
const SUPPORTED_MAJORS = 3;

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version?: string } | undefined>;
};

test('the locked Electron is one of the supported majors', () => {
  const version = lock.packages['node_modules/electron']?.version ?? '';
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number.parseInt(version, 10)).toBeGreaterThan(LATEST.major - SUPPORTED_MAJORS);
});

test('what counts as supported was looked up within four months', () => {
  const age = (Date.now() - Date.parse(LATEST.lookedUpOn)) / 86_400_000;
  expect(age).toBeLessThanOrEqual(MAX_AGE_DAYS);
});
