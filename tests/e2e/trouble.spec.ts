import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { addAdmin, chooseFile, goTo, OWNER, setUpCompany, signIn, signOut } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.setTimeout(90_000);

const OPEN_SET = resolve('../shared/data/open');
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

test('a second window waits, takes over when told to, and the first one says so', async ({ openWeb }) => {
  const { page, context, origin } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page);
  const second = await context.newPage();
  await second.goto(origin);
  await expect(heading(second, '已在另一个窗口打开')).toBeVisible();
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  await second.getByRole('button', { name: '在这里使用' }).click();
  await expect(heading(page, '已移到另一个窗口')).toBeVisible();
  await signIn(second);
  await page.getByRole('button', { name: '移回这里' }).click();
  await expect(heading(page, '已在另一个窗口打开')).toBeVisible();
});

test('refused storage is told, not worked around', async ({ openWeb }) => {
  const { page, context } = await openWeb({ locale: 'zh-CN' });
  await expect(page.getByRole('button', { name: '开始设置' })).toBeVisible();
  // The core asks from its worker, where a page's own scripts do not reach.
  let refused = 0;
  await context.route(/core\.worker/, async (route) => {
    refused++;
    const worker = await route.fetch();
    const refusal = `indexedDB.open = () => { throw new DOMException('refused', 'SecurityError'); };\n`;
    await route.fulfill({ response: worker, body: refusal + (await worker.text()) });
  });
  await page.reload();
  await expect(heading(page, '打不开数据')).toBeVisible();
  await expect(page.getByText('无痕', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('storage.unavailable')).toBeVisible();
  expect(refused).toBeGreaterThan(0);
  await context.unroute(/core\.worker/);
  await page.getByRole('button', { name: '重新打开' }).click();
  await expect(page.getByRole('button', { name: '开始设置' })).toBeVisible();
});

test('data that went missing leads to recovery, never to the first run', async ({ openWeb }) => {
  const { page, context, origin } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page, { sample: true });
  // The count outside the database follows within seconds.
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('merchant-desk:sentinel')), { timeout: 20_000 })
    .toMatch(/\\"merchants\\":60/);
  // A page of the same origin that holds nothing open.
  await context.route('**/gone', (route) => route.fulfill({ contentType: 'text/html', body: 'gone' }));
  await page.goto(`${origin}/gone`);
  await page.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase('merchant-desk');
        request.onsuccess = done;
        request.onerror = failed;
        request.onblocked = failed;
      }),
  );
  for (const time of ['at once', 'and again']) {
    await page.goto(`${origin}/?${encodeURIComponent(time)}`);
    await expect(heading(page, '找不到以前的数据')).toBeVisible();
    await expect(page.getByText('60', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: '开始设置' })).toHaveCount(0);
  }
  await page.getByRole('button', { name: '放弃旧数据' }).click();
  const over = page.getByRole('button', { name: '放弃旧数据，重新开始', exact: true });
  await expect(over).toBeDisabled();
  await page.getByLabel('确定的话').fill('重新开始');
  await over.click();
  await expect(page.getByRole('button', { name: '开始设置' })).toBeVisible();
});

test('wrong passwords are slowed down, and a reload does not forget it', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page);
  await expect(page).toHaveURL(/#\/merchants$/);
  await signOut(page);
  const attempt = async (password: string): Promise<void> => {
    await page.getByLabel('登录名').fill(OWNER.login);
    await page.getByLabel('密码').first().fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  };
  const wait = page.getByText(/请等待 \d+ 秒/);
  for (let n = 1; n <= 6; n++) {
    await attempt(`wrong ${n}`);
    await expect(n < 6 ? page.getByText('登录名或密码不正确').first() : wait).toBeVisible();
    await expect(page.getByLabel('密码').first()).toHaveValue('');
  }
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeDisabled();
  await page.reload();
  // With the right password this time: it has to wait all the same.
  await attempt(OWNER.password);
  await expect(wait).toBeVisible();
  const seconds = Number(/\d+/.exec(await wait.innerText())?.[0]);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(30);
  await expect(wait).toHaveCount(0, { timeout: 35_000 });
  await signIn(page);
});

