import { z } from 'zod/mini';
import { LEVEL_IDS } from '@shared/access/levels';
import type { PreviewTarget } from '@shared/contracts/rights';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { idField } from '../input-fields';
import { scopeSchema } from './rights-schema';
import { isVisible } from './visible';

export const previewTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('admin'), adminId: idField }),
  z.strictObject({
    kind: z.literal('role'),
    roleIds: z.array(idField).check(z.minLength(1), z.maxLength(20)),
    level: z.enum(LEVEL_IDS),
    scope: scopeSchema,
  }),
]);

/** @throws Refusal `admin.not_found`, `role.not_found` */
export function requireTarget(ctx: CoreContext, target: PreviewTarget): void {
  if (target.kind === 'admin') {
    const admin = ctx.access.admin(target.adminId);
    if (!admin || admin.state === 'deleted' || !isVisible(ctx, admin)) refuse('admin.not_found');
  } else if (target.roleIds.some((id) => !ctx.access.role(id))) refuse('role.not_found');
}
