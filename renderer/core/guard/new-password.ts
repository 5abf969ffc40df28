import { permissionsOf } from '@shared/access/can';
import { normalizePassword, passwordClassOf, STRICT_HISTORY, type PasswordClass } from '@shared/rules/password';
import type { AdminRow, GuardRow, PasswordNote } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { readPlace } from '../place';
import type { Credential } from '../vault/credential';
import { deriveKeys, equalInConstantTime } from '../vault/kdf';
import { checkNewPassword, notePassword } from '../vault/password-rules';
import { readGuard } from './guard-row';

/** Whose password it is to be; `id` where the person is known already. */
type Owner = Pick<AdminRow, 'roleIds' | 'loginName' | 'name'> & { id?: string };

/**
 * Everything a new password must satisfy, the stricter preset's rules and history included where the company chose it.
 * @returns what is to be remembered of it, for `withPassword`
 * @throws Refusal with what is wrong with the password for this admin
 */
export async function requireGoodPassword(ctx: CoreContext, owner: Owner, password: string): Promise<PasswordNote> {
  const guard = owner.id === undefined ? null : await readGuard(ctx, owner.id);
  const { companyName, strictPasswords } = await readPlace(ctx.db.table('meta'));
  const { loginName, name } = owner;
  const asked = { class: classFor(ctx, owner, guard), strict: strictPasswords, loginName, name, companyName };
  const error = await checkNewPassword(password, asked);
  if (error) refuse(error.code, { ...(error.params && { params: error.params }) });
  if (strictPasswords && guard && (await isPast(password, guard)))
    refuse('password.used_before', { params: { count: STRICT_HISTORY } });
  return notePassword(password, asked);
}

/** The row once this credential is the person's own; `before` is what it replaces, null for the first. */
export function withPassword(
  guard: GuardRow,
  before: Pick<AdminRow, 'kdf' | 'authHash'> | null,
  now: Credential,
  note: PasswordNote,
): GuardRow {
  const replaced = before?.kdf ? [{ kdf: before.kdf, authHash: before.authHash }] : [];
  const known = guard.pastPasswords.length > 0 ? guard.pastPasswords : replaced;
  const past = [{ kdf: now.kdf, authHash: now.authHash }, ...known].slice(0, STRICT_HISTORY);
  return { ...guard, password: note, pastPasswords: past };
}

function classFor(ctx: CoreContext, owner: Owner, guard: GuardRow | null): PasswordClass {
  const known = owner.id === undefined ? undefined : ctx.access.admin(owner.id);
  const permissions = known
    ? permissionsOf(ctx.access.rightsOf(known.id, ctx.now()))
    : owner.roleIds.flatMap((id) => ctx.access.role(id)?.permissions ?? []);
  return passwordClassOf(owner.roleIds, permissions, guard !== null && guard.factor !== null);
}

/** One derivation for each that is remembered: only where the history counts. */
async function isPast(password: string, { pastPasswords }: GuardRow): Promise<boolean> {
  for (const { kdf, authHash } of pastPasswords) {
    if (equalInConstantTime((await deriveKeys(normalizePassword(password), kdf)).authHash, authHash)) return true;
  }
  return false;
}
