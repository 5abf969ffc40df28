import { beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { fail, ok } from '@shared/kernel/result';
import { useSessionStore } from '@renderer/platform/session-store';
import { useQuery } from '@renderer/platform/use-query';
import { double, sessionOf } from './core-double';

vi.mock('@renderer/platform/workers', async () => (await import('./core-double')).workers);

const counts = (total: number) => ok({ total, byStatus: {}, deleted: 0 });

describe('useQuery', () => {
  beforeEach(double.reset);

  it('asks again when one of its tables changed, once for several changes, and not for others', async () => {
    vi.useFakeTimers();
    let total = 1;
    double.answers['merchant.counts'] = () => counts(total);
    const scope = effectScope();
    const query = scope.run(() => useQuery('merchant.counts', () => ({ filter: {} })))!;
    await vi.runAllTimersAsync();
    expect(query.data.value?.total).toBe(1);
    total = 2;
    double.announce('admins');
    await vi.runAllTimersAsync();
    expect(query.data.value?.total).toBe(1);
    double.announce('merchants', 'audit');
    double.announce('merchants');
    await vi.runAllTimersAsync();
    expect(query.data.value?.total).toBe(2);
    expect(double.asked).toHaveBeenCalledTimes(2);
    scope.stop();
    double.announce('merchants');
    await vi.runAllTimersAsync();
    expect(double.asked).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it('drops an answer that a later question has overtaken', async () => {
    const resolve: Record<string, (value: unknown) => void> = {};
    double.answers['merchant.counts'] = ((input: { filter: { text: string } }) =>
      new Promise((done) => (resolve[input.filter.text] = done))) as never;
    const text = ref('first');
    const scope = effectScope();
    const query = scope.run(() => useQuery('merchant.counts', () => ({ filter: { text: text.value } })))!;
    await Promise.resolve();
    text.value = 'second';
    await nextTick();
    await vi.waitFor(() => expect(resolve['second']).toBeDefined());
    resolve['second']!(counts(2));
    await vi.waitFor(() => expect(query.data.value?.total).toBe(2));
    resolve['first']!(counts(1));
    await new Promise((done) => setTimeout(done, 5));
    expect(query.data.value?.total).toBe(2);
    scope.stop();
  });

  it('keeps the old answer beside an error', async () => {
    double.answers['merchant.counts'] = () => counts(7);
    const scope = effectScope();
    const query = scope.run(() => useQuery('merchant.counts', () => ({ filter: {} })))!;
    await vi.waitFor(() => expect(query.data.value?.total).toBe(7));
    double.answers['merchant.counts'] = () => fail('storage.closed');
    await query.reload();
    expect(query.error.value?.code).toBe('storage.closed');
    expect(query.data.value?.total).toBe(7);
    scope.stop();
  });
});

describe('the screen', () => {
  beforeEach(double.reset);

  it.each([
    ['storage.busy_elsewhere', 'busy'],
    ['storage.unavailable', 'failed'],
    ['storage.newer_version', 'failed'],
  ] as const)('is %s -> %s when the data does not open', async (code, screen) => {
    double.started.mockReturnValue(fail(code));
    const store = useSessionStore();
    await store.start();
    expect(store.screen).toBe(screen);
  });

  it('never shows the wizard where data was lost', async () => {
    double.answers['setup.status'] = () => ok({ state: 'recovery', companyName: '', loginNames: [] });
    const store = useSessionStore();
    await store.start();
    expect(store.screen).toBe('recovery');
  });

  it('follows the session from sign-in over the desk to the lock, and stops when another window takes over', async () => {
    const store = useSessionStore();
    await store.start();
    expect(store.screen).toBe('signIn');
    double.answers['session.current'] = () => ok(sessionOf('entry', { mustChangePassword: true }));
    double.announce('session');
    await vi.waitFor(() => expect(store.screen).toBe('mustChange'));
    double.answers['session.current'] = () => ok(sessionOf('entry'));
    double.announce('admins');
    await vi.waitFor(() => expect(store.screen).toBe('desk'));
    expect(store.may('merchant:create')).toBe(true);
    expect(store.may('admin:rights')).toBe(false);
    double.answers['session.current'] = () => ok(sessionOf('entry', { locked: true }));
    const locking = store.lock('idle');
    expect(store.screen).toBe('locked');
    await locking;
    expect(double.ran).toHaveBeenCalledWith('session.lock', { reason: 'idle' });
    double.announce('moved');
    expect(store.screen).toBe('moved');
  });
});
