import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import type { CommandName } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { COMMANDS } from '@renderer/core/commands';
import type { CommandDef } from '@renderer/core/define';
import { Gate } from '@renderer/core/gate';
import { enrolFactor, signInSettled } from '../../support/authenticator';
import { commitInput } from '../../support/factories/merchants';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const PIN = '738462';
const OTHER = '406918';
let opened: OpenedCore;
const signIn = (who: 'super') =>
  opened.core.execute('session.signIn', { loginName: who, password: TEST_PASSWORD[who] });
const set = (pin: string) => opened.core.execute('pin.set', { pin });
const change = (current: string, next: string) => opened.core.execute('pin.change', { current, next });
const prove = (pin: string, command = 'test.pay') => opened.core.execute('session.provePin', { pin, command });
const guardOf = (id: string) => opened.core.context.db.table('guards').get(id);
const failAudit = (): void => {
  opened.core.context.db.table('audit').hook('creating', () => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
};

/** A gate of its own over the same core, with a money command that no release has yet. */
function payGate(pin: true | 'whenSet'): { pay: (amountFen?: unknown) => Promise<unknown>; ran: number[] } {
  const ran: number[] = [];
  const def = {
    name: 'test.pay',
    access: 'self',
    zh: '付款',
    en: 'Pay',
    tables: [],
    pin,
    auditAlways: true,
    input: z.strictObject({ amountFen: z.int() }),
    run: async (_uow: unknown, input: { amountFen: number }) => void ran.push(input.amountFen),
  } as unknown as CommandDef<CommandName, unknown>;
  const commands = new Map([...COMMANDS, ['test.pay', def]]);
  const nothing = () => undefined;
  const gate = new Gate(opened.core.context, commands, new Map(), Promise.resolve(), nothing, nothing);
  const pay = (amountFen: unknown = 100) => gate.execute('test.pay' as CommandName, { amountFen } as never);
  return { pay, ran };
}

beforeEach(async () => {
  opened = await openCore();
  unwrap(await signIn('super'));
});

describe('a command that asks for the action PIN', () => {
  it('wants one to be set, then given, for itself, each time anew', async () => {
    const { pay, ran } = payGate(true);
    expect(await pay()).toMatchObject({ error: { code: 'access.pin_unset' } });
    unwrap(await set(PIN));
    const asked = { error: { code: 'access.pin', params: { command: 'test.pay' } } };
    expect(await pay()).toMatchObject(asked);
    unwrap(await prove(PIN, 'test.refund'));
    expect(await pay()).toMatchObject(asked);
    unwrap(await prove(PIN));
    expect(await pay(250)).toMatchObject({ ok: true });
    expect(await pay(250)).toMatchObject(asked);
    unwrap(await prove(PIN));
    opened.clock.advance(60_001);
    expect(await pay()).toMatchObject(asked);
    unwrap(await prove(PIN));
    unwrap(await opened.core.execute('session.lock', { reason: 'user' }));
    unwrap(await opened.core.execute('session.unlock', { password: TEST_PASSWORD.super }));
    expect(await pay()).toMatchObject(asked);
    expect(ran).toEqual([250]);
  });

  it('may let who has none through, and ask only those who have', async () => {
    const { pay, ran } = payGate('whenSet');
    expect(await pay(1)).toMatchObject({ ok: true });
    unwrap(await set(PIN));
    expect(await pay(2)).toMatchObject({ error: { code: 'access.pin' } });
    unwrap(await prove(PIN));
    expect(await pay(3)).toMatchObject({ ok: true });
    expect(ran).toEqual([1, 3]);
  });
});

describe('setting and changing it', () => {
  it('stores nothing of it in the open, and says in the audit only that it was', async () => {
    unwrap(await set(PIN));
    const stored = JSON.stringify(await opened.core.context.db.table('guards').toArray());
    const audit = await opened.core.context.db.table('audit').toArray();
    expect(stored + JSON.stringify(audit)).not.toContain(PIN);
    expect(audit.at(-1)).toMatchObject({ action: 'pin.set', diff: [{ field: 'pin', before: 'off', after: 'on' }] });
    expect(unwrap(await opened.core.ask('factor.status', {})).pin).toEqual({
      setAt: opened.clock.now(),
      locked: false,
    });
  });

  it('refuses weak ones, a second one, a change without the present one, and stale sessions', async () => {
    for (const [pin, code] of [
      ['123456', 'pin.weak'],
      ['12345', 'pin.shape'],
      ['', 'input.invalid'],
    ] as const) {
      expect(await set(pin)).toMatchObject({ error: { code } });
    }
    expect(await change(PIN, OTHER)).toMatchObject({ error: { code: 'access.pin_unset' } });
    opened.clock.advance(6 * 60_000);
    expect(await set(PIN)).toMatchObject({ error: { code: 'access.step_up' } });
    unwrap(await signIn('super'));
    unwrap(await set(PIN));
    expect(await set(OTHER)).toMatchObject({ error: { code: 'pin.already_set' } });
    expect(await change(PIN, PIN)).toMatchObject({ error: { code: 'pin.same_as_old' } });
    expect(await change(PIN, '111111')).toMatchObject({ error: { code: 'pin.weak' } });
    expect(await change(OTHER, '972350')).toMatchObject({ error: { code: 'pin.wrong' } });
    expect(await change('', OTHER)).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await change(PIN, OTHER));
    expect(await prove(PIN)).toMatchObject({ error: { code: 'pin.wrong' } });
    unwrap(await prove(OTHER));
    await opened.core.execute('session.signOut', {});
    for (const result of [await set(PIN), await change(PIN, OTHER), await prove(PIN)]) {
      expect(result).toMatchObject({ error: { code: 'access.signed_out' } });
    }
  });

  it('leaves everything as it was when it cannot be recorded', async () => {
    unwrap(await set(PIN));
    const before = await guardOf(opened.admins.super);
    failAudit();
    for (const result of [await change(PIN, OTHER), await prove(PIN)]) {
      expect(result).toMatchObject({ error: { code: 'storage.full' } });
    }
    expect(await guardOf(opened.admins.super)).toEqual(before);
    expect(await payGate(true).pay()).toMatchObject({ error: { code: 'access.pin' } });
  });
});

