import type { AuditProof } from '@shared/contracts/audit';
import type { CoreClient } from '@shared/contracts/core';
import type { AuditExportInput, FileChunks, OnProgress } from '@shared/contracts/sheet';
import { packColumn, type ColumnBatch } from '@shared/kernel/columns';
import { fail, ok, type Result } from '@shared/kernel/result';
import { AUDIT_SHEET_TEXTS, verdictText } from './audit-proof-texts';
import type { SheetTable } from './table';
import { writeSheets } from './xlsx-writer';

type Locale = AuditExportInput['locale'];

/** Below the header, as Excel has it. */
const MOST_ROWS = 1_048_575;

/** The filtered log as a workbook: its entries, and a sheet that tells a stranger how to check them. */
export async function exportAudit(
  core: CoreClient,
  { filter, locale, fileName }: AuditExportInput,
  onProgress?: OnProgress,
): Promise<Result<{ chunks: FileChunks; rows: number }>> {
  const taken = await core.execute('audit.export', { ...filter, locale, fileName });
  if (!taken.ok) return taken;
  const { batch, proof } = taken.value;
  if (batch.rows > MOST_ROWS) return fail('export.too_many_rows', { params: { rows: batch.rows, limit: MOST_ROWS } });
  const chunks = await writeSheets([logTable(batch, locale), proofTable(proof, locale)], onProgress);
  return ok({ chunks, rows: batch.rows });
}

function logTable(batch: ColumnBatch, locale: Locale): SheetTable {
  const texts = AUDIT_SHEET_TEXTS[locale];
  const columns = Object.entries(texts.columns).flatMap(([name, header]) => {
    const values = batch.columns[name];
    return values ? [{ header, kind: 'text' as const, values }] : [];
  });
  return { name: texts.log, rows: batch.rows, columns };
}

function proofTable(proof: AuditProof, locale: Locale): SheetTable {
  const texts = AUDIT_SHEET_TEXTS[locale];
  const { verdict } = proof;
  const { anchor } = verdict;
  const facts: [string, string][] = [
    [texts.rows, String(proof.rows)],
    [texts.first, String(proof.firstSeq)],
    [texts.last, String(proof.lastSeq)],
    [texts.rowsSha256, proof.rowsSha256],
    [texts.filter, proof.filter || texts.none],
    [texts.verdict, verdictText(verdict, locale)],
    [texts.head, `${verdict.seq} · ${verdict.head}`],
    [texts.anchor, anchor ? `${anchor.seq} · ${anchor.head}` : texts.none],
    [texts.install, proof.installId],
    [texts.at, new Date(proof.at).toISOString()],
    [texts.by, proof.by],
    ['', ''],
    ...texts.how.map((line): [string, string] => [line, '']),
  ];
  const columns = [texts.item, texts.value].map((header, i) => ({
    header,
    kind: 'text' as const,
    values: packColumn(facts.map((fact) => fact[i]!)),
  }));
  return { name: texts.proof, rows: facts.length, columns };
}
