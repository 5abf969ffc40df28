import { permissionsOf } from '@shared/access/can';
import { infoOf } from '@shared/access/catalogue';
import { findConflicts } from '@shared/access/conflicts';
import { isSuper } from '@shared/access/rights';
import { mustHaveFactor, type SecurityPolicy } from '@shared/access/security-policy';
import type { Finding, GuardedPerson, SecurityReport } from '@shared/contracts/security';
import type { AdminRow, AuditEntryRow, GuardRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { emptyGuard } from './guard-row';
import { readPolicy } from './policy';

const DAY_MS = 86_400_000;
/** How far back attempts and exports are counted. */
const WINDOW_DAYS = 30;
/** Fewer failures than this are people mistyping. */
const NOTABLE_FAILURES = 5;
const MANY_FAILURES = 20;
/** As the dashboard and the banner count them (trust.md 2.4). */
const OLD_BACKUP_DAYS = 3;
const STALE_BACKUP_DAYS = 7;
const MANY_BACKUP_FAILURES = 3;
const SIGN_INS = ['session.signIn', 'session.unlock', 'session.recover', 'session.prove'];

/** How well the company is guarded at this moment, worst first. Reads rows and the last weeks of the audit, never a secret. */
export async function buildReport(ctx: CoreContext): Promise<SecurityReport> {
  const now = ctx.now();
  const policy = await readPolicy(ctx.db.table('meta'));
  const guards = new Map((await ctx.db.table('guards').toArray()).map((row) => [row.id, row]));
  const admins = ctx.access.allAdmins().filter((admin) => admin.state !== 'deleted');
  const entries = await ctx.db
    .table('audit')
    .where('at')
    .above(now - WINDOW_DAYS * DAY_MS)
    .toArray();
  const active = admins.filter((admin) => admin.state === 'active');
  const findings = [
    ...active.flatMap((admin) => ofPerson(ctx, admin, guards.get(admin.id) ?? emptyGuard(admin.id), policy)),
    ...failedSignIns(entries),
    ...sensitiveExports(entries),
    ...tooManyLooks(entries),
    ...(await missedBackups(ctx)),
  ];
  return {
    at: now,
    days: WINDOW_DAYS,
    findings: findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]),
    people: admins.map((admin) => toPerson(ctx, admin, guards.get(admin.id) ?? emptyGuard(admin.id))),
  };
}

const RANK = { high: 0, medium: 1, low: 2 } as const;

function ofPerson(ctx: CoreContext, admin: AdminRow, guard: GuardRow, policy: SecurityPolicy): Finding[] {
  const who = { adminId: admin.id, name: admin.name };
  const now = ctx.now();
  const findings: Finding[] = [];
  const permissions = permissionsOf(ctx.access.rightsOf(admin.id, now));
  const strength = guard.password?.strength ?? null;
  if (strength !== null && strength <= 2) {
    findings.push({ ...who, kind: 'weakPassword', severity: strength <= 1 ? 'high' : 'medium', params: { strength } });
  }
  const risky = permissions.filter((permission) => infoOf(permission).risk === 'high').length;
  if (!guard.factor && (isSuper(admin) || risky > 0)) {
    const required = mustHaveFactor(policy, admin.roleIds, permissions) ? 1 : 0;
    findings.push({
      ...who,
      kind: 'noFactor',
      severity: isSuper(admin) ? 'high' : 'medium',
      params: { risky, required },
    });
  }
  const idleDays = Math.floor((now - (admin.lastLoginAt || admin.createdAt)) / DAY_MS);
  if (idleDays >= policy.dormantDays) {
    const severity = isSuper(admin) ? 'high' : 'medium';
    findings.push({ ...who, kind: 'dormant', severity, params: { days: idleDays, never: admin.lastLoginAt ? 0 : 1 } });
  }
  // A super administrator holds everything by definition: that is what reviews and the audit are for.
  for (const rule of isSuper(admin) ? [] : findConflicts(new Set(permissions))) {
    const severity = rule.severity === 'severe' ? 'high' : 'medium';
    findings.push({ ...who, kind: 'conflict', severity, params: { zh: rule.zh, en: rule.en } });
  }
  if (guard.pin?.locked) findings.push({ ...who, kind: 'pinLocked', severity: 'medium', params: {} });
  return findings;
}

