import { addAdmin, goTo, OWNER, setUpCompany } from '../support/desk';
import { expect, test } from '../support/launch-app';

test('after five minutes a weighty command asks who is there, once, and is then done', async ({ openWeb }) => {
  test.setTimeout(90_000);
  const web = await openWeb({ locale: 'zh-CN' });
  const { page, context } = web;
  page.setDefaultTimeout(15_000);
  // The core lives in a worker and looks at its own clock: the worker's script gets one that can be moved.
  await context.route(/core\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${MOVABLE_CLOCK}${await response.text()}` });
  });
  await page.reload();
  await setUpCompany(page);
  await addAdmin(page, { name: '林望舒', login: 'lin', role: '录入员' });

  await page.evaluate(() => new BroadcastChannel('clock').postMessage(6 * 60_000));
  await goTo(page, '安全');
  await page.getByRole('tab', { name: '安全策略' }).click();
  await page.getByText('超级管理员必须使用').click();
  await page.getByRole('button', { name: '保存策略' }).click();
  const asked = page.getByRole('dialog', { name: '请再次验证身份' });
  await asked.getByRole('button', { name: '取消' }).click();
  await expect(page.getByText('这项操作需要再次验证身份，还没有执行')).toBeVisible();

  await page.getByRole('button', { name: '保存策略' }).click();
  await asked.getByLabel('密码').fill('not the password');
  await asked.getByRole('button', { name: '验证并继续' }).click();
  await expect(asked.getByText('密码不正确')).toBeVisible({ timeout: 30_000 });
  await asked.getByLabel('密码').fill(OWNER.password);
  await asked.getByRole('button', { name: '验证并继续' }).click();
  await expect(page.getByText('安全策略已保存')).toBeVisible({ timeout: 30_000 });

  // Proved once: the next one within five minutes is not asked for.
  await page.getByText('由各人自己决定').click();
  await page.getByRole('button', { name: '保存策略' }).click();
  await expect(page.getByRole('button', { name: '保存策略' })).toBeDisabled();
  await expect(asked).toBeHidden();
});

const MOVABLE_CLOCK = `{
  const real = Date.now.bind(Date);
  let ahead = 0;
  new BroadcastChannel('clock').onmessage = ({ data }) => { ahead += data; };
  Date.now = () => real() + ahead;
}
`;
