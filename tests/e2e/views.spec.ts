import { addAdmin, goTo, setUpCompany, signIn, signOut } from '../support/desk';
import { findingsOn, AXE } from '../support/axe';
import { expect, test } from '../support/launch-app';

test.setTimeout(120_000);

test('a list of merchants is kept under a name, opened, changed, shared as the default of a role, and removed', async ({
  openWeb,
}) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await setUpCompany(page, { sample: true });
  await page.evaluate(AXE);
  const password = await addAdmin(page, { name: '林录入', login: 'lin', role: '录入员' });
  await goTo(page, '商户');
  const grid = page.getByRole('grid', { name: '商户' });
  const tabs = page.getByRole('group', { name: '按状态查看' });
  const heads = grid.getByRole('columnheader');
  const head = (name: string) => grid.getByRole('columnheader', { name });
  const views = () => page.getByRole('button', { name: '视图', exact: true }).click();
  const menu = page.getByRole('group', { name: '视图' });
  const keeping = page.getByRole('dialog', { name: '保存当前视图' });
  const changing = page.getByRole('dialog', { name: '修改视图' });

  await test.step('status, order and columns are kept', async () => {
    await tabs.getByRole('button', { name: /正常/ }).click();
    await head('入驻日期').getByRole('button').click();
    await expect(head('入驻日期')).toHaveAttribute('aria-sort', 'ascending');
    await page.getByRole('button', { name: '列设置' }).click();
    await page.getByRole('button', { name: '后移 商户编号' }).press('Enter');
    await page.keyboard.press('Escape');
    await views();
    await menu.getByRole('button', { name: '保存当前视图' }).click();
    await keeping.getByLabel('名称').fill('在营，按入驻');
    expect(await findingsOn(page, 'keeping a view')).toEqual([]);
    await keeping.getByLabel('名称').press('Enter');
    await expect(keeping).toBeHidden();
  });
  const kept = await heads.allInnerTexts();

  await test.step('it is opened again over another list, and going back finds what was asked for', async () => {
    await page.getByRole('button', { name: '列设置' }).click();
    await page.getByRole('button', { name: '恢复默认' }).click();
    await page.keyboard.press('Escape');
    await tabs.getByRole('button', { name: /全部/ }).click();
    await head('商户编号').getByRole('button').click();
    await expect(page).not.toHaveURL(/status=/);
    await views();
    await menu.getByRole('button', { name: /^在营，按入驻/ }).click();
    await expect(head('入驻日期')).toHaveAttribute('aria-sort', 'ascending');
    await expect(page).toHaveURL(/status=ACTIVE/);
    expect(await heads.allInnerTexts()).toEqual(kept);
    await expect(page.getByRole('button', { name: '视图', exact: true })).toBeFocused();
    await grid.getByRole('link').first().click();
    await page.getByRole('heading', { name: '变更记录' }).waitFor();
    await page.goBack();
    await expect(head('入驻日期')).toHaveAttribute('aria-sort', 'ascending');
  });

  await test.step('it gets another name and a role, and shows what it showed', async () => {
    await tabs.getByRole('button', { name: /全部/ }).click();
    await views();
    await menu.getByRole('button', { name: '修改“在营，按入驻”' }).click();
    await changing.getByLabel('名称').fill('在营商户');
    await changing.getByLabel('共享给').click({ force: true });
    await page.getByRole('option', { name: '录入员', exact: true }).click();
    await changing.getByText('作为该角色的默认视图').click();
    await changing.getByRole('button', { name: '保存' }).click();
    await expect(changing).toBeHidden();
    await views();
    await menu.getByRole('button', { name: /^在营商户/ }).click();
    await expect(head('入驻日期')).toHaveAttribute('aria-sort', 'ascending');
  });

  await test.step('who holds the role opens the list with it, and may leave it', async () => {
    await signOut(page);
    await page.getByLabel('登录名').fill('lin');
    await page.getByLabel('密码').first().fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByLabel('一次性密码').fill(password);
    await page.getByLabel('新密码').fill('amber window seven 41');
    await page.getByLabel('再输入一次').fill('amber window seven 41');
    await page.getByRole('button', { name: '修改密码' }).click();
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await goTo(page, '商户');
    await expect(head('入驻日期')).toHaveAttribute('aria-sort', 'ascending');
    await tabs.getByRole('button', { name: /全部/ }).click();
    await expect(page).not.toHaveURL(/status=/);
    await views();
    await expect(menu.getByRole('button', { name: /^在营商户/ })).toContainText('周予安 共享 · 角色默认');
    await expect(menu.getByRole('button', { name: /^删除/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await signOut(page);
  });

  await test.step('its owner removes it', async () => {
    await signIn(page);
    await goTo(page, '商户');
    await views();
    await menu.getByRole('button', { name: '删除“在营商户”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除“在营商户”' }).click();
    await views();
    await expect(menu).toContainText('还没有保存的视图');
  });
  expect(complaints).toEqual([]);
});
