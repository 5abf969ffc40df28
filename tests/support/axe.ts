import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';

/** Its source, to be run in the page once. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In the page, once its source was run there. */
type PageWithAxe = { axe: { run(options: RunOptions): Promise<AxeResults> } };

/** Serious and critical findings of what is on the screen now, in two languages and two themes. */
export async function findingsOn(page: Page, view: string): Promise<string[]> {
  const found: string[] = [];
  // Reachable for the test under an open dialog too.
  const switchLanguage = page.locator('.frame-button--text').first();
  for (const language of ['zh-CN', 'en']) {
    for (const theme of ['light', 'dark']) {
      const violations = await page.evaluate(async (dark) => {
        document.documentElement.classList.toggle('dark', dark);
        const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
        // What is on its way, of colour or into sight, has no contrast to judge: it is brought to its end.
        for (let calm = 0; calm < 3;) {
          await frame();
          const moving = document
            .getAnimations()
            .filter((one) => one.playState !== 'finished' && one.effect?.getComputedTiming().endTime !== Infinity);
          for (const one of moving) one.finish();
          calm = moving.length > 0 ? 0 : calm + 1;
        }
        const { axe } = window as unknown as PageWithAxe;
        const results = await axe.run({ resultTypes: ['violations'] });
        return results.violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
      }, theme === 'dark');
      found.push(...violations.map((text) => `${view}, ${language}, ${theme}: ${text}`));
    }
    await switchLanguage.dispatchEvent('click');
    await page.waitForTimeout(60);
  }
  await page.evaluate(() => document.documentElement.classList.remove('dark'));
  return found;
}