describe('guessing it', () => {
  it('waits after five tries and ends after ten, until a super administrator resets it', async () => {
    await signInSettled(opened, 'finance');
    unwrap(await set(PIN));
    for (let i = 0; i < 5; i++) expect(await prove('000000')).toMatchObject({ error: { code: 'pin.wrong' } });
    expect(await prove(PIN)).toMatchObject({ error: { code: 'session.throttled', params: { seconds: 30 } } });
    for (let i = 0; i < 5; i++) {
      opened.clock.advance(3_600_000);
      expect(await prove('000000')).toMatchObject({ error: { code: 'pin.wrong' } });
    }
    opened.clock.advance(3_600_000);
    expect(await prove(PIN)).toMatchObject({ error: { code: 'pin.locked' } });
    expect(unwrap(await opened.core.ask('factor.status', {})).pin?.locked).toBe(true);

    const { finance, entry } = opened.admins;
    const reset = (who: string, id: string, reason = '本人到场') => opened.as(who).execute('pin.reset', { id, reason });
    expect(await reset('readonly', finance)).toMatchObject({ error: { code: 'access.denied' } });
    expect(await reset('manager', finance)).toMatchObject({ error: { code: 'admin.not_yours' } });
    expect(await reset('super', opened.admins.super)).toMatchObject({ error: { code: 'admin.self_change' } });
    expect(await reset('super', entry)).toMatchObject({ error: { code: 'pin.unset_of_other' } });
    expect(await reset('super', finance, '')).toMatchObject({ error: { code: 'input.invalid' } });
    unwrap(await reset('super', finance));
    expect(
      (await opened.core.context.db.table('audit').toArray()).filter((r) => r.action === 'pin.reset').at(-1),
    ).toMatchObject({
      targetId: finance,
      reason: '本人到场',
      diff: [{ field: 'pin', before: 'on', after: 'off' }],
    });
    await signInSettled(opened, 'finance');
    unwrap(await set(OTHER));
  });

  it('never closes the last super administrator’s, whom nobody could help', async () => {
    unwrap(await set(PIN));
    for (let i = 0; i < 12; i++) {
      expect(await prove('000000')).toMatchObject({ error: { code: 'pin.wrong' } });
      opened.clock.advance(3_600_000);
    }
    unwrap(await signIn('super'));
    unwrap(await prove(PIN));
  });

  it('is undone when the reset cannot be recorded', async () => {
    await signInSettled(opened, 'finance');
    unwrap(await set(PIN));
    failAudit();
    const result = await opened.as('super').execute('pin.reset', { id: opened.admins.finance, reason: '本人到场' });
    expect(result).toMatchObject({ error: { code: 'storage.full' } });
    expect((await guardOf(opened.admins.finance))?.pin).not.toBeNull();
  });
});

