import { expect, it } from 'vitest';
import { ACTION_KIND_IDS, cellOf, RESOURCE_IDS } from '@shared/access/matrix';
import { PERMISSIONS } from '@shared/access/resources';

it('every right stands in one cell of the matrix: what is in none could never be granted', () => {
  const shown = RESOURCE_IDS.flatMap((resource) => ACTION_KIND_IDS.flatMap((kind) => cellOf(resource, kind)));
  expect(shown.sort()).toEqual([...PERMISSIONS].sort());
});
