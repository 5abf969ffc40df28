import { infoOf } from './catalogue';
import type { Permission } from './resources';
import type { Right, Rights } from './rights';

/** Whether a grant of a high-risk right waits for a second administrator, where there is one who could confirm it. */
export type SecondAdmin = 'off' | 'whenPossible';

/** How long a grant waits before it lapses. */
export const REQUEST_LIFE_MS = 7 * 86_400_000;

/** High-risk rights that come to more than before: new ones, and known ones that reach further, take more or last longer. */
export function riskierRights(had: Rights, has: Rights): Permission[] {
  return [...has.held]
    .filter(([permission, right]) => infoOf(permission).risk === 'high' && isMore(had.held.get(permission), right))
    .map(([permission]) => permission);
}

function isMore(before: Right | undefined, after: Right): boolean {
  if (!before) return true;
  return reachesFurther(before, after) || takesMore(before, after) || lastUntil(after) > lastUntil(before);
}

/** Every clause of the scope before still holds, or one of its is narrower now; whatever cannot be told counts as further. */
function reachesFurther(before: Right, after: Right): boolean {
  const within = (inner: readonly string[], outer: readonly string[]): boolean =>
    inner.every((one) => outer.includes(one));
  return !before.scope.every((outer) =>
    after.scope.some(
      (inner) =>
        within(inner.owners, outer.owners) &&
        within(inner.merchantIds, outer.merchantIds) &&
        inner.regions.every((code) => outer.regions.some((prefix) => code.startsWith(prefix))),
    ),
  );
}

function takesMore(before: Right, after: Right): boolean {
  const more = (was: number | undefined, is: number | undefined): boolean =>
    was !== undefined && (is === undefined || is > was);
  return more(before.limit.single, after.limit.single) || more(before.limit.day, after.limit.day);
}

function lastUntil({ sources }: Right): number {
  return Math.max(
    0,
    ...sources.map((source) => (source.kind === 'role' || source.expiresAt === 0 ? Infinity : source.expiresAt)),
  );
}
