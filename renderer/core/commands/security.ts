import { z } from 'zod/mini';
import type { SecurityPolicy } from '@shared/access/security-policy';
import { diffFields } from '@renderer/data/unit-of-work';
import { defineCommand, refuse } from '../define';
import type { SecurityReport } from '@shared/contracts/security';
import { readGuard } from '../guard/guard-row';
import { POLICY_KEY, readPolicy } from '../guard/policy';
import { failedFactor, hasFactor, proveFactor, type FactorTry } from '../guard/prove-factor';
import { buildReport } from '../guard/report';
import { passwordField } from '../input-fields';
import { readPlace } from '../place';
import { failedTry, ownRow } from '../sign-in';
import { prove, type Proof } from '../vault/prove';

/** One of the two, whichever was given. */
interface Proved {
  password: Proof | null;
  factor: FactorTry | null;
}

export const sessionProve = defineCommand<'session.prove', Proved>({
  name: 'session.prove',
  access: 'self',
  zh: '再次验证身份',
  en: 'Prove again who is at the desk',
  tables: ['admins', 'guards'],
  whileDue: true,
  auditAlways: true,
  input: z.union([
    z.strictObject({ password: passwordField }),
    z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(60)) }),
  ]),
  async prepare(ctx, input) {
    const admin = await ownRow(ctx);
    if ('password' in input)
      return { password: await prove(ctx, 'password', admin.loginName, admin, input.password), factor: null };
    const guard = await readGuard(ctx, admin.id);
    if (!hasFactor(guard)) refuse('factor.none');
    return { password: null, factor: await proveFactor(ctx, admin, guard, ctx.vault.personalKey, input.code) };
  },
  async run(uow, _input, { password, factor }, ctx) {
    const admin = await uow.table('admins').get(uow.actor!.adminId);
    if (!admin) refuse('access.signed_out');
    if (factor?.error) return failedFactor(uow, admin, factor);
    if (password && !password.ring) return failedTry(uow, admin, password);
    if (factor) await uow.table('guards').put(factor.guard);
    if (password) await uow.table('admins').put({ ...admin, failedCount: 0, heldUntil: 0, rev: admin.rev + 1 });
    uow.onCommit(() => ctx.session.proved());
    return undefined;
  },
});

const POLICY_FIELDS = [
  'passwords',
  'factorFor',
  'dormantDays',
  'secondAdmin',
] as const satisfies readonly (keyof SecurityPolicy)[];

export const securityConfigure = defineCommand<'security.configure'>({
  name: 'security.configure',
  access: 'security:configure',
  zh: '设置安全策略',
  en: 'Set the security policy',
  tables: ['meta'],
  stepUp: true,
  input: z.strictObject({
    passwords: z.enum(['standard', 'strict']),
    factorFor: z.enum(['nobody', 'supers', 'risky']),
    dormantDays: z.int().check(z.gte(7), z.lte(730)),
    secondAdmin: z.enum(['off', 'whenPossible']),
  }),
  async run(uow, input) {
    const before = await readPolicy(uow.table('meta'));
    const diff = diffFields(POLICY_FIELDS, { ...before }, { ...input });
    if (diff.length === 0) return;
    const { companyName } = await readPlace(uow.table('meta'));
    await uow.table('meta').put({ key: POLICY_KEY, value: input });
    uow.record({ targetType: 'company', targetId: 'company', targetLabel: companyName, diff });
  },
});

export const securityExportReport = defineCommand<'security.exportReport', SecurityReport>({
  name: 'security.exportReport',
  access: 'security:view',
  zh: '导出安全报告',
  en: 'Export the security report',
  tables: [],
  input: z.strictObject({}),
  prepare: (ctx) => buildReport(ctx),
  async run(uow, _input, report) {
    const { findings, people } = report;
    uow.recordBulk({
      targetType: 'security',
      targetId: '',
      targetLabel: 'xlsx',
      counts: { rows: findings.length + people.length },
      rowsHash: '',
    });
    return report;
  },
});

export const securityCommands = [sessionProve, securityConfigure, securityExportReport] as const;