test('who may only look is offered nothing else, and a disabled account is told so', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  const reader = { name: '林只读', login: 'lin', password: 'quiet harbour window 31' };
  await setUpCompany(page, { sample: true });
  const oneTime = await addAdmin(page, { name: reader.name, login: reader.login, role: '只读' });
  await signOut(page);

  await page.getByLabel('登录名').fill(reader.login);
  await page.getByLabel('密码').first().fill(oneTime);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(heading(page, '请设置自己的密码')).toBeVisible();
  await page.getByLabel('一次性密码').fill(oneTime);
  await page.getByLabel('新密码').fill(reader.password);
  await page.getByLabel('再输入一次').fill(reader.password);
  await page.getByRole('button', { name: '修改密码' }).click();

  await expect(page.getByText('共 60 个商户')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#/merchants');
  for (const name of ['新增商户', '导入', '导出']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  const items = page.getByRole('navigation', { name: '主导航' }).getByRole('listitem');
  await expect(items).toHaveText(['商户', '设置']);
  for (const path of ['import', 'import/history', 'merchants/new', 'merchants/recycle-bin', 'admins', 'audit']) {
    await page.evaluate((hash) => (location.hash = hash), `#/${path}`);
    await expect.poll(() => new URL(page.url()).hash, { message: path }).toBe('#/merchants');
    await expect(heading(page, '商户')).toBeVisible();
  }
  await page.getByRole('link', { name: /示例60/ }).click();
  await expect(heading(page, '变更记录')).toBeVisible();
  for (const name of ['编辑', '删除', '显示', '暂停']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }

  await signOut(page);
  await signIn(page);
  await goTo(page, '管理员');
  await page
    .getByRole('row', { name: new RegExp(reader.name) })
    .getByRole('button', { name: '停用' })
    .click();
  const dialog = page.getByRole('dialog', { name: `停用 ${reader.name}` });
  await dialog.getByRole('textbox').fill('离职');
  await dialog.getByRole('button', { name: '停用' }).click();
  await expect(page.getByText(`已停用 ${reader.name}`)).toBeVisible();
  await goTo(page, '审计日志');
  await expect(page.getByRole('row', { name: /登录/ }).filter({ hasText: reader.name }).first()).toBeVisible();
  await signOut(page);

  await page.getByLabel('登录名').fill(reader.login);
  await page.getByLabel('密码').first().fill(reader.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByText('这个账号已停用')).toBeVisible();
});

test('files that cannot be imported say why, and the wizard goes on', async ({ openWeb }, info) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page);
  await goTo(page, '导入');
  const made = (name: string, content: string | Uint8Array): string => {
    const path = info.outputPath(name);
    writeFileSync(path, content);
    return path;
  };
  const clean = resolve('tests/fixtures/merchants/merchants_clean_200.xlsx');
  const files: { path: string; says: string }[] = [
    { path: made('zero.xlsx', ''), says: '文件是空的' },
    { path: made('cut.xlsx', readFileSync(clean).subarray(0, 9000)), says: '文件不完整' },
    ...[
      { path: 'xlsx/O031_protected_passtika.xlsx', says: '文件是加密的' },
      { path: 'thirdparty/wechat_personal_bill.csv', says: '这是微信支付的个人账单' },
      { path: 'xlsx/O040_crafted_zipbomb_300MB.xlsx', says: '超过表格允许的长度' },
      { path: 'xlsx/O034_poc-xmlbomb.xlsx', says: '出于安全没有读取' },
    ].map((file) => ({ ...file, path: resolve(OPEN_SET, file.path) })),
  ].filter((file) => existsSync(file.path));
  for (const { path, says } of files) {
    await chooseFile(page, path);
    await expect(page.getByRole('alert').filter({ hasText: says }), path).toBeVisible({ timeout: 5_000 });
    await expect(page.getByRole('button', { name: '选择文件' })).toBeEnabled();
  }
  await chooseFile(page, clean);
  await page.getByRole('button', { name: '下一步：检查数据' }).click();
  await expect(page.getByRole('button', { name: '下一步：导入 200 行' })).toBeEnabled();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('"import" in the navigation is a new import, and the one left behind is offered with its edits', async ({
  openWeb,
}) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page);
  await goTo(page, '导入');
  const start = page.getByRole('button', { name: '选择文件' });
  const grid = page.getByRole('grid', { name: '待导入的数据' });
  const check = async (): Promise<void> => {
    await chooseFile(page, resolve('tests/fixtures/merchants/merchants_messy_open_160.xlsx'));
    await page.getByRole('button', { name: '下一步：检查数据' }).click();
    await expect(grid).toBeVisible();
  };
  await check();
  await goTo(page, '导入');
  await expect(start).toBeVisible();

  await check();
  await page.getByRole('gridcell', { name: '（空）' }).first().dblclick();
  await page.keyboard.type('6200004495609300403');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '已改 1' })).toBeVisible();
  await goTo(page, '导入');
  const offer = page.getByRole('alert').filter({ hasText: '上次的导入没有完成' });
  await expect(offer).toContainText('已做 1 处修改');
  await offer.getByRole('button', { name: '继续导入' }).click();
  await expect(grid).toBeVisible();
  await expect(page.getByRole('button', { name: '已改 1' })).toBeVisible();

  await page.getByRole('button', { name: '下一步：导入 105 行' }).click();
  await page.getByRole('button', { name: '导入 105 行' }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 20_000 });
  await goTo(page, '导入');
  await expect(start).toBeVisible();
});
