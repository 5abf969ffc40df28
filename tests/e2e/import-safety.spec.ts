import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { merchant, MERCHANT_INPUT_FIELDS } from '../../shared/entities/merchant';
import { chooseFile, goTo, setUpCompany } from '../support/desk';
import { syntheticMerchant } from '../support/factories/import-batch';
import { expect, test } from '../support/launch-app';

test.setTimeout(180_000);

declare global {
  interface Window {
    policyReports?: string[];
  }
}

/** Text that a careless page would run, and text that a spreadsheet would compute. */
const PAYLOADS = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(2)</script>',
  '"><svg onload=alert(3)>',
  '</td></tr><iframe src=javascript:alert(4)>',
  'javascript:alert(5)',
  '{{7*7}}{{constructor.constructor("alert(6)")()}}',
  '${alert(7)}`',
  '<a href="javascript:alert(8)">x</a>',
  '");alert(9);//',
  '=HYPERLINK("http://127.0.0.1/","10")',
  '@SUM(1+1)*cmd|calc!A0',
  '-2+3+cmd|calc!A0',
] as const;
const FORMULAS = PAYLOADS.filter((text) => /^[=@-]/.test(text));
const TEXTS = [
  'name',
  'shortName',
  'legalName',
  'contactName',
  'address',
  'bankName',
  'accountName',
  'remark',
] as const;

/** A table whose every free text is a payload; the rest of each row is a valid merchant. */
function hostileCsv(): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = PAYLOADS.map((payload, n) => {
    const values: Record<string, string> = { ...syntheticMerchant(n + 1), ratePpm: '0.38%', merchantType: '零售' };
    for (const field of TEXTS) values[field] = payload;
    return MERCHANT_INPUT_FIELDS.map((field) => quote(values[field] ?? ''));
  });
  const head = MERCHANT_INPUT_FIELDS.map((field) => quote(merchant.fields[field].zh));
  return `\uFEFF${[head, ...rows].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

async function expectLiteral(page: Page, where: string): Promise<void> {
  for (const payload of PAYLOADS) {
    await expect(page.getByText(payload, { exact: true }).first(), `${where}: ${payload}`).toBeVisible();
  }
}

/** All fields of what the list shows, as a file. */
async function exportAs(page: Page, format: string): Promise<Uint8Array> {
  await page.getByRole('button', { name: '导出', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(format, { exact: true }).click();
  await dialog.getByRole('button', { name: '全选' }).click();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '选择位置并导出' }).click();
  const path = await (await download).path();
  await expect(dialog.getByText('已导出 12 行')).toBeVisible();
  await dialog.getByRole('button', { name: '关闭', exact: true }).last().click();
  return new Uint8Array(readFileSync(path));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

test('text that looks like code or formulas stays text everywhere, and leaves as text', async ({ openWeb }, info) => {
  const { page, context } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(10_000);
  const ran: string[] = [];
  await context.addInitScript(() => {
    window.policyReports = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.policyReports?.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => ran.push(error.message));
  await page.reload();
  await page.setViewportSize({ width: 1366, height: 1700 });
  await setUpCompany(page);

  await test.step('by form, as drafts', async () => {
    await page.getByRole('button', { name: '新增商户' }).first().click();
    for (const payload of PAYLOADS) {
      await page.getByRole('textbox', { name: '商户名称' }).fill(payload);
      await page.getByRole('textbox', { name: '详细地址' }).fill(payload);
      await page.getByRole('textbox', { name: '备注' }).fill(payload);
      await page.getByRole('button', { name: '保存并新增下一个' }).click();
      await expect(page.getByRole('textbox', { name: '商户名称' })).toHaveValue('');
    }
  });

  await test.step('by import, under a hostile file name', async () => {
    const file = info.outputPath('<img src=x onerror=alert(0)>.csv');
    writeFileSync(file, hostileCsv());
    await goTo(page, '导入');
    await chooseFile(page, file);
    await page.getByRole('button', { name: '下一步：检查数据' }).click();
    await page.getByRole('button', { name: '全部 12' }).click();
    await expectLiteral(page, 'check');
    await page.getByRole('button', { name: '下一步：导入 12 行' }).click();
    await page.getByRole('button', { name: '导入 12 行' }).click();
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    await goTo(page, '导入记录');
    await expect(page.getByText('<img src=x onerror=alert(0)>.csv')).toBeVisible();
  });

  await test.step('list, details and history show it letter by letter', async () => {
    await goTo(page, '商户');
    await expect(page.getByText('共 24 个商户')).toBeVisible();
    await expectLiteral(page, 'list');
    for (const payload of PAYLOADS) {
      await page.getByRole('link', { name: payload, exact: true }).first().click();
      await expect(page.getByRole('heading', { name: payload, exact: true })).toBeVisible();
      await expect(page.getByRole('definition').filter({ hasText: payload })).toHaveCount(TEXTS.length);
      await goTo(page, '商户');
    }
    // What was typed into the form stands field by field in the history.
    for (const payload of PAYLOADS.slice(0, 3)) {
      await page.getByRole('link', { name: payload, exact: true }).last().click();
      await expect(page.locator('.history details').first()).toContainText(payload);
      await goTo(page, '商户');
    }
  });

  await test.step('recycle bin and audit', async () => {
    await page.getByRole('button', { name: /^草稿/ }).click();
    await expect(page.getByText('共 12 个商户')).toBeVisible();
    await page.getByRole('checkbox').first().click();
    await page.getByRole('button', { name: '删除', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(PAYLOADS[0]);
    await dialog.getByRole('button', { name: '删除 12 个商户' }).click();
    await expect(page.getByText('已把 12 个商户移入回收站')).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await goTo(page, '回收站');
    await expectLiteral(page, 'recycle bin');
    await goTo(page, '审计日志');
    await expect(page.getByRole('cell', { name: PAYLOADS[0], exact: true }).first()).toBeVisible();
    await expectLiteral(page, 'audit');
  });

  await test.step('the exports neutralise formulas', async () => {
    await goTo(page, '商户');
    await expect(page.getByText('共 12 个商户')).toBeVisible();
    // In a workbook they are cells of text, and no cell is a formula.
    const sheet = strFromU8(unzipSync(await exportAs(page, 'Excel (.xlsx)'))['xl/worksheets/sheet1.xml']!);
    for (const payload of FORMULAS) expect(sheet).toContain(escapeXml(payload));
    expect(sheet).not.toMatch(/<f[ >]/);
    // A text file cannot say what is text: there an apostrophe comes first.
    const lines = new TextDecoder().decode(await exportAs(page, 'CSV (.csv)'));
    for (const payload of FORMULAS) expect(lines).toContain(`'${payload.replaceAll('"', '""')}`);
    expect(lines).not.toMatch(/(?:^|,)"?[=+@-]/m);
  });

  expect(ran).toEqual([]);
  expect(await page.evaluate(() => window.policyReports)).toEqual([]);
});
