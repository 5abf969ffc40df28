import { infoOf } from '@shared/access/catalogue';
import { isPermission } from '@shared/access/resources';
import type { AdminExportTexts } from './export-admins-texts';
import type { SheetTable } from './table';
import { timeText, toTable } from './text-table';

interface Snapshot {
  at: number;
  by: string;
  profile: Record<string, unknown>;
  rights: Record<string, unknown>;
  effective: string[];
  entries: {
    seq: number;
    at: number;
    actorName: string;
    action: string;
    targetLabel: string;
    reason: string;
    result: string;
    diff: { field: string; before: string; after: string }[];
  }[];
  merchants: { merchantNo: string; name: string; status: string; deletedAt: number }[];
}

/** The snapshot of a deleted administrator as four sheets. It was made by the core itself, so its shape is known. */
export function snapshotTables(json: string, locale: 'zh' | 'en', texts: AdminExportTexts): SheetTable[] {
  const snapshot = JSON.parse(json) as Snapshot;
  const facts: [string, string][] = [
    [texts.snapshotAt, timeText(snapshot.at)],
    [texts.snapshotBy, snapshot.by],
    ...[...Object.entries(snapshot.profile), ...Object.entries(snapshot.rights)].map(
      ([field, value]): [string, string] => [field, factText(field, value)],
    ),
  ];
  return [
    toTable(texts.profile, facts, [
      [texts.field, ([field]) => field],
      [texts.value, ([, value]) => value],
    ]),
    toTable(texts.effective, snapshot.effective, [
      [texts.permission, (one) => (isPermission(one) ? infoOf(one)[locale] : one)],
      [texts.code, (one) => one],
      [texts.risk, (one) => (isPermission(one) ? texts.risks[infoOf(one).risk] : '')],
    ]),
    toTable(texts.entries, snapshot.entries, [
      [texts.seq, (row) => String(row.seq)],
      [texts.time, (row) => timeText(row.at)],
      [texts.who, (row) => row.actorName],
      [texts.action, (row) => row.action],
      [texts.target, (row) => row.targetLabel],
      [texts.result, (row) => row.result],
      [texts.changes, (row) => row.diff.map((one) => `${one.field}: ${one.before} → ${one.after}`).join('\n')],
      [texts.reason, (row) => row.reason],
    ]),
    toTable(texts.merchants, snapshot.merchants, [
      [texts.merchantNo, (row) => row.merchantNo],
      [texts.name, (row) => row.name],
      [texts.state, (row) => row.status],
      [texts.inBin, (row) => (row.deletedAt > 0 ? texts.yes : '')],
    ]),
  ];
}

function factText(field: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return /At$|Until$/.test(field) ? timeText(value) : String(value);
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
