import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ok } from '@shared/kernel/result';
import TransactionsPage from '@renderer/features/txns/TransactionsPage.vue';
import { useSessionStore } from '@renderer/platform/session-store';
import { double, sessionOf, show } from '../app/core-double';

vi.mock('@renderer/platform/workers', async () => (await import('../app/core-double')).workers);

const place = vi.hoisted(() => ({ query: {}, replace: vi.fn(), push: vi.fn() }));
vi.mock('vue-router', async (original) => ({
  ...(await original<typeof import('vue-router')>()),
  useRoute: () => ({ name: 'transactions', query: place.query }),
  useRouter: () => place,
}));

let view: VueWrapper;
let isSorted = true;
const head = (title: string) => view.findAll('[role="columnheader"]').find((one) => one.text() === title)!;

async function openAt(query: Record<string, string>): Promise<void> {
  place.query = { from: '2025-06-01', to: '2025-06-30', ...query };
  view = show(TransactionsPage);
  await flushPromises();
}

beforeEach(async () => {
  double.reset();
  place.replace.mockReset();
  double.answers['session.current'] = () => ok(sessionOf('super'));
  double.answers['txn.list'] = () => ok({ total: 60_000, isAll: true, isSorted, rows: [] });
  double.answers['view.list'] = () => ok({ views: [], roles: [] });
  await useSessionStore().start();
});
afterEach(() => view.unmount());

it('is asked for in the order of its address, and puts another one there', async () => {
  isSorted = true;
  await openAt({ sort: 'refundFen' });
  const [, asked] = double.asked.mock.calls.find(([name]) => name === 'txn.list')!;
  // Given back most first: below nought in the list.
  expect(asked).toMatchObject({ sort: { field: 'refundFen', descending: true } });
  expect(head('退款').attributes('aria-sort')).toBe('ascending');
  await head('交易时间').get('button').trigger('click');
  expect(place.replace).toHaveBeenLastCalledWith({ query: { from: '2025-06-01', to: '2025-06-30', sort: 'at' } });
  expect(view.text()).not.toContain('不能按');
});

it('says that there are too many to be sorted by an amount, and what order they are in instead', async () => {
  isSorted = false;
  await openAt({ sort: '-settleFen' });
  expect(view.text()).toMatch(/超过 50,?000 笔，不能按“应结金额”排序/);
  expect(head('应结金额').attributes('aria-sort')).toBe('none');
  expect(head('交易时间').attributes('aria-sort')).toBe('descending');
});