describe('a backup', () => {
  it('brings the second factor and the PIN back as they were', async () => {
    await enrolFactor(opened);
    unwrap(await set(PIN));
    const { name } = unwrap(await opened.core.execute('backup.create', { note: '' }));
    // Restored into a database of its own and compared row by row.
    expect(unwrap(await opened.core.execute('backup.drill', { name })).drilledAt).toBe(opened.clock.now());
  });
});

describe('resetting what guards somebody else', () => {
  it('asks who has a PIN for it', async () => {
    await signInSettled(opened, 'finance');
    await enrolFactor(opened);
    unwrap(await signIn('super'));
    unwrap(await set(PIN));
    const reset = () => opened.core.execute('factor.reset', { id: opened.admins.finance, reason: '手机丢失' });
    expect(await reset()).toMatchObject({ error: { code: 'access.pin', params: { command: 'factor.reset' } } });
    unwrap(await prove(PIN, 'factor.reset'));
    unwrap(await reset());
  });
});

describe('a change of where a merchant is paid', () => {
  const PAID_TO = { bankName: '中国工商银行杭州分行' };
  let merchant: { id: string; rev: number };
  const update = (values: Record<string, string>) =>
    opened.core.execute('merchant.update', { id: merchant.id, rev: merchant.rev, values });

  beforeEach(async () => {
    const values = { name: '青禾面馆', bankName: '中国农业银行杭州分行' };
    merchant = unwrap(await opened.core.execute('merchant.create', { values, submit: false }));
  });

  it('asks for the PIN of whoever has one, each time; other changes do not', async () => {
    unwrap(await set(PIN));
    const asked = { error: { code: 'access.pin', params: { command: 'merchant.update' } } };
    expect(await update(PAID_TO)).toMatchObject(asked);
    expect(await update({ accountNo: '6222020200112233445' })).toMatchObject(asked);
    merchant = unwrap(await update({ remark: '电话已核对' }));
    unwrap(await prove(PIN, 'merchant.update'));
    merchant = unwrap(await update(PAID_TO));
    expect(await update({ bankName: '中国银行杭州分行' })).toMatchObject(asked);
  });

  it('goes through where no PIN was set', async () => {
    unwrap(await update(PAID_TO));
  });
});

describe('a file that changes where merchants are paid', () => {
  let files = 0;
  const commit = async (values: Record<string, string>, pin = '') => {
    const stored = unwrap(
      await opened.core.execute('merchant.create', { values: { name: '青禾面馆' }, submit: false }),
    );
    const input = await commitInput(opened, [], [{ ...values, id: stored.id, rev: stored.rev }], ++files);
    unwrap(await signIn('super'));
    if (pin !== '') unwrap(await prove(pin, 'import.commit'));
    return opened.core.execute('import.commit', input);
  };

  it('asks for the PIN of whoever has one; other files do not', async () => {
    unwrap(await set(PIN));
    const asked = { error: { code: 'access.pin', params: { command: 'import.commit' } } };
    expect(await commit({ name: '青禾面馆', accountNo: '6222020200112233445' })).toMatchObject(asked);
    expect(unwrap(await commit({ name: '青禾面馆', remark: '电话已核对' })).updated).toBe(1);
    const elsewhere = { name: '青禾面馆', bankName: '中国工商银行杭州分行' };
    expect(unwrap(await commit(elsewhere, PIN)).updated).toBe(1);
  });
});
