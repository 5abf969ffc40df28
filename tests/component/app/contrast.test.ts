import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Colour = [number, number, number];
type Tokens = Record<string, string>;

const css = readFileSync('renderer/app/theme/tokens.css', 'utf8');
const light = readTokens('html:root {');
const themes: Record<string, Tokens> = {
  light,
  dark: { ...light, ...readTokens('html.dark:root {') },
};

/** Text and the ground it stands on; 4.5 for text, 3 for what only has to be seen (WCAG 2.2, 1.4.3 and 1.4.11). */
const PAIRS: readonly [text: string, ground: string, atLeast: number][] = [
  ...['primary', 'regular', 'secondary', 'placeholder'].flatMap((text) =>
    [
      '--el-bg-color',
      '--el-bg-color-page',
      '--el-bg-color-overlay',
      '--el-fill-color-light',
      '--el-fill-color-blank',
    ].map((ground) => [`--el-text-color-${text}`, ground, 4.5] as [string, string, number]),
  ),
  ...['primary', 'success', 'warning', 'danger', 'info'].flatMap((tone) => [
    [`--el-color-${tone}`, '--el-bg-color', 4.5] as [string, string, number],
    [`--el-color-${tone}`, '--el-bg-color-page', 4.5] as [string, string, number],
    [`--el-color-${tone}`, '--el-bg-color-overlay', 4.5] as [string, string, number],
  ]),
  ['--md-on-primary', '--el-color-primary', 4.5],
  ['--md-on-status', '--el-color-danger', 4.5],
  ['--md-nav-text', '--md-nav-bg', 4.5],
  ['--md-nav-text-strong', '--md-nav-active-bg', 4.5],
  ['--md-nav-mark', '--md-nav-bg', 3],
  ['--el-border-color', '--el-bg-color', 3],
  ['--el-border-color', '--el-fill-color-blank', 3],
  ['--md-focus', '--el-bg-color', 3],
  ['--md-focus', '--el-bg-color-page', 3],
];

describe.each(Object.keys(themes))('the %s theme', (name) => {
  const tokens = themes[name]!;

  it.each(PAIRS)('shows %s on %s with at least %f : 1', (text, ground, atLeast) => {
    expect(contrast(parse(tokens[text]), parse(tokens[ground]))).toBeGreaterThanOrEqual(atLeast);
  });

  it.each(['primary', 'success', 'warning', 'danger', 'info'])('keeps %s readable on its own pale ground', (tone) => {
    const colour = parse(tokens[`--el-color-${tone}`]);
    // `light-9` of tokens.css: 9 % of the colour over the background.
    const pale = mix(colour, parse(tokens['--el-bg-color']), 0.09);
    expect(contrast(colour, pale)).toBeGreaterThanOrEqual(4.5);
  });
});

it('takes the pale ground as tokens.css mixes it', () => {
  expect(css).toContain(
    '--el-color-primary-light-9: color-mix(in srgb, var(--el-color-primary) 9%, var(--el-bg-color))',
  );
});

function readTokens(selector: string): Tokens {
  const block = css.slice(css.indexOf(selector) + selector.length).split('}')[0]!;
  return Object.fromEntries([...block.matchAll(/(--[\w-]+):\s*(#[\da-f]{6});/gi)].map((m) => [m[1]!, m[2]!]));
}

function parse(text: string | undefined): Colour {
  if (!text) throw new Error('no such token');
  return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) as Colour;
}

function mix(a: Colour, b: Colour, share: number): Colour {
  return a.map((value, i) => value * share + b[i]! * (1 - share)) as Colour;
}

function contrast(a: Colour, b: Colour): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
