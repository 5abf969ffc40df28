import { z } from 'zod/mini';
import { isBackupFileName, RESTORE_GROUPS } from '@shared/contracts/backups';
import { passwordField, typedLoginField } from '../input-fields';

export { idField, reasonField } from '../input-fields';

export const backupNameField = z.string().check(z.refine(isBackupFileName));

export const refField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), name: backupNameField }),
  z.strictObject({
    kind: z.literal('picked'),
    token: z.string().check(z.maxLength(64)),
    size: z.int().check(z.gte(0)),
  }),
]);

/** Left out: everything. */
export const groupsField = z.optional(
  z.array(z.enum(RESTORE_GROUPS)).check(z.minLength(1), z.maxLength(RESTORE_GROUPS.length)),
);

export const secretField = z.strictObject({
  kind: z.enum(['password', 'recovery']),
  loginName: typedLoginField,
  secret: passwordField,
  filePassword: z.optional(passwordField),
});

export const sealField = z.optional(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('keys') }),
    z.strictObject({ kind: z.literal('password'), password: passwordField }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
);
