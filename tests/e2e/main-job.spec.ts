import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { readSpreadsheet } from '../../renderer/workers/sheet/reader';
import { OWNER, setUpCompany, signIn } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

const fixture = (name: string): string => resolve('tests/fixtures/merchants', name);
const grid = (page: Page, name: string) => page.getByRole('grid', { name });
const nav = (page: Page, name: string) => page.getByRole('navigation').getByText(name, { exact: true }).click();

/** From the wizard's first step to its grid. */
async function checkFile(page: Page, name: string): Promise<void> {
  await nav(page, '商户');
  await nav(page, '导入');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件' }).click();
  await (await chooser).setFiles(fixture(name));
  await page.getByRole('button', { name: '下一步：检查数据' }).click();
  await expect(grid(page, '待导入的数据')).toBeVisible();
}

async function commit(page: Page, rows: number): Promise<void> {
  await page.getByRole('button', { name: `下一步：导入 ${rows} 行` }).click();
  await page.getByRole('button', { name: `导入 ${rows} 行` }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 });
}

const chip = (page: Page, label: string) =>
  page.getByRole('group', { name: '按结果筛选' }).getByRole('button', { name: label });

test('a clerk brings in merchants, corrects, exports, takes back, and finds everything again after a restart', async ({
  openWeb,
}) => {
  const web = await openWeb({ locale: 'zh-CN' });
  const { page } = web;
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));

  await test.step('first run: company, super admin, recovery code', async () => {
    await setUpCompany(page);
  });

  await test.step('add a merchant by form; a draft needs no more than a name', async () => {
    await nav(page, '商户');
    await page.getByRole('button', { name: '新增商户' }).first().click();
    await page.getByRole('textbox', { name: '商户名称' }).fill('青禾手工面馆');
    await page.getByRole('textbox', { name: '商户简称' }).fill('青禾面馆');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText(/^已保存：青禾/)).toBeVisible();
    await nav(page, '商户');
    await expect(page.getByText('青禾手工面馆')).toBeVisible();
  });

  await test.step('import a clean workbook', async () => {
    await checkFile(page, 'merchants_clean_200.xlsx');
    await expect(chip(page, '错误')).toContainText('0');
    await commit(page, 200);
  });

  await test.step('import a GBK text file', async () => {
    await checkFile(page, 'merchants_clean_120_gbk.csv');
    await commit(page, 120);
  });

  await test.step('import a messy workbook: correct one bad cell in the grid, commit what is good, keep the rest', async () => {
    await checkFile(page, 'merchants_messy_open_160.xlsx');
    await expect(chip(page, '错误')).toContainText('36');
    await chip(page, '错误').click();
    // Row 2 lacks its account number.
    await page.getByRole('gridcell', { name: '（空）' }).first().dblclick();
    await page.keyboard.type('6200004495609300403');
    await page.keyboard.press('Enter');
    await expect(chip(page, '错误')).toContainText('35');
    await commit(page, 105);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '保存未导入的行' }).click();
    const saved = await (await download).path();
    const left = await readSpreadsheet(new Uint8Array(readFileSync(saved)), 'left.xlsx');
    if (!left.ok) throw new Error(left.error.code);
    expect(left.value.sheets[0]?.rowCount).toBe(1 + 35 + 15);
  });

  await test.step('find one by the initials of its pinyin', async () => {
    await nav(page, '商户');
    await expect(page.getByText('共 426 个商户')).toBeVisible();
    await page.getByPlaceholder('名称、编号、手机号、拼音首字母').fill('qhsgmg');
    await expect(page.getByText('青禾手工面馆')).toBeVisible();
    await expect(page.getByText('共 1 个商户')).toBeVisible();
    await page.getByPlaceholder('名称、编号、手机号、拼音首字母').fill('');
  });

  await test.step('export the list to Excel', async () => {
    await expect(page.getByText('共 426 个商户')).toBeVisible();
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '选择位置并导出' }).click();
    const book = await readSpreadsheet(new Uint8Array(readFileSync(await (await download).path())), 'list.xlsx');
    if (!book.ok) throw new Error(book.error.code);
    expect(book.value.sheets[0]?.rowCount).toBe(427);
    await page.getByRole('dialog').getByRole('button', { name: '关闭', exact: true }).last().click();
  });

  await test.step('undo the messy import', async () => {
    await nav(page, '导入记录');
    await page.getByRole('button', { name: '撤销导入' }).first().click();
    const dialog = page.getByRole('dialog', { name: '撤销导入' });
    await dialog.getByRole('button', { name: '撤销导入（105 个商户）' }).click();
    await page.getByRole('dialog', { name: '已撤销导入' }).getByRole('button', { name: '关闭', exact: true }).click();
    await nav(page, '商户');
    await expect(page.getByText('共 321 个商户')).toBeVisible();
  });

  await test.step('lock, unlock with the password', async () => {
    await page.getByRole('button', { name: '锁定屏幕' }).click();
    await expect(page.getByRole('heading', { name: '屏幕已锁定' })).toBeVisible();
    await page.getByLabel('密码').first().fill(OWNER.password);
    await page.getByRole('button', { name: '解锁' }).click();
    await expect(page.getByText('共 321 个商户')).toBeVisible();
  });

  await test.step('nothing complained', () => expect(complaints).toEqual([]));
  const { port } = new URL(web.origin);
  await web.close();

  await test.step('after a restart everything is still there', async () => {
    const again = await openWeb({ locale: 'zh-CN', port: Number(port) });
    await signIn(again.page);
    await nav(again.page, '商户');
    await expect(again.page.getByText('共 321 个商户')).toBeVisible();
  });
});
