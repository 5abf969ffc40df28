import type { Page } from '@playwright/test';
import { goTo, OWNER, setUpCompany, signIn, signOut } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.setTimeout(120_000);

const NEWCOMER = { name: '林知夏', login: 'lin', mobile: '13800000000', password: 'granite teacup voyage 9' };
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });

test('somebody is invited, accepts with their own password, and is deleted without a trace but the name', async ({
  openWeb,
}) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  let code = '';

  await test.step('the owner invites in two steps and hands a code over', async () => {
    await setUpCompany(page);
    await goTo(page, '管理员');
    await page.getByRole('button', { name: '邀请管理员' }).click();
    const dialog = page.getByRole('dialog', { name: '邀请管理员' });
    await dialog.getByLabel('姓名').fill(NEWCOMER.name);
    await dialog.getByLabel('登录名').fill(NEWCOMER.login);
    await dialog.getByLabel('手机号').fill(NEWCOMER.mobile);
    await expect(dialog.getByRole('listitem').filter({ hasText: '登录名可以使用' })).toBeVisible();
    await dialog.getByRole('button', { name: '下一步：设置权限' }).click();
    await dialog.locator('.el-checkbox', { hasText: '录入员' }).click();
    await dialog.locator('.el-radio-button', { hasText: '高级' }).click();
    await expect(dialog.getByText(/接受后将有 [1-9]\d* 项权限/)).toBeVisible();
    await dialog.getByRole('button', { name: '生成激活码' }).click();
    const proof = page.getByRole('dialog', { name: '请再次确认身份' });
    if (await proof.isVisible().catch(() => false)) {
      await proof.getByLabel('密码').first().fill(OWNER.password);
      await proof.getByRole('button').last().click();
    }
    const shown = page.getByRole('dialog', { name: `${NEWCOMER.name} 的激活码` });
    code = await shown.locator('code').innerText();
    await shown.getByRole('button', { name: '已经交出' }).click();
    await expect(row(page, NEWCOMER.name)).toContainText('待接受邀请');
    await expect(row(page, NEWCOMER.name)).toContainText('138****0000');
    await signOut(page);
  });

  await test.step('the code opens the door once, for who sets a password', async () => {
    await page.getByRole('button', { name: '我有激活码' }).click();
    await page.getByLabel('登录名').fill(NEWCOMER.login);
    await page.getByLabel('激活码').fill(code.toUpperCase());
    await page.getByLabel('新密码').fill(NEWCOMER.password);
    await page.getByLabel('再输入一次').fill(NEWCOMER.password);
    await page.getByRole('button', { name: '接受并登录' }).click();
    const nav = page.getByRole('navigation', { name: '主导航' });
    await expect(nav).toBeVisible({ timeout: 30_000 });
    await expect(nav.getByText('管理员', { exact: true })).toHaveCount(0);
    await goTo(page, '商户');
    await page.getByRole('button', { name: '新增商户' }).first().click();
    await page.getByRole('textbox', { name: '商户名称' }).fill('青禾手工面馆');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText(/^已保存：青禾/)).toBeVisible();
    await signOut(page);
  });

  await test.step('deleting hands the merchant over and proves that nothing is left', async () => {
    await signIn(page);
    await goTo(page, '管理员');
    await page.getByRole('button', { name: `${NEWCOMER.name} 的更多操作` }).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    const dialog = page.getByRole('dialog', { name: `删除 ${NEWCOMER.name}` });
    await expect(dialog.getByText('移交 1 家商户')).toBeVisible();
    await dialog.getByLabel('1 家商户交给').click({ force: true });
    await page.getByRole('option', { name: OWNER.name }).click();
    await dialog.getByLabel('原因').fill('离职');
    await dialog.getByLabel('请输入姓名').fill(NEWCOMER.name);
    await dialog.getByRole('button', { name: '删除' }).click();
    await expect(page.getByRole('heading', { name: '已确认：没有任何残留' })).toBeVisible();
    await expect(page.getByText('1 家商户')).toBeVisible();
    await goTo(page, '管理员');
    await expect(row(page, NEWCOMER.name)).toHaveCount(0);
    await signOut(page);
  });

  await test.step('neither the password nor the code opens anything any more', async () => {
    await page.getByLabel('登录名').fill(NEWCOMER.login);
    await page.getByLabel('密码').first().fill(NEWCOMER.password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page.getByText('登录名或密码不正确')).toBeVisible();
  });
});
