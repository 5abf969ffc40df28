import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { serveRenderer } from '../../build/tools/static-server';
import { MERCHANT_INPUT_FIELDS, merchant } from '../../shared/entities/merchant';
import { packColumn } from '../../shared/kernel/columns';
import { writeXlsx } from '../../renderer/workers/sheet/xlsx-writer';
import { chooseFile, goTo, setUpCompany, signIn } from '../support/desk';
import { syntheticMerchant } from '../support/factories/import-batch';
import { KillableChromium } from '../support/killable-chromium';
import { expect, test } from '../support/launch-app';

test.setTimeout(180_000);

/** Enough for the worker to hand its sheet to the one that inflates. */
const ROWS = 8_000;

/** A workbook of valid merchants, but for the credit code of the first. */
async function writeWorkbook(path: string): Promise<void> {
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const row: Record<string, string> = { ...syntheticMerchant(n + 1), ratePpm: '0.38%', merchantType: '零售' };
    return n === 0 ? { ...row, uscc: '12345' } : row;
  });
  const columns = MERCHANT_INPUT_FIELDS.map((field) => ({
    header: merchant.fields[field].zh,
    kind: 'text' as const,
    values: packColumn(rows.map((row) => row[field] ?? '')),
  }));
  writeFileSync(path, Buffer.concat(await writeXlsx({ name: '商户', rows: ROWS, columns })));
}

const chip = (page: Page, label: string) =>
  page.getByRole('group', { name: '按结果筛选' }).getByRole('button', { name: label });

async function expectCounts(page: Page, counts: Record<string, number>): Promise<void> {
  for (const [label, count] of Object.entries(counts)) {
    await expect(chip(page, label)).toContainText(count.toLocaleString('zh-CN'));
  }
}

test('an import under way survives kill -9: file, mapping and corrections are offered again', async ({
  userData,
}, info) => {
  mkdirSync(info.outputPath(), { recursive: true });
  const path = info.outputPath('商户名单.xlsx');
  await writeWorkbook(path);
  const server = await serveRenderer({ root: resolve('out/renderer'), port: 0 });
  const launch = async () => {
    const chrome = await KillableChromium.launch(userData, server.origin, 'zh-CN');
    chrome.page.setDefaultTimeout(20_000);
    await chrome.page.setViewportSize({ width: 1366, height: 768 });
    return chrome;
  };

  const first = await launch();
  await setUpCompany(first.page);
  await goTo(first.page, '商户');
  await goTo(first.page, '导入');
  await chooseFile(first.page, path);
  await first.page.getByRole('button', { name: '下一步：检查数据' }).click();
  await expectCounts(first.page, { 错误: 1 });
  await chip(first.page, '错误').click();
  await first.page.getByRole('gridcell', { name: '12345', exact: true }).dblclick();
  await first.page.keyboard.type(syntheticMerchant(1).uscc);
  await first.page.keyboard.press('Enter');
  await expectCounts(first.page, { 错误: 0 });
  // Kept in the background, a moment after the change; nothing on the screen tells when.
  await first.page.waitForTimeout(6_000);
  await first.kill();

  const second = await launch();
  await signIn(second.page);
  await goTo(second.page, '导入');
  await expect(second.page.getByText('上次的导入没有完成')).toBeVisible();
  await expect(second.page.getByText(/8,000 行，已做 1 处修改/)).toBeVisible();
  await second.page.getByRole('button', { name: '继续导入' }).click();
  await expectCounts(second.page, { 全部: ROWS, 错误: 0 });
  await second.page.getByRole('button', { name: `下一步：导入 8,000 行` }).click();
  await second.page.getByRole('button', { name: `导入 8,000 行` }).click();
  await expect(second.page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 });
  await goTo(second.page, '导入');
  await expect(second.page.getByText('上次的导入没有完成')).toBeHidden();
  await second.kill();
  await server.close();
});
