import { expect, type Page } from '@playwright/test';

/** What a person does at the desk, for specs: in Chinese, as it starts on a Chinese machine. */
export const OWNER = { company: '青禾商业管理', name: '周予安', login: 'zhou', password: 'copper lantern orbit 27' };

/** The first-run wizard to its end. Returns the recovery code. */
export async function setUpCompany(page: Page, options: { sample?: boolean } = {}): Promise<string> {
  await page.getByRole('button', { name: '开始设置' }).click();
  await page.getByLabel('公司名称').fill(OWNER.company);
  await page.getByLabel('您的姓名').fill(OWNER.name);
  await page.getByLabel('登录名').fill(OWNER.login);
  await page.getByLabel('密码', { exact: false }).first().fill(OWNER.password);
  await page.getByLabel('再输入一次').fill(OWNER.password);
  await page.getByRole('button', { name: '建立公司' }).click();
  const groups = page.locator('.recovery-code__groups code');
  await expect(groups).toHaveCount(8, { timeout: 30_000 });
  const code = await groups.allTextContents();
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const field = page.getByLabel(`第 ${n} 组`);
    if (await field.count()) await field.fill(code[n - 1]!);
  }
  await page.getByRole('button', { name: '已保管好，继续' }).click();
  await page.getByRole('button', { name: options.sample ? '装入示例' : '直接开始' }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  return code.join('-');
}

export async function signIn(page: Page, login = OWNER.login, password = OWNER.password): Promise<void> {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').first().fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 30_000 });
}

/** A page of the side navigation, by its name. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByText(name, { exact: true }).click();
}

/** Hands a file to the import wizard's first step. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件' }).click();
  await (await chooser).setFiles(path);
}

/** Creates an administrator as the owner and returns the one-time password that is shown once. */
export async function addAdmin(page: Page, admin: { name: string; login: string; role: string }): Promise<string> {
  await goTo(page, '管理员');
  await page.getByRole('button', { name: '新增管理员' }).click();
  const dialog = page.getByRole('dialog', { name: '新增管理员' });
  await dialog.getByLabel('姓名').fill(admin.name);
  await dialog.getByLabel('登录名').fill(admin.login);
  await dialog.getByRole('radio', { name: new RegExp(`^${admin.role}`) }).check({ force: true });
  await dialog.getByRole('button', { name: '新增管理员' }).click();
  const shown = page.getByRole('dialog', { name: '一次性密码' });
  const password = await shown.locator('code').innerText();
  await shown.getByRole('button', { name: '已经记下' }).click();
  return password;
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '用户菜单' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByLabel('登录名')).toBeVisible();
}
