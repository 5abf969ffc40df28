import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { merchant, MERCHANT_INPUT_FIELDS, MERCHANT_SENSITIVE_FIELDS } from '../../shared/entities/merchant';
import { chooseFile, goTo, setUpCompany } from '../support/desk';
import { syntheticMerchant } from '../support/factories/import-batch';
import { expect, test } from '../support/launch-app';

test.setTimeout(180_000);

/** Typed into the form, typed and left behind as a draft, imported, and left behind in an unfinished import. */
const [SAVED, DRAFTED] = [syntheticMerchant(7_101), syntheticMerchant(7_102)];
const IMPORTED = [7_103, 7_104, 7_105, 7_106].map(syntheticMerchant);
const PENDING = [7_107, 7_108].map(syntheticMerchant);
const EVERYBODY = [SAVED, DRAFTED, ...IMPORTED, ...PENDING];
const SECRETS = EVERYBODY.flatMap((values) => MERCHANT_SENSITIVE_FIELDS.map((field) => values[field] ?? ''));

function csvOf(rows: readonly Record<string, string>[]): string {
  const head = MERCHANT_INPUT_FIELDS.map((field) => merchant.fields[field].zh);
  const lines = rows.map((row) => {
    const values: Record<string, string> = { ...row, ratePpm: '0.38%', merchantType: '零售' };
    return MERCHANT_INPUT_FIELDS.map((field) => `"${values[field] ?? ''}"`);
  });
  return `\uFEFF${[head, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

async function fillForm(page: Page, values: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: '新增商户' }).first().click();
  await page.getByRole('textbox', { name: '商户名称' }).fill(values['name']!);
  for (const field of MERCHANT_SENSITIVE_FIELDS) {
    await page.getByRole('textbox', { name: merchant.fields[field].zh }).fill(values[field]!);
  }
  await page.getByRole('textbox', { name: '备注' }).fill('埋点');
}

/** Which of the texts stand anywhere below a folder, in the encodings an engine may have written them in. */
function findIn(folder: string, texts: readonly string[]): string[] {
  const found = new Set<string>();
  const needles = texts.flatMap((text) =>
    (['utf8', 'utf16le'] as const).map((encoding) => ({ text, bytes: Buffer.from(text, encoding) })),
  );
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const content = readFileSync(join(file.parentPath, file.name));
    for (const { text, bytes } of needles) if (content.includes(bytes)) found.add(text);
  }
  return [...found];
}

test('no planted number is found in the profile, an export without the right, or an address', async ({
  openWeb,
  userData,
}, info) => {
  expect(new Set(SECRETS).size).toBeGreaterThanOrEqual(20);
  const web = await openWeb({ locale: 'zh-CN' });
  const { page } = web;
  page.setDefaultTimeout(10_000);
  const addresses = new Set<string>();
  const lines: string[] = [];
  page.on('framenavigated', (frame) => addresses.add(frame.url()));
  page.on('console', (line) => lines.push(line.text()));
  await setUpCompany(page);

  await test.step('typed and saved, typed and left behind', async () => {
    await fillForm(page, SAVED);
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText(/^已保存：/)).toBeVisible();
    await goTo(page, '商户');
    await fillForm(page, DRAFTED);
    await goTo(page, '商户');
    await page.getByRole('dialog', { name: '还有内容没有保存' }).getByRole('button', { name: '离开' }).click();
  });

  await test.step('imported, and an import left behind', async () => {
    for (const [name, rows] of [
      ['all.csv', IMPORTED],
      ['left.csv', PENDING],
    ] as const) {
      const file = info.outputPath(name);
      writeFileSync(file, csvOf(rows));
      await goTo(page, '商户');
      await goTo(page, '导入');
      await chooseFile(page, file);
      await page.getByRole('button', { name: '下一步：检查数据' }).click();
      await expect(page.getByRole('grid', { name: '待导入的数据' })).toBeVisible();
      if (name === 'left.csv') break;
      await page.getByRole('button', { name: `下一步：导入 ${rows.length} 行` }).click();
      await page.getByRole('button', { name: `导入 ${rows.length} 行` }).click();
      await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
    }
    await page.waitForTimeout(2_500);
  });

  await test.step('looked for by number, and exported masked', async () => {
    await goTo(page, '商户');
    await page.getByPlaceholder(/^名称、编号/).fill(SAVED.contactPhone!);
    await expect(page.getByText('共 1 个商户')).toBeVisible();
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '全选' }).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '选择位置并导出' }).click();
    const parts = unzipSync(new Uint8Array(readFileSync(await (await download).path())));
    const text = Object.values(parts)
      .map((part) => strFromU8(part))
      .join('\n');
    expect(text).toContain(SAVED.name);
    expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
    await expect(dialog.getByText(/已导出 1 行/)).toBeVisible();
  });

  addresses.add(page.url());
  await web.close();
  const names = [SAVED, ...IMPORTED].map(({ name }) => name);
  // The control: what is stored in the clear is found by the same search.
  expect(findIn(userData, names).sort()).toEqual([...names].sort());
  expect(findIn(userData, SECRETS)).toEqual([]);
  for (const secret of SECRETS) expect([...addresses, ...lines].join('\n')).not.toContain(secret);
});
