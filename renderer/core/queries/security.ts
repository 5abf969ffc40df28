import { z } from 'zod/mini';
import { mustHaveFactor } from '@shared/access/security-policy';
import { isSuper } from '@shared/access/rights';
import { permissionsOf } from '@shared/access/can';
import { defineQuery } from '../define';
import { readGuard } from '../guard/guard-row';
import { readPolicy } from '../guard/policy';
import { buildReport } from '../guard/report';

export const factorStatus = defineQuery<'factor.status'>({
  name: 'factor.status',
  access: 'self',
  zh: '查看自己的二次验证',
  en: 'View the own second factor',
  tables: ['guards', 'admins', 'session', 'meta'],
  whileDue: true,
  input: z.strictObject({}),
  async run(ctx) {
    const { actor, rights } = ctx.session;
    const { factor, pin } = await readGuard(ctx, actor!.adminId);
    const policy = await readPolicy(ctx.db.table('meta'));
    const last = await ctx.db.table('audit').orderBy('at').last();
    const self = ctx.access.admin(actor!.adminId);
    return {
      factor: factor && { since: factor.since, codesLeft: factor.codes.length },
      factorRequired: mustHaveFactor(policy, self?.roleIds ?? [], permissionsOf(rights!)),
      pin: pin && { setAt: pin.setAt, locked: pin.locked === 1 },
      recoveryCode: self && isSuper(self) ? self.recovery !== null : null,
      now: ctx.now(),
      lastSeen: last?.at ?? 0,
    };
  },
});

export const securityPolicy = defineQuery<'security.policy'>({
  name: 'security.policy',
  access: 'security:view',
  zh: '查看安全策略',
  en: 'View the security policy',
  tables: ['meta'],
  input: z.strictObject({}),
  run: (ctx) => readPolicy(ctx.db.table('meta')),
});

export const securityReport = defineQuery<'security.report'>({
  name: 'security.report',
  access: 'security:view',
  zh: '查看安全报告',
  en: 'View the security report',
  tables: ['admins', 'guards', 'meta', 'roles'],
  input: z.strictObject({}),
  run: (ctx) => buildReport(ctx),
});

export const securityQueries = [factorStatus, securityPolicy, securityReport] as const;
