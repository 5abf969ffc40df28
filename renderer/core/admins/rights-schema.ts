import { z } from 'zod/mini';
import { LEVEL_IDS } from '@shared/access/levels';
import { PERMISSIONS } from '@shared/access/resources';
import { idField } from '../input-fields';

/** Shapes of what is assigned to an admin or a role; whether it may be is decided elsewhere. */
const permission = z.enum(PERMISSIONS);
export const permissionsSchema = z.array(permission).check(z.maxLength(PERMISSIONS.length));
const amount = z.optional(z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER)));

export const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('region'),
    regions: z.array(z.string().check(z.regex(/^\d{2}(?:\d{2}){0,2}$/))).check(z.minLength(1), z.maxLength(500)),
  }),
  z.strictObject({
    kind: z.literal('merchant'),
    merchantIds: z.array(z.string().check(z.minLength(1), z.maxLength(120))).check(z.minLength(1), z.maxLength(5_000)),
  }),
  z.strictObject({ kind: z.literal('team') }),
  z.strictObject({ kind: z.literal('self') }),
]);

export const limitsSchema = z.partialRecord(permission, z.strictObject({ single: amount, day: amount }));

export const assignedRightsSchema = z.strictObject({
  level: z.enum(LEVEL_IDS),
  roleIds: z.array(idField).check(z.maxLength(20)),
  grants: z
    .array(z.strictObject({ permission, scope: z.nullable(scopeSchema), expiresAt: z.int().check(z.gte(0)) }))
    .check(z.maxLength(100)),
  denies: permissionsSchema,
  scope: scopeSchema,
  limits: limitsSchema,
  managerId: z.string().check(z.maxLength(64)),
});
