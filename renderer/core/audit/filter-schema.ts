import { z } from 'zod/mini';

const text = z.optional(z.string().check(z.maxLength(100)));
const time = z.optional(z.number());

/** What the log can be narrowed down by: the same for looking at it and for taking it out. */
export const auditFilterShape = {
  log: z.enum(['all', 'operations', 'signIns', 'exports', 'denied', 'rights']),
  action: text,
  actorId: text,
  targetId: text,
  target: text,
  result: text,
  from: time,
  to: time,
};
