import { z } from 'zod/mini';
import {
  checkLayout,
  DATE_ORDERS,
  LAYOUT_CHANNELS,
  LAYOUT_FIELDS,
  LAYOUT_KINDS,
  layoutId,
  type BillLayout,
} from '@shared/imports/bills/layout';
import { MOST_LAYOUT_COLUMNS } from '@shared/imports/bills/propose-layout';

const header = z.string().check(z.minLength(1), z.maxLength(80));
export const layoutIdSchema = z.string().check(z.minLength(3), z.maxLength(60));

export const layoutSchema = z
  .strictObject({
    id: layoutIdSchema,
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
    kind: z.enum(LAYOUT_KINDS),
    channel: z.enum(['BANK', ...LAYOUT_CHANNELS]),
    headers: z.array(header).check(z.minLength(3), z.maxLength(MOST_LAYOUT_COLUMNS)),
    columns: z.record(z.string().check(z.maxLength(40)), header),
    inFen: z.boolean(),
    dateOrder: z.enum(DATE_ORDERS),
  })
  .check(z.refine((input) => isSound(input as BillLayout))) as unknown as z.ZodMiniType<BillLayout>;

/** Its columns are among its headers, mean something, and its id is of these headers. */
function isSound(layout: BillLayout): boolean {
  const fields: readonly string[] = LAYOUT_FIELDS[layout.kind];
  const isKnown = Object.entries(layout.columns).every(
    ([field, column]) => fields.includes(field) && layout.headers.includes(column),
  );
  const isChannel = (layout.kind === 'bank') === (layout.channel === 'BANK');
  return isKnown && isChannel && layoutId(layout.headers) === layout.id && checkLayout(layout) === '';
}
