import { z } from 'zod/mini';
import { REMINDER_EVENTS, REMINDER_WAYS, type ReminderRule, type ReminderSettings } from '@shared/contracts/reminders';
import { CHANNELS } from '@shared/txns/filter';
import { idField } from '../input-fields';

const MOST_RULES = 20;
const MOST_FEN = 100_000_000_000_000;
const MOST_DAYS = 365;
const time = z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/));

const ruleSchema = z
  .strictObject({
    id: idField,
    isOn: z.boolean(),
    event: z.enum(REMINDER_EVENTS),
    amountFen: z.int().check(z.gte(0), z.lte(MOST_FEN)),
    days: z.int().check(z.gte(0), z.lte(MOST_DAYS)),
    merchantId: z.string().check(z.maxLength(120)),
    channels: z.array(z.enum(CHANNELS)).check(z.maxLength(CHANNELS.length)),
    ways: z.array(z.enum(REMINDER_WAYS)).check(z.maxLength(REMINDER_WAYS.length)),
  })
  .check(z.refine(isComplete));

export const settingsSchema = z
  .strictObject({
    quietFrom: time,
    quietTo: time,
    rules: z.array(ruleSchema).check(z.maxLength(MOST_RULES)),
  })
  .check(
    z.refine(({ quietFrom, quietTo }) => (quietFrom === '') === (quietTo === '')),
    z.refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length),
  ) as unknown as z.ZodMiniType<ReminderSettings>;

function isComplete({ event, amountFen, days }: Pick<ReminderRule, 'event' | 'amountFen' | 'days'>): boolean {
  return event === 'silence' ? days > 0 && amountFen === 0 : amountFen > 0 && days === 0;
}
