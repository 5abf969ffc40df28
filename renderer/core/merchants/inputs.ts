import { z } from 'zod/mini';
import { MERCHANT_INPUT_FIELDS, type MerchantField } from '@shared/entities/merchant';
import { SORT_FIELDS } from '@renderer/data/merchant-orders';

/** Where a merchant's money goes: whoever changes it, by form or by file, gives the action PIN. */
export const ACCOUNT_FIELDS = ['accountNo', 'accountName', 'bankName'] as const;

/** Schemas the merchant commands and queries share. What the values mean is for the rules; here only shape and size. */
const cell = z.string().check(z.maxLength(4_000));
const word = z.string().check(z.maxLength(100));
const words = z.optional(z.array(word).check(z.maxLength(50)));

export const idSchema = z.string().check(z.minLength(1), z.maxLength(120));
export const idsSchema = z.array(idSchema).check(z.minLength(1), z.maxLength(200_000));
export const reasonSchema = z.string().check(z.maxLength(500));
export const statusSchema = z.enum(['DRAFT', 'SUBMITTED', 'ACTIVE', 'SUSPENDED', 'CLOSED']);

export const valuesSchema = z.strictObject(
  Object.fromEntries(MERCHANT_INPUT_FIELDS.map((field) => [field, z.optional(cell)])) as Record<
    MerchantField,
    z.ZodMiniOptional<typeof cell>
  >,
);

export const filterSchema = z.strictObject({
  text: z.optional(z.string().check(z.maxLength(200))),
  status: z.optional(z.array(statusSchema)),
  merchantType: words,
  settleCycle: words,
  level: words,
  province: z.optional(word),
  city: z.optional(word),
  district: z.optional(word),
  mcc: z.optional(word),
  onboardedFrom: z.optional(word),
  onboardedTo: z.optional(word),
  importBatchId: z.optional(word),
  ownerId: z.optional(word),
  deleted: z.optional(z.boolean()),
});

export const sortSchema = z.strictObject({
  field: z.string().check(z.refine((field) => SORT_FIELDS.includes(field))),
  descending: z.boolean(),
});

export const packedSchema = z
  .strictObject({ text: z.string(), ends: z.instanceof(Uint32Array) })
  .check(z.refine(({ text, ends }) => isAscending(ends) && (ends.at(-1) ?? 0) === text.length));

/** A column batch whose columns really have the rows it says. */
export const batchSchema = z
  .strictObject({ rows: z.int().check(z.gte(0), z.lte(200_000)), columns: z.record(word, packedSchema) })
  .check(z.refine((batch) => Object.values(batch.columns).every((column) => column.ends.length === batch.rows)));

/** What a commit and its preview have in common. */
export const importRowsShape = {
  tableVersion: z.int(),
  creates: batchSchema,
  updates: batchSchema,
  fills: batchSchema,
};

function isAscending(ends: Uint32Array): boolean {
  for (let i = 1; i < ends.length; i++) if (ends[i]! < ends[i - 1]!) return false;
  return true;
}
