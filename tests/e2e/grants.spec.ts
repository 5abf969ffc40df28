import type { Page } from '@playwright/test';
import { addAdmin, goTo, OWNER, setUpCompany, signIn, signOut } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.setTimeout(180_000);

const SECOND = { name: '林知夏', login: 'lin', role: '超级管理员', password: 'granite teacup voyage 9' };
const CLERK = { name: '陈一诺', login: 'chen', role: '录入员' };

/** Gives the clerk the right to see whole ID numbers, as far as the question before it is done. */
async function giveIdNumbers(page: Page): Promise<void> {
  await goTo(page, '管理员');
  await page
    .getByRole('row', { name: new RegExp(CLERK.name) })
    .getByRole('button', { name: '权限', exact: true })
    .click();
  await page.getByRole('heading', { name: '权限矩阵' }).waitFor();
  await page
    .getByRole('button', { name: /查看证件号/ })
    .first()
    .click();
  await page.getByLabel(/原因（必填/).fill('核对证件');
  await page.getByRole('button', { name: '保存权限' }).click();
}

test('a high-risk right waits for a second administrator, who sees it in the navigation and confirms it', async ({
  openWeb,
}) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);

  await test.step('alone, the owner types the name instead', async () => {
    await setUpCompany(page);
    await addAdmin(page, CLERK);
    await giveIdNumbers(page);
    const box = page.getByRole('dialog', { name: '授予高风险权限' });
    await expect(box).toContainText('没有其他管理员可以确认');
    await box.getByRole('button', { name: '确定授予' }).click();
    await expect(box).toContainText('姓名不一致');
    await box.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '放弃改动' }).click();
  });

  await test.step('with a second one it waits, and the clerk has nothing of it', async () => {
    const once = await addAdmin(page, SECOND);
    await giveIdNumbers(page);
    const box = page.getByRole('dialog', { name: '授予高风险权限' });
    await expect(box).toContainText(`要等另一位管理员确认后才生效：${SECOND.name}`);
    await box.getByRole('button', { name: '确定授予' }).click();
    await expect(page.getByText(/第二位管理员确认前/)).toBeVisible();
    await goTo(page, '待确认的授权');
    const card = page.getByRole('article', { name: `授予 ${CLERK.name}` });
    await expect(card).toContainText('您的申请');
    await expect(card.getByRole('button', { name: '确认授权' })).toHaveCount(0);
    await signOut(page);
    await page.getByLabel('登录名').fill(SECOND.login);
    await page.getByLabel('密码').first().fill(once);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByLabel('一次性密码').fill(once);
    await page.getByLabel('新密码').fill(SECOND.password);
    await page.getByLabel('再输入一次').fill(SECOND.password);
    await page.getByRole('button', { name: '修改密码' }).click();
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });
  });

  await test.step('the second one confirms', async () => {
    const item = page.getByRole('link', { name: /待确认的授权/ });
    await expect(item).toContainText('1 项待处理');
    await item.click();
    const card = page.getByRole('article', { name: `授予 ${CLERK.name}` });
    await expect(card).toContainText('核对证件');
    await card.getByRole('button', { name: '确认授权' }).click();
    await expect(page.getByText(`已确认 ${CLERK.name} 的授权，立即生效`)).toBeVisible();
    await expect(item).not.toContainText('1 项待处理');
    await expect(page.getByRole('row', { name: new RegExp(CLERK.name) })).toContainText('已确认');
    await signOut(page);
    await signIn(page, OWNER.login, OWNER.password);
    await goTo(page, '审计日志');
    await expect(page.getByRole('row', { name: /确认高风险授权/ }).first()).toBeVisible();
  });
});
