import type { ReviewLine } from '@shared/contracts/reviews';

export interface ReviewedPerson {
  adminId: string;
  name: string;
  lines: ReviewLine[];
}

/** In the order in which the people stand in the review. */
export function byPerson(items: readonly ReviewLine[]): ReviewedPerson[] {
  const people = new Map<string, ReviewedPerson>();
  for (const line of items) {
    const person = people.get(line.adminId) ?? { adminId: line.adminId, name: line.adminName, lines: [] };
    person.lines.push(line);
    people.set(line.adminId, person);
  }
  return [...people.values()];
}
