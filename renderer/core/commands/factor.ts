import { z } from 'zod/mini';
import { mustHaveFactor } from '@shared/access/security-policy';
import type { AdminRow } from '@renderer/data/tables';
import { getAdmin } from '../admins/require-admin';
import type { CoreContext } from '../context';
import { defineCommand, refuse } from '../define';
import { createCodes, type NewCodes } from '../guard/factor-codes';
import { getGuard, NO_FACTOR, readGuard, recordGuard } from '../guard/guard-row';
import { readPolicy } from '../guard/policy';
import { failedFactor, hasFactor, proveFactor, sealSecret, type FactorTry } from '../guard/prove-factor';
import { createSecret, otpauthUri, stepOfCode } from '../guard/totp';
import { passwordField } from '../input-fields';
import { readPlace } from '../place';
import { failedTry, ownRow } from '../sign-in';
import { prove, type Proof } from '../vault/prove';
import { defineReset } from '../guard/reset-guard';

const codeField = z.string().check(z.minLength(1), z.maxLength(60));

export const factorBegin = defineCommand<'factor.begin', { secret: string; uri: string }>({
  name: 'factor.begin',
  access: 'self',
  zh: '开始设置二次验证',
  en: 'Begin to set up a second factor',
  tables: [],
  whileDue: true,
  stepUp: true,
  // Nothing is stored yet; `factor.confirm` is the deed.
  unaudited: true,
  input: z.strictObject({}),
  async prepare(ctx) {
    const admin = await ownRow(ctx);
    if (hasFactor(await readGuard(ctx, admin.id))) refuse('factor.already_on');
    const { companyName } = await readPlace(ctx.db.table('meta'));
    const secret = createSecret();
    return { secret, uri: otpauthUri(secret, companyName, admin.loginName) };
  },
  async run(uow, _input, prepared, ctx) {
    uow.onCommit(() => (ctx.session.pendingSecret = prepared.secret));
    return prepared;
  },
});

interface Confirmed extends NewCodes {
  box: string;
  step: number;
}

export const factorConfirm = defineCommand<'factor.confirm', Confirmed>({
  name: 'factor.confirm',
  access: 'self',
  zh: '开启二次验证',
  en: 'Turn on a second factor',
  tables: ['admins', 'guards'],
  whileDue: true,
  // The secret is on the screen: who comes by an unattended desk must not take it for their own phone.
  stepUp: true,
  input: z.strictObject({ code: codeField }),
  async prepare(ctx, input) {
    const secret = ctx.session.pendingSecret;
    if (secret === '') refuse('factor.not_begun');
    // Who types it sees the secret: a wrong code here is a slip, not a guess, and nothing is counted.
    const step = stepOfCode(secret, input.code.normalize('NFKC').replace(/[\s-]/g, ''), ctx.now());
    if (step === null) refuse('session.wrong_code');
    const { adminId } = ctx.session.actor!;
    const codes = await createCodes(ctx.vault.kdfCost);
    return { ...codes, step, box: await sealSecret(ctx.vault.personalKey, adminId, secret) };
  },
  async run(uow, _input, { box, step, kdf, hashes, codes }, ctx) {
    const admin = await getAdmin(uow, uow.actor!.adminId);
    const guard = await getGuard(uow, admin.id);
    if (guard.factor) refuse('factor.already_on');
    const factor = { box, since: uow.now, lastStep: step, kdf, codes: hashes };
    await uow.table('guards').put({ ...guard, ...NO_FACTOR, factor });
    recordGuard(uow, admin, 'secondFactor', ['off', 'on']);
    uow.onCommit(() => ctx.session.factorChanged('on'));
    return { codes };
  },
});

export const factorRenewCodes = defineCommand<'factor.renewCodes', NewCodes>({
  name: 'factor.renewCodes',
  access: 'self',
  zh: '重新生成备用码',
  en: 'Make new recovery codes',
  tables: ['admins', 'guards'],
  stepUp: true,
  input: z.strictObject({}),
  async prepare(ctx) {
    if (!hasFactor(await readGuard(ctx, ctx.session.actor!.adminId))) refuse('factor.none');
    return createCodes(ctx.vault.kdfCost);
  },
  async run(uow, _input, { codes, kdf, hashes }) {
    const admin = await getAdmin(uow, uow.actor!.adminId);
    const guard = await getGuard(uow, admin.id);
    if (!guard.factor) refuse('factor.none');
    await uow.table('guards').put({ ...guard, factor: { ...guard.factor, kdf, codes: hashes } });
    recordGuard(uow, admin, 'recoveryCodes', [String(guard.factor.codes.length), String(hashes.length)]);
    return { codes };
  },
});

export const factorDisable = defineCommand<'factor.disable', Proof & { factor: FactorTry | null }>({
  name: 'factor.disable',
  access: 'self',
  zh: '停用二次验证',
  en: 'Turn off the second factor',
  tables: ['admins', 'guards'],
  auditAlways: true,
  input: z.strictObject({ password: passwordField, code: codeField }),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    const guard = await readGuard(ctx, admin.id);
    if (!hasFactor(guard)) refuse('factor.none');
    if (await isRequired(ctx, admin)) refuse('factor.required');
    const proof = await prove(ctx, 'password', admin.loginName, admin, input.password);
    return { ...proof, factor: proof.personal && (await proveFactor(ctx, admin, guard, proof.personal, input.code)) };
  },
  async run(uow, _input, prepared, ctx) {
    const admin = await getAdmin(uow, uow.actor!.adminId);
    const { factor } = prepared;
    if (!factor) return failedTry(uow, admin, prepared);
    if (factor.error) return failedFactor(uow, admin, factor);
    await uow.table('guards').put({ ...factor.guard, ...NO_FACTOR });
    recordGuard(uow, admin, 'secondFactor', ['on', 'off']);
    uow.onCommit(() => ctx.session.factorChanged('off'));
    return undefined;
  },
});

export const factorReset = defineReset({
  name: 'factor.reset',
  zh: '重置他人的二次验证',
  en: "Reset somebody's second factor",
  part: 'factor',
  field: 'secondFactor',
  none: NO_FACTOR,
  missing: 'factor.none',
});

export const factorCommands = [factorBegin, factorConfirm, factorRenewCodes, factorDisable, factorReset] as const;

async function isRequired(ctx: CoreContext, admin: AdminRow): Promise<boolean> {
  const policy = await readPolicy(ctx.db.table('meta'));
  const { held } = ctx.access.rightsOf(admin.id, ctx.now());
  return mustHaveFactor(policy, admin.roleIds, [...held.keys()]);
}
