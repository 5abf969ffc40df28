import type { Permission } from './resources';
import { tighterLimit, type Right, type Rights } from './rights';
import { narrowScope } from './scope';

/** What two people may both do: whoever looks through somebody's eyes sees no more than their own show. */
export function intersectRights(own: Rights, other: Rights): Rights {
  const held = new Map<Permission, Right>();
  for (const [permission, right] of other.held) {
    const mine = own.held.get(permission);
    if (!mine) continue;
    held.set(permission, {
      sources: right.sources,
      scope: narrowScope(right.scope, mine.scope),
      limit: tighterLimit(right.limit, mine.limit),
    });
  }
  return { held, validUntil: Math.min(own.validUntil, other.validUntil) };
}
