import { infoOf } from '@shared/access/catalogue';
import { LEVELS } from '@shared/access/levels';
import type { AdminView, CoreClient } from '@shared/contracts/core';
import type { AdminState, MatrixRow } from '@shared/contracts/people';
import type { AdminExport, FileChunks } from '@shared/contracts/sheet';
import { ok, type Result } from '@shared/kernel/result';
import { regionName } from '@shared/rules/region-scope';
import { ADMIN_EXPORT_TEXTS, type AdminExportTexts } from './export-admins-texts';
import { snapshotTables } from './export-snapshot';
import type { SheetTable } from './table';
import { timeText, toTable } from './text-table';
import { writeSheets, writeXlsx } from './xlsx-writer';

type Locale = 'zh' | 'en';

/** Asks the gate (permission, scope, audit happen there) and writes what it gave. */
export async function exportAdmins(core: CoreClient, input: AdminExport, locale: Locale): Promise<Result<FileChunks>> {
  const texts = ADMIN_EXPORT_TEXTS[locale];
  if (input.what === 'snapshot') {
    const taken = await core.execute('admin.exportSnapshot', { snapshotId: input.snapshotId });
    if (!taken.ok) return taken;
    const { json } = taken.value;
    if (input.format === 'json') return ok([new TextEncoder().encode(JSON.stringify(JSON.parse(json), null, 2))]);
    return ok(await writeSheets(snapshotTables(json, locale, texts)));
  }
  if (input.what === 'list') {
    const taken = await core.execute('admin.exportList', {});
    return taken.ok ? ok(await writeXlsx(listTable(taken.value, locale, texts))) : taken;
  }
  const taken = await core.execute('admin.exportMatrix', {});
  return taken.ok ? ok(await writeXlsx(matrixTable(taken.value, locale, texts))) : taken;
}

function listTable(rows: readonly AdminView[], locale: Locale, texts: AdminExportTexts): SheetTable {
  return toTable(texts.list, rows, [
    [texts.name, (row) => row.name],
    [texts.login, (row) => row.loginName],
    [texts.mobile, (row) => row.mobileMask],
    [texts.wechat, (row) => row.wechatId],
    [texts.state, (row) => texts.states[stateOf(row)]],
    [texts.level, (row) => LEVELS[row.rights.level][locale]],
    [texts.roles, (row) => row.roles.map((role) => role[locale]).join(texts.and)],
    [texts.createdAt, (row) => timeText(row.createdAt)],
    [texts.lastLogin, (row) => timeText(row.lastLoginAt ?? 0)],
    [texts.invitedAt, (row) => timeText(row.invite?.sentAt ?? 0)],
    [texts.acceptedAt, (row) => timeText(row.invite && row.state === 'active' ? row.invite.endedAt : 0)],
    [texts.reason, (row) => row.stateReason],
  ]);
}

function matrixTable(rows: readonly MatrixRow[], locale: Locale, texts: AdminExportTexts): SheetTable {
  return toTable(texts.matrix, rows, [
    [texts.name, (row) => row.name],
    [texts.login, (row) => row.loginName],
    [texts.state, (row) => texts.states[row.state]],
    [texts.level, (row) => LEVELS[row.level][locale]],
    [texts.permission, (row) => infoOf(row.permission)[locale]],
    [texts.code, (row) => row.permission],
    [texts.risk, (row) => texts.risks[infoOf(row.permission).risk]],
    [texts.held, (row) => (row.isHeld ? texts.yes : texts.no)],
    [texts.source, (row) => sourceText(row, locale, texts)],
    [texts.until, (row) => timeText(row.grantedUntil ?? 0)],
    [texts.scope, (row) => (row.isHeld && infoOf(row.permission).scoped ? scopeText(row.scope, texts) : '')],
    [texts.single, (row) => String(row.limit.single ?? '')],
    [texts.day, (row) => String(row.limit.day ?? '')],
  ]);
}

function sourceText(row: MatrixRow, locale: Locale, texts: AdminExportTexts): string {
  if (row.isDenied) return texts.denied;
  if (row.isCapped) return texts.capped;
  const sources = row.roles.map((role) => role[locale]);
  return [...sources, ...(row.grantedUntil === null ? [] : [texts.granted])].join(texts.and);
}

/** Each clause must hold; within one of them any part will do. */
function scopeText(scope: MatrixRow['scope'], texts: AdminExportTexts): string {
  if (scope.length === 0) return texts.everything;
  const clauses = scope.map(({ owners, regions, merchants }) =>
    [
      ...(owners.length > 0 ? [texts.owned + owners.join(texts.and)] : []),
      ...(regions.length > 0 ? [regions.map(regionName).join(texts.and)] : []),
      ...(merchants > 0 ? [texts.listed(merchants)] : []),
    ].join(texts.or),
  );
  return clauses.map((clause) => clause || texts.nothing).join(texts.both);
}

function stateOf(row: AdminView): AdminState | 'expired' {
  return row.state === 'invited' && row.invite?.isExpired ? 'expired' : row.state;
}
