import { describe, expect, it } from 'vitest';
import { moveKey, orderedKeys } from '@renderer/ui/column-order';

describe('the order of columns', () => {
  it('changes by one move, never before what stands first', () => {
    expect(moveKey(['a', 'b', 'c', 'd'], 'd', 1, 1)).toEqual(['a', 'd', 'b', 'c']);
    expect(moveKey(['a', 'b', 'c', 'd'], 'b', 3, 1)).toEqual(['a', 'c', 'd', 'b']);
    for (const [key, to] of [
      ['b', 0],
      ['a', 2],
      ['b', 4],
      ['x', 2],
    ] as const)
      expect(moveKey(['a', 'b', 'c', 'd'], key, to, 1)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is read back as it was kept: without what is not known, each once, the first one first', () => {
    expect(orderedKeys(['c', 'b', 'b', 7, 'gone'], ['a', 'b', 'c'], ['a'])).toEqual(['a', 'c', 'b']);
    expect(orderedKeys(['c', 'a'], ['a', 'b', 'c'], ['a'])).toEqual(['a', 'c']);
  });
});
