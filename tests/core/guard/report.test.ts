import { beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '@shared/contracts/security';
import { unwrap } from '@shared/kernel/result';
import { enrolFactor, signInSettled } from '../../support/authenticator';
import { createOne } from '../../support/factories/merchants';
import { openCore, TEST_PASSWORD, type OpenedCore } from '../../support/open-core';

const DAY = 86_400_000;
let opened: OpenedCore;
const signIn = (loginName: string, password: string) => opened.core.execute('session.signIn', { loginName, password });
const report = async (who = 'auditor') => unwrap(await opened.as(who).ask('security.report', {}));
const found = async (kind: Finding['kind']) => (await report()).findings.filter((finding) => finding.kind === kind);

beforeEach(async () => {
  opened = await openCore();
});

describe('security.report', () => {
  it('names who could be broken into, worst first', async () => {
    const { findings, people } = await report();
    expect(findings.map((one) => one.severity)).toEqual(
      [...findings.map((one) => one.severity)].sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b)),
    );
    const bare = findings.filter((one) => one.kind === 'noFactor');
    expect(bare.find((one) => one.adminId === opened.admins.super)).toMatchObject({ severity: 'high' });
    // A clerk without a risky right is asked for none.
    expect(bare.map((one) => one.adminId)).not.toContain(opened.admins.entry);
    expect(people.map((one) => one.id).sort()).toEqual(Object.values(opened.admins).sort());
    expect(people.find((one) => one.id === opened.admins.super)).toMatchObject({ pin: 'off', factorSince: null });
  });

  it('follows what is mended: a second factor, a better password', async () => {
    unwrap(await signIn('super', TEST_PASSWORD.super));
    await enrolFactor(opened);
    expect((await found('noFactor')).map((one) => one.adminId)).not.toContain(opened.admins.super);
    unwrap(await signIn('entry', TEST_PASSWORD.entry));
    const weak = 'qwertyuiop99';
    const changed = await opened.core.execute('session.changePassword', { current: TEST_PASSWORD.entry, next: weak });
    if (changed.ok) {
      expect((await found('weakPassword')).map((one) => one.adminId)).toEqual([opened.admins.entry]);
      expect((await report()).people.find((one) => one.id === opened.admins.entry)?.passwordStrength).toBeLessThan(3);
    }
    unwrap(
      await opened.core.execute('session.changePassword', {
        current: changed.ok ? weak : TEST_PASSWORD.entry,
        next: 'kettle moss lagoon orbit 91',
      }),
    );
    expect(await found('weakPassword')).toEqual([]);
    expect((await report()).people.find((one) => one.id === opened.admins.entry)?.passwordStrength).toBe(4);
  });

  it('counts weeks without a sign-in, tries in vain, conflicts, exports and alerts', async () => {
    const { id } = await createOne(opened, 1);
    for (let i = 0; i < 5; i++) await signIn('finance', 'not the password');
    for (let i = 0; i < 5; i++) await signIn('nobody', 'not the password');
    unwrap(
      await opened.as('super').execute('merchant.export', {
        filter: {},
        sort: { field: 'merchantNo', descending: false },
        fields: ['name', 'accountNo'],
        format: 'xlsx',
        clear: true,
      }),
    );
    opened.clock.advance(60_000);
    await signInSettled(opened, 'finance');
    for (let i = 0; i < 21; i++) await opened.core.execute('merchant.reveal', { id, field: 'contactPhone' });
    expect(await found('failedSignIns')).toMatchObject([
      { adminId: opened.admins.finance, params: { count: 5 } },
      { adminId: '', name: '', params: { count: 5 } },
    ]);
    expect(await found('sensitiveExports')).toMatchObject([
      { adminId: opened.admins.super, severity: 'low', params: { count: 1, rows: 1 } },
    ]);
    expect(await found('tooManyLooks')).toMatchObject([{ adminId: opened.admins.finance, params: { count: 1 } }]);
    expect((await found('conflict')).map((one) => one.adminId)).toContain(opened.admins.finance);
    expect((await found('conflict')).map((one) => one.adminId)).not.toContain(opened.admins.super);
    expect(await found('dormant')).toEqual([]);
    opened.clock.advance(90 * DAY);
    const dormant = await found('dormant');
    expect(dormant.find((one) => one.adminId === opened.admins.entry)?.params).toMatchObject({ never: 1, days: 90 });
    expect(dormant.find((one) => one.adminId === opened.admins.super)).toMatchObject({ severity: 'high' });
    // What is older than a month is no news.
    expect(await found('failedSignIns')).toEqual([]);
  });

  it('says what backups lack: none, an old one, those that failed, a folder that is gone', async () => {
    const ofBackups = async () =>
      (await report()).findings.filter((one) => /backup/i.test(one.kind)).map(({ kind, severity }) => [kind, severity]);
    expect(await ofBackups()).toEqual([['noBackup', 'high']]);
    unwrap(await opened.as('super').execute('backup.create', { note: '' }));
    expect(await ofBackups()).toEqual([]);
    opened.clock.advance(4 * DAY);
    expect(await ofBackups()).toEqual([['oldBackup', 'medium']]);
    opened.core.context.backup.failures = 3;
    opened.clock.advance(4 * DAY);
    expect(await ofBackups()).toEqual([
      ['oldBackup', 'high'],
      ['failedBackups', 'high'],
    ]);
    opened.host.backups.failNext = 'list';
    expect(await ofBackups()).toEqual([['backupsUnreachable', 'high']]);
  });

  it('holds no secret, and is for who may see it', async () => {
    unwrap(await signIn('super', TEST_PASSWORD.super));
    const { secret, codes } = await enrolFactor(opened);
    unwrap(await opened.core.execute('pin.set', { pin: '738462' }));
    const text = JSON.stringify(await report());
    for (const hidden of [secret, ...codes, '738462', TEST_PASSWORD.super]) expect(text).not.toContain(hidden);
    expect(await opened.as('finance').ask('security.report', {})).toMatchObject({ error: { code: 'access.denied' } });
  });
});

describe('security.exportReport', () => {
  it('gives the same, and records who took it or gives nothing', async () => {
    const taken = unwrap(await opened.as('auditor').execute('security.exportReport', {}));
    expect(taken).toEqual(await report());
    const last = (await opened.core.context.db.table('audit').toArray()).at(-1);
    expect(last).toMatchObject({
      action: 'security.exportReport',
      actorId: opened.admins.auditor,
      counts: { rows: taken.findings.length + taken.people.length },
    });
    expect(await opened.as('entry').execute('security.exportReport', {})).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await opened.as('auditor').execute('security.exportReport', { x: 1 } as never)).toMatchObject({
      error: { code: 'input.invalid' },
    });
    opened.core.context.db.table('audit').hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await opened.as('auditor').execute('security.exportReport', {})).toMatchObject({
      error: { code: 'storage.full' },
    });
  });
});

const RANK = ['high', 'medium', 'low'];
