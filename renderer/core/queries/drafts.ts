import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { storageKeyField } from '../input-fields';
import { draftAad, draftId, DRAFT_LIFE_MS } from '../vault/drafts';

export const draftGet = defineQuery<'draft.get'>({
  name: 'draft.get',
  access: 'self',
  zh: '读取草稿',
  en: 'Read a draft',
  tables: ['drafts'],
  input: z.strictObject({ key: storageKeyField }),
  async run(ctx, input) {
    const { adminId } = ctx.session.actor!;
    const row = await ctx.db.table('drafts').get(draftId(adminId, input.key));
    if (!row || ctx.now() - row.savedAt > DRAFT_LIFE_MS) return null;
    return { json: await ctx.vault.unseal(draftAad(adminId, input.key), row.box), savedAt: row.savedAt };
  },
});

export const draftQueries = [draftGet] as const;
