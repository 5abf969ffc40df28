import { beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';

const LIST = 'txns.list';
const VIEW = { list: LIST, id: '', name: '大额退款', json: '{"shown":["at"]}', sharedWith: '' };
let core: OpenedCore;

beforeEach(async () => {
  core = await openCore();
});

const list = async (who: string) => unwrap(await core.as(who).ask('view.list', { list: LIST }));
const namesOf = async (who: string) => (await list(who)).views.map(({ name }) => name);

describe('views of a list', () => {
  it('are their owner’s alone until shared with a role, and then seen by who holds it', async () => {
    const { id } = unwrap(await core.as('finance').execute('view.keep', VIEW));
    expect((await list('finance')).views).toEqual([
      { id, name: '大额退款', json: VIEW.json, sharedWith: '', isRoleDefault: false, isOwn: true, ownerName: '' },
    ]);
    expect([await namesOf('super'), await namesOf('auditor')]).toEqual([[], []]);
    const role = (await list('finance')).roles[0]!;
    unwrap(await core.as('finance').execute('view.keep', { ...VIEW, id, name: '退款', sharedWith: role.id }));
    expect(await namesOf('finance')).toEqual(['退款']);
    expect(await namesOf('auditor')).toEqual([]);
    const other = await core.core.context.db.table('admins').get(core.admins.auditor);
    await core.core.context.db.dexie.table('admins').put({ ...other!, roleIds: [...other!.roleIds, role.id] });
    const [seen] = (await list('auditor')).views;
    expect(seen).toMatchObject({ id, name: '退款', isOwn: false });
    expect(seen!.ownerName).not.toBe('');
  });

  it('are on record, and go when their owner removes them, and nobody else', async () => {
    const { id } = unwrap(await core.as('finance').execute('view.keep', VIEW));
    expect(await core.as('super').execute('view.drop', { list: LIST, id })).toMatchObject({ ok: false });
    unwrap(await core.as('finance').execute('view.drop', { list: LIST, id }));
    expect(await namesOf('finance')).toEqual([]);
    const entries = await core.core.context.db.table('audit').where('targetId').equals(id).toArray();
    expect(entries.map(({ action }) => action)).toEqual(['view.keep', 'view.drop']);
  });

  it('are the default of a role by the word of who manages roles, one for each', async () => {
    const made = { ...VIEW, sharedWith: 'auditor', isRoleDefault: true };
    const first = unwrap(await core.as('super').execute('view.keep', made));
    const second = unwrap(await core.as('super').execute('view.keep', { ...made, name: '日常' }));
    const defaults = (await list('auditor')).views.filter(({ isRoleDefault }) => isRoleDefault);
    expect(defaults).toMatchObject([{ id: second.id, isOwn: false }]);
    expect((await list('auditor')).views.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
    expect((await list('finance')).views).toEqual([]);
    const own = (await list('finance')).roles[0]!.id;
    expect(await core.as('finance').execute('view.keep', { ...made, sharedWith: own })).toMatchObject({
      error: { code: 'access.denied' },
    });
    expect(await core.as('super').execute('view.keep', { ...made, sharedWith: '' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('belong to one list: another has views and a default of its own for the same role', async () => {
    const made = { ...VIEW, sharedWith: 'auditor', isRoleDefault: true };
    unwrap(await core.as('super').execute('view.keep', made));
    unwrap(await core.as('super').execute('view.keep', { ...made, list: 'merchants.list', name: '在营' }));
    const others = unwrap(await core.as('auditor').ask('view.list', { list: 'merchants.list' })).views;
    expect(others).toMatchObject([{ name: '在营', isRoleDefault: true }]);
    expect((await list('auditor')).views).toMatchObject([{ name: VIEW.name, isRoleDefault: true }]);
  });

  it('are refused with nonsense, for a role not held, and to nobody', async () => {
    for (const bad of [{ name: ' ' }, { id: 'a|b' }, { sharedWith: 'super' }])
      expect(await core.as('finance').execute('view.keep', { ...VIEW, ...bad })).toMatchObject({
        error: { code: 'input.invalid' },
      });
    expect(await core.core.context.db.table('views').count()).toBe(0);
    await core.core.execute('session.signOut', {});
    expect(await core.core.ask('view.list', { list: LIST })).toMatchObject({ error: { code: 'access.signed_out' } });
  });
});
