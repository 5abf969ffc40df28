import { afterEach, expect, it, vi } from 'vitest';
import { holdCoreLock } from '@renderer/workers/rpc/core-lock';

type Hold = (lock: object | null) => Promise<void> | undefined;
type Request = (name: string, options: object, hold: Hold) => Promise<void>;

afterEach(() => vi.unstubAllGlobals());

function locks(held: string[], request: Request) {
  const query = () => Promise.resolve({ held: held.map((name) => ({ name })) });
  vi.stubGlobal('navigator', { locks: { request, query } });
  return holdCoreLock(false, () => undefined);
}
const free: Request = async (_name, _options, hold) => hold({});
const none: Request = async (_name, _options, hold) => hold(null);

it('is had by one; the other hears that it is elsewhere', async () => {
  expect(await locks([], free)).toMatchObject({ ok: true });
  expect(await locks(['merchant-desk-core'], none)).toMatchObject({ error: { code: 'storage.busy_elsewhere' } });
});

it('is had when it was given back in the moment it was asked for', async () => {
  const answers = [none, free];
  expect(await locks([], (...asked) => answers.shift()!(...asked))).toMatchObject({ ok: true });
});

it.each([
  ['nobody has it and nobody gets it', none],
  ['it is refused outright', () => Promise.reject(new DOMException('', 'UnknownError'))],
])('is not said to be elsewhere when %s, as on a full disk', async (_what, request) => {
  expect(await locks([], request)).toMatchObject({ error: { code: 'storage.unavailable' } });
});
