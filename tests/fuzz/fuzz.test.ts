import { describe, expect, it } from 'vitest';
import { makeCase } from './make-case';
import { loadSeeds, SEEDS_FROM } from './seeds';
import { tryCase } from './try-case';

const SEED = 20_250_630;
const CASES = 400;

describe(`files changed at random, from ${SEEDS_FROM}`, () => {
  const seeds = loadSeeds();

  it('are read or refused, and nothing else happens', { timeout: 120_000 }, async () => {
    const problems: string[] = [];
    const outcomes = new Set<string>();
    for (let number = 0; number < CASES; number++) {
      const made = makeCase(seeds, SEED, number);
      const { outcome, problem } = await tryCase(made);
      outcomes.add(outcome);
      if (problem) problems.push(`case ${number}, ${made.recipe}: ${problem}`);
    }
    expect(problems).toEqual([]);
    // A fuzzer whose files are all refused at the door tries nothing.
    expect([...outcomes]).toEqual(expect.arrayContaining(['ok', 'file.damaged']));
  });

  it('are the same again for the same seed and number', () => {
    for (const number of [0, 7, 99]) expect(makeCase(seeds, SEED, number)).toEqual(makeCase(seeds, SEED, number));
    expect(makeCase(seeds, SEED, 1).bytes).not.toEqual(makeCase(seeds, SEED + 1, 1).bytes);
  });
});
