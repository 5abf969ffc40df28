import { readFileSync } from 'node:fs';
import { Secret, TOTP } from 'otpauth';
import { goTo, OWNER, setUpCompany, signOut } from '../support/desk';
import { expect, test } from '../support/launch-app';

test('a second factor is set up, asked for, and its recovery code lets one in without the phone', async ({
  openWeb,
}) => {
  test.setTimeout(120_000);
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await setUpCompany(page);

  await goTo(page, '设置');
  await page.getByRole('button', { name: '设置二次验证' }).click();
  const enrol = page.getByRole('dialog', { name: '设置二次验证' });
  await expect(enrol.getByRole('img', { name: /二维码/ })).toBeVisible();
  const secret = (await enrol.locator('.enrol__key').innerText()).replaceAll(' ', '');
  const phone = new TOTP({ secret: Secret.fromBase32(secret) });
  await enrol.getByLabel('6 位验证码').fill('000000');
  await enrol.getByRole('button', { name: '开启二次验证' }).click();
  await expect(enrol.getByText('验证码不正确')).toBeVisible();
  await enrol.getByLabel('6 位验证码').fill(phone.generate());
  await enrol.getByRole('button', { name: '开启二次验证' }).click();
  const codes = enrol.locator('.code-sheet__codes code');
  await expect(codes).toHaveCount(10, { timeout: 30_000 });
  const recovery = await codes.allTextContents();
  const download = page.waitForEvent('download');
  await enrol.getByRole('button', { name: '存为文件' }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  for (const code of recovery) expect(saved).toContain(code);
  expect(saved).not.toContain(secret);
  await enrol.getByText('我已经打印或保存了备用码').click();
  await enrol.getByRole('button', { name: '完成' }).click();
  await expect(page.getByText('还剩 10 个')).toBeVisible();

  await signOut(page);
  await givePassword();
  // The code that set it up was used; the next step's is a new one, and one step early is accepted.
  await page.getByLabel('验证码').fill(phone.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 30_000 });

  await signOut(page);
  await givePassword();
  await page.getByLabel('验证码').fill(recovery[2]!.toLowerCase());
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 30_000 });
  await goTo(page, '设置');
  await expect(page.getByText('还剩 9 个')).toBeVisible();

  // The same code is worth nothing on the locked screen.
  await page.getByRole('button', { name: '锁定屏幕' }).click();
  await page.getByLabel('密码').first().fill(OWNER.password);
  await page.getByRole('button', { name: '解锁' }).click();
  await page.getByLabel('验证码').fill(recovery[2]!);
  await page.getByRole('button', { name: '解锁' }).click();
  await expect(page.getByText('验证码不正确')).toBeVisible();
  await page.getByLabel('验证码').fill(recovery[5]!);
  await page.getByRole('button', { name: '解锁' }).click();
  await expect(page.getByText('还剩 8 个')).toBeVisible({ timeout: 30_000 });
  expect(errors).toEqual([]);

  async function givePassword(): Promise<void> {
    await page.getByLabel('登录名').fill(OWNER.login);
    await page.getByLabel('密码').first().fill(OWNER.password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page.getByText('这个账号还需要验证码')).toBeVisible({ timeout: 30_000 });
  }
});
