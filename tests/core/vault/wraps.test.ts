import { describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, TEST_PASSWORD } from '../../support/open-core';

describe('the keys on the disk', () => {
  it('lie wrapped once per admin, each wrap its own', async () => {
    const opened = await openCore();
    const rows = await opened.core.context.db.table('admins').toArray();
    expect(new Set(rows.map((r) => r.wrappedKeys!.box)).size).toBe(rows.length);
    expect(rows.filter((r) => r.recovery).map((r) => r.id)).toEqual([opened.admins.super]);
    const ring = opened.core.context.vault.ring;
    const tables = await Promise.all(opened.core.context.db.dexie.tables.map((t) => t.toArray()));
    const text = JSON.stringify(tables);
    for (const key of [ring.dataKeys[0]!.key, ring.blindKey, ring.auditKey]) {
      expect(text).not.toContain(Buffer.from(key).toString('base64'));
    }
    await opened.close();
  });

  it('are lost to one admin alone when that wrap is damaged or exchanged', async () => {
    const opened = await openCore();
    const admins = opened.core.context.db.table('admins');
    const finance = (await admins.get(opened.admins.finance))!;
    await admins.update(opened.admins.entry, { wrappedKeys: finance.wrappedKeys });
    const signIn = (who: 'entry' | 'finance') =>
      opened.core.execute('session.signIn', { loginName: who, password: TEST_PASSWORD[who] });
    expect(await signIn('entry')).toMatchObject({ error: { code: 'internal.unexpected' } });
    expect(opened.core.context.session.actor?.adminId).not.toBe(opened.admins.entry);
    unwrap(await signIn('finance'));
    expect(opened.core.context.vault.isOpen).toBe(true);
    await opened.close();
  });

  it('do not open for another admin’s password hash put into the own row', async () => {
    const opened = await openCore();
    const admins = opened.core.context.db.table('admins');
    const entry = (await admins.get(opened.admins.entry))!;
    // Somebody with the folder puts the own authenticator into the super administrator's row: known, but no keys.
    await admins.update(opened.admins.super, { kdf: entry.kdf, authHash: entry.authHash });
    opened.core.context.vault.lock();
    const attempt = { loginName: 'super', password: TEST_PASSWORD.entry };
    expect((await opened.core.execute('session.signIn', attempt)).ok).toBe(false);
    expect(opened.core.context.vault.isOpen).toBe(false);
    await opened.close();
  });
});