/** A backup counts once it was read back and proved; what failed, or cannot be reached, is said as well. */
async function missedBackups(ctx: CoreContext): Promise<Finding[]> {
  const company = { adminId: '', name: '' };
  const folder = await ctx.host.backups.list();
  if (!folder.ok || folder.value.lost)
    return [{ ...company, kind: 'backupsUnreachable', severity: 'high', params: {} }];
  const { files, records } = folder.value;
  const proved = records.filter((record) => record.verifiedAt > 0 && files.some((file) => file.name === record.name));
  if (proved.length === 0) return [{ ...company, kind: 'noBackup', severity: 'high', params: {} }];
  const lastAt = Math.max(...proved.map((record) => record.createdAt));
  const days = Math.floor((ctx.now() - lastAt) / DAY_MS);
  const { failures } = ctx.backup;
  const findings: Finding[] = [];
  if (days >= OLD_BACKUP_DAYS) {
    const severity = days >= STALE_BACKUP_DAYS ? 'high' : 'medium';
    findings.push({ ...company, kind: 'oldBackup', severity, params: { days, lastAt } });
  }
  if (failures > 0) {
    const severity = failures >= MANY_BACKUP_FAILURES ? 'high' : 'medium';
    findings.push({ ...company, kind: 'failedBackups', severity, params: { count: failures } });
  }
  return findings;
}

function failedSignIns(entries: readonly AuditEntryRow[]): Finding[] {
  const failed = entries.filter((entry) => entry.result === 'fail' && SIGN_INS.includes(entry.action));
  return [...groupBy(failed, (entry) => entry.targetId)]
    .filter(([, list]) => list.length >= NOTABLE_FAILURES)
    .map(([adminId, list]) => ({
      kind: 'failedSignIns',
      severity: list.length >= MANY_FAILURES ? 'high' : 'medium',
      adminId,
      name: list.at(-1)!.targetLabel,
      params: { count: list.length, lastAt: list.at(-1)!.at },
    }));
}

function sensitiveExports(entries: readonly AuditEntryRow[]): Finding[] {
  const taken = entries.filter(
    ({ action, counts }) => action === 'merchant.export' && (counts['clearFields'] ?? 0) > 0,
  );
  return [...groupBy(taken, (entry) => entry.actorId)].map(([adminId, list]) => ({
    kind: 'sensitiveExports',
    severity: 'low',
    adminId,
    name: list.at(-1)!.actorName,
    params: {
      count: list.length,
      rows: list.reduce((sum, entry) => sum + (entry.counts['rows'] ?? 0), 0),
      lastAt: list.at(-1)!.at,
    },
  }));
}

/** Who looked at more sensitive values in a row than one needs, and was stopped. */
function tooManyLooks(entries: readonly AuditEntryRow[]): Finding[] {
  const alerts = entries.filter((entry) => entry.action === 'merchant.reveal' && entry.result === 'fail');
  return [...groupBy(alerts, (entry) => entry.actorId)].map(([adminId, list]) => ({
    kind: 'tooManyLooks',
    severity: 'medium',
    adminId,
    name: list.at(-1)!.actorName,
    params: { count: list.length, lastAt: list.at(-1)!.at },
  }));
}

function toPerson(ctx: CoreContext, admin: AdminRow, guard: GuardRow): GuardedPerson {
  return {
    id: admin.id,
    name: admin.name,
    loginName: admin.loginName,
    roles: admin.roleIds.flatMap((id) => ctx.access.role(id) ?? []).map(({ zh, en }) => ({ zh, en })),
    state: admin.state,
    lastLoginAt: admin.lastLoginAt || null,
    passwordChangedAt: admin.passwordChangedAt,
    passwordStrength: guard.password?.strength ?? null,
    factorSince: guard.factor?.since ?? null,
    codesLeft: guard.factor?.codes.length ?? 0,
    pin: guard.pin ? (guard.pin.locked ? 'locked' : 'on') : 'off',
    failedCount: admin.failedCount,
    isSelf: admin.id === ctx.session.actor?.adminId,
  };
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
