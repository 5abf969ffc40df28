import { z } from 'zod/mini';
import type { DraftRow } from '@renderer/data/tables';
import { defineCommand } from '../define';
import { storageKeyField } from '../input-fields';
import { draftAad, draftId, DRAFT_LIFE_MS, MAX_DRAFT_LENGTH, MAX_DRAFTS } from '../vault/drafts';

export const draftSave = defineCommand<'draft.save', Uint8Array>({
  name: 'draft.save',
  access: 'self',
  zh: '保存草稿',
  en: 'Save a draft',
  tables: ['drafts'],
  unaudited: true,
  input: z.strictObject({ key: storageKeyField, json: z.string().check(z.maxLength(MAX_DRAFT_LENGTH)) }),
  prepare: (ctx, input) => ctx.vault.seal(draftAad(ctx.session.actor!.adminId, input.key), input.json),
  async run(uow, input, box) {
    const { adminId } = uow.actor!;
    const drafts = uow.table('drafts');
    const id = draftId(adminId, input.key);
    const others = (await drafts.where('adminId', adminId)).filter((d) => d.id !== id);
    for (const old of tooMany(others, uow.now)) await drafts.remove(old.id);
    await drafts.put({ id, adminId, key: input.key, box, savedAt: uow.now });
  },
});

export const draftClear = defineCommand<'draft.clear'>({
  name: 'draft.clear',
  access: 'self',
  zh: '清除草稿',
  en: 'Clear a draft',
  tables: ['drafts'],
  unaudited: true,
  input: z.strictObject({ key: storageKeyField }),
  async run(uow, input) {
    await uow.table('drafts').remove(draftId(uow.actor!.adminId, input.key));
  },
});

export const draftCommands = [draftSave, draftClear] as const;

/** Drafts past their life, and the oldest beyond the number one admin may keep. */
function tooMany(drafts: readonly DraftRow[], now: number): DraftRow[] {
  const newestFirst = [...drafts].sort((a, b) => b.savedAt - a.savedAt);
  return newestFirst.filter((d, i) => i >= MAX_DRAFTS - 1 || now - d.savedAt > DRAFT_LIFE_MS);
}
