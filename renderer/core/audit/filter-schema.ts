import { z } from 'zod/mini';
import { PERMISSIONS } from '@shared/access/resources';

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
  permission: z.optional(z.enum(PERMISSIONS)),
  from: time,
  to: time,
};
