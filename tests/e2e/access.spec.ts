import type { Page } from '@playwright/test';
import { addAdmin, goTo, OWNER, setUpCompany, signIn, signOut } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.setTimeout(180_000);

const CLERK = { name: '林小满', login: 'lin', role: '录入员' };
const CLERKS_OWN = 'walnut ribbon harbor 44';

async function firstSignIn(page: Page, login: string, given: string, own: string): Promise<void> {
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').first().fill(given);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  const fields = page.locator('input[type="password"]');
  await expect(fields).toHaveCount(3);
  for (const [i, text] of [given, own, own].entries()) await fields.nth(i).fill(text);
  await page
    .getByRole('button', { name: /修改密码|更改密码|继续|保存/ })
    .last()
    .click();
  await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 30_000 });
}

test('rights are explained, seen through somebody’s eyes, and reviewed to the signature', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page, { sample: true });
  const given = await addAdmin(page, CLERK);

  await test.step('preview as the clerk: their menus, read only, and back', async () => {
    await goTo(page, '权限审查');
    await page.getByRole('tab', { name: '模拟与预览' }).click();
    await page.getByRole('combobox', { name: '选择管理员' }).click();
    await page.getByRole('option', { name: CLERK.name }).click();
    await expect(page.getByRole('cell', { name: '导入商户' })).toBeVisible();
    await page.getByRole('button', { name: '以此身份预览' }).click();
    const banner = page.getByRole('complementary', { name: '正在预览' });
    await expect(banner).toContainText(CLERK.name);
    await expect(page.getByRole('navigation', { name: '主导航' }).getByText('管理员')).toHaveCount(0);
    await expect(page.getByText('共 60 个商户')).toBeVisible();
    await banner.getByRole('button', { name: '退出预览' }).click();
    await expect(banner).toHaveCount(0);
    await expect(page.getByRole('tab', { name: '模拟与预览' })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('a review: reduce one line, keep the rest, sign, carry out', async () => {
    await page.getByRole('tab', { name: '审查任务' }).click();
    await page.getByRole('button', { name: '发起审查' }).first().click();
    const dialog = page.getByRole('dialog', { name: '发起权限审查' });
    await dialog.getByRole('combobox', { name: '审查人' }).click();
    await page.getByRole('option', { name: OWNER.name }).click();
    await dialog.getByRole('button', { name: '发起审查' }).click();
    const line = page.locator('.review-line').first();
    await line.getByText('收缩', { exact: true }).click();
    await line.getByText('导入商户', { exact: true }).click();
    await line.getByRole('textbox').fill('不再负责导入');
    await line.getByRole('button', { name: '确定' }).click();
    await expect(line.getByRole('button', { name: '已保存' })).toBeVisible();
    await page.getByRole('button', { name: '其余全部保留' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^保留/ }).click();
    await expect(page.getByText('全部有结论，可以签署')).toBeVisible();
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '签署', exact: true }).click();
    await expect(page.getByText(/签署并冻结/)).toBeVisible();
    await page.getByRole('button', { name: '全部执行（1 人）' }).click();
    const proof = page.locator('input[type="password"]');
    if (
      await proof.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      )
    ) {
      await proof.fill(OWNER.password);
      await page.keyboard.press('Enter');
    }
    await expect(page.getByText(new RegExp(`${OWNER.name} 于 .* 执行`))).toBeVisible();
  });

  await test.step('the clerk is told, may no longer import, and can see why and who can', async () => {
    await signOut(page);
    await firstSignIn(page, CLERK.login, given, CLERKS_OWN);
    await expect(page.getByRole('dialog', { name: '您的权限有变更' })).toContainText('导入商户');
    await page.getByRole('button', { name: '我已了解' }).click();
    await page.getByRole('button', { name: '导入', exact: false }).first().click();
    const why = page.getByRole('dialog', { name: '为什么：导入商户' });
    await expect(why).toContainText('不可以：导入商户');
    await expect(why).toContainText('被单独收回');
    await expect(why).toContainText('谁可以授予');
    await expect(why).toContainText('1 人');
  });
  await page.keyboard.press('Escape');
  await signOut(page);
  await signIn(page);
});
