import { addAdmin, goTo, setUpCompany } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.setTimeout(120_000);

const CLERK = { name: '林小满', login: 'lin', role: '录入员' };
const SERVICE = { name: '沈知秋', login: 'shen', role: '客服' };

test('a merchant gets a team, is handed over, and its history tells so', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page, { sample: true });
  await addAdmin(page, CLERK);
  await addAdmin(page, SERVICE);
  await goTo(page, '商户');
  await page.getByRole('grid').getByRole('row').nth(2).dblclick();
  const card = page.locator('.merchant-detail__side');
  await expect(card.getByText('没有其他成员')).toBeVisible();

  await test.step('somebody looks on', async () => {
    await card.getByRole('button', { name: '调整团队' }).click();
    const dialog = page.getByRole('dialog', { name: '调整团队' });
    await dialog.getByRole('button', { name: '添加成员' }).click();
    await dialog.getByRole('combobox', { name: '人员' }).click();
    await page.getByRole('option', { name: SERVICE.name }).click();
    await expect(dialog.getByRole('button', { name: '保存团队' })).toBeDisabled();
    await dialog.getByLabel('原因').fill('客户热线');
    await dialog.getByRole('button', { name: '保存团队' }).click();
    await expect(card.locator('.team-card')).toContainText(SERVICE.name);
  });

  await test.step('somebody else gets it, and the owner so far still looks on', async () => {
    await card.getByRole('button', { name: '分配负责人' }).click();
    const dialog = page.getByRole('dialog', { name: /交给另一位负责人/ });
    await dialog.getByRole('combobox', { name: '新负责人' }).click();
    await page.getByRole('option', { name: CLERK.name }).click();
    await dialog.getByText('保留为只看').click();
    await dialog.getByLabel('原因').fill('片区调整');
    await dialog.getByRole('button', { name: '交接' }).click();
    await expect(card.locator('.team-card > div').first()).toContainText(CLERK.name);
    await expect(card.getByText('交接负责人')).toBeVisible();
    await expect(card.getByText('原因：片区调整')).toBeVisible();
  });

  await test.step('what somebody does is compared with what they may', async () => {
    await goTo(page, '管理员');
    await page
      .getByRole('row', { name: new RegExp(SERVICE.name) })
      .getByRole('button', { name: '权限' })
      .click();
    await expect(page.getByText('缺少 0 项')).toBeVisible();
    await page.getByRole('combobox', { name: '负责的工作' }).fill('审核');
    await page.getByRole('option', { name: '审核商户' }).click();
    await expect(page.getByText('缺少 1 项')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '补齐' }).click();
    await expect(page.getByText('缺少 0 项')).toBeVisible();
  });
});
