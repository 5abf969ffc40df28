import { z } from 'zod';
import { MAX_CHUNK_BYTES } from '@shared/contracts/bridge';
import { isJournalFileName } from '@shared/contracts/journal';
import type { BridgeSchemas } from './contract';

const name = z.string().refine(isJournalFileName);
const count = z.int().min(0);
const chunk = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MAX_CHUNK_BYTES);
const length = z.int().min(1).max(MAX_CHUNK_BYTES);
const nothing = z.undefined() as unknown as z.ZodType<void>;
/** Every stored change is one call at least, and the engine stores some hundreds in a second; a refused one would be a gap. */
const often = 2_000;

export const journalSchemas: BridgeSchemas['journal'] = {
  list: { args: z.tuple([]), value: z.array(z.object({ name, bytes: count, modifiedAt: z.number() })), perSecond: 50 },
  append: { args: z.tuple([name, count, chunk]), value: nothing, perSecond: often },
  read: { args: z.tuple([name, count, length]), value: chunk, perSecond: often },
  remove: { args: z.tuple([name]), value: nothing, perSecond: often },
};
