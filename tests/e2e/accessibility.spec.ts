import { resolve } from 'node:path';
import { AXE, findingsOn } from '../support/axe';
import { chooseFile, goTo, OWNER, setUpCompany, signIn, signOut } from '../support/desk';
import { syntheticMerchant } from '../support/factories/import-batch';
import { expect, test } from '../support/launch-app';

test.setTimeout(240_000);

test('no page and no dialog has a serious finding, in either language and theme', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await page.evaluate(AXE);
  const findings: string[] = [];
  const look = async (view: string): Promise<void> => void findings.push(...(await findingsOn(page, view)));
  const inDialog = async (view: string, button: string): Promise<void> => {
    await page.getByRole('button', { name: button, exact: true }).first().click();
    await page.getByRole('dialog').waitFor();
    await look(view);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };

  await test.step('before the desk', async () => {
    await page.getByRole('button', { name: '开始设置' }).waitFor();
    await look('welcome');
    await page.getByRole('button', { name: '开始设置' }).click();
    await page.getByRole('button', { name: '建立公司' }).click();
    await look('company, with complaints');
    await page.getByRole('button', { name: '上一步' }).click();
    await setUpCompany(page, { sample: true });
    await signOut(page);
    await look('sign-in');
    await page.getByRole('button', { name: '忘记密码' }).click();
    await page.getByRole('button', { name: '返回登录' }).waitFor();
    await look('recover');
    await page.getByRole('button', { name: '返回登录' }).click();
    await signIn(page);
    await page.getByRole('button', { name: '锁定屏幕' }).click();
    await page.getByRole('heading', { name: '屏幕已锁定' }).waitFor();
    await look('lock');
    await page.getByLabel('密码').first().fill(OWNER.password);
    await page.getByRole('button', { name: '解锁' }).click();
  });

  await test.step('merchants', async () => {
    await expect(page.getByText('共 60 个商户')).toBeVisible();
    await page.getByRole('checkbox').nth(1).check({ force: true });
    await look('list, one selected');
    await inDialog('delete', '删除');
    await page.getByRole('checkbox').nth(1).uncheck({ force: true });
    await inDialog('export', '导出');
    await page.getByPlaceholder('名称、编号、手机号、拼音首字母').fill('没有这个商户');
    await page.getByText('没有符合条件的商户').waitFor();
    await look('list, nothing found');
    await page.getByRole('button', { name: '清除筛选' }).first().click();
    await page.getByRole('link', { name: /示例60/ }).click();
    await page.getByRole('heading', { name: '变更记录' }).waitFor();
    await look('detail');
    await inDialog('change of status', '暂停');
    await page.getByRole('button', { name: '编辑' }).click();
    await page.getByLabel('商户名称').fill('');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await look('edit, with a complaint');
    await goTo(page, '回收站');
    await page.getByRole('button', { name: '离开' }).click();
    await page.getByText('回收站是空的').waitFor();
    await look('recycle bin');
  });

  await test.step('import', async () => {
    await goTo(page, '导入');
    await page.getByRole('button', { name: '选择文件' }).waitFor();
    await look('import, file');
    await chooseFile(page, resolve('tests/fixtures/merchants/merchants_messy_open_160.xlsx'));
    await page.getByRole('button', { name: '下一步：检查数据' }).waitFor();
    await look('import, columns');
    await page.getByRole('button', { name: '上一步：工作表' }).click();
    await page.getByRole('region', { name: '工作表预览' }).waitFor();
    await look('import, sheet');
    await page.getByRole('button', { name: '下一步：对应列' }).click();
    await page.getByRole('button', { name: '下一步：检查数据' }).click();
    await page.getByRole('gridcell', { name: '（空）' }).first().click();
    await look('import, check');
    await page.getByRole('button', { name: /^下一步：导入/ }).click();
    await look('import, confirm');
    await page.getByRole('button', { name: /^导入 \d+ 行/ }).click();
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    await look('import, done');
    await goTo(page, '导入记录');
    await page.getByText('merchants_messy_open_160.xlsx').waitFor();
    await look('import history');
  });

  await test.step('the rest', async () => {
    await goTo(page, '管理员');
    await page.getByRole('row', { name: /周予安/ }).waitFor();
    await look('administrators');
    await inDialog('new administrator', '新增管理员');
    await page.getByRole('button', { name: '权限', exact: true }).first().click();
    await page.getByRole('heading', { name: '权限矩阵' }).waitFor();
    await look('rights');
    await goTo(page, '审计日志');
    await page.getByRole('row', { name: /首次设置/ }).waitFor();
    await page.getByRole('button', { name: '校验完整性' }).click();
    await look('audit');
    await goTo(page, '安全');
    await page.getByRole('row', { name: /没有二次验证/ }).waitFor();
    await look('security: findings');
    for (const tab of ['登录保护', '安全策略']) {
      await page.getByRole('tab', { name: tab }).click();
      await look(`security: ${tab}`);
    }
    await goTo(page, '角色');
    await page
      .getByRole('row', { name: /录入员/ })
      .first()
      .waitFor();
    await look('roles');
    await goTo(page, '待确认的授权');
    await page.getByText('没有待确认的授权').waitFor();
    // The page left is still fading out.
    await expect(page.getByRole('row', { name: /录入员/ })).toHaveCount(0);
    await look('grants');
    await goTo(page, '权限审查');
    for (const tab of ['审查任务', '未使用的权限', '职责缺口', '职责冲突', '模拟与预览']) {
      await page.getByRole('tab', { name: tab }).click();
      await look(`reviews: ${tab}`);
    }
    await goTo(page, '备份与恢复');
    await page.getByRole('heading', { name: '备份与恢复' }).first().waitFor();
    await look('backups');
    await goTo(page, '总览');
    await page.getByText('还没有交易').waitFor();
    await look('dashboard');
    await goTo(page, '交易');
    await page.getByText('还没有交易').waitFor();
    await look('transactions');
    await goTo(page, '损益');
    await page.getByRole('region', { name: '损益表' }).waitFor();
    await look('profit');
    await goTo(page, '经营报表');
    await page.getByText('还没有经营报表').waitFor();
    await look('monthly reports');
    await goTo(page, '账单导入');
    await page.getByRole('heading', { name: '账单导入' }).first().waitFor();
    await look('bills');
    await inDialog('table layouts', '表格格式');
    await goTo(page, '收款渠道');
    await page.getByRole('heading', { name: '收款渠道' }).first().waitFor();
    await look('channels');
    await page.getByRole('button', { name: '收款提醒' }).click();
    await page.getByRole('button', { name: '提醒规则' }).click();
    await page.getByRole('button', { name: '添加规则' }).click();
    await look('reminders');
    await goTo(page, '设置');
    await page.getByRole('heading', { name: '外观与语言' }).waitFor();
    await look('settings');
    await inDialog('action PIN', '设置操作密码');
    await page.getByRole('button', { name: '设置二次验证' }).click();
    await page.getByRole('img', { name: /二维码/ }).waitFor();
    await look('second factor');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await inDialog('password', '修改密码');
    await inDialog('keys', '键盘快捷键');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '命令面板' }).waitFor();
    await look('palette');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '用户菜单' }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).waitFor();
    await look('user menu');
  });

  expect(findings).toEqual([]);
});

test('a merchant with every required field is created with the keyboard alone', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page);
  const { keyboard } = page;
  const value = syntheticMerchant(7);
  /** Types into the field that has the focus, after making sure that it is the expected one. */
  const enter = async (label: string, text: string, go = 'Enter'): Promise<void> => {
    await expect(page.getByLabel(label, { exact: false }).locator('visible=true').first(), label).toBeFocused();
    await keyboard.type(text);
    await keyboard.press(go);
  };
  /** A list is searched by typing; one Enter takes what is found, the next goes on. */
  const choose = async (label: string, typed: string, found: string): Promise<void> => {
    await expect(page.getByLabel(label, { exact: false }).locator('visible=true').first(), label).toBeFocused();
    await keyboard.type(typed);
    await page.getByRole('option', { name: found }).locator('visible=true').first().waitFor();
    await keyboard.press('Enter');
    await keyboard.press('Enter');
  };

  await expect(page.getByText('还没有商户')).toBeVisible();
  await keyboard.press('Alt+n');
  await expect(page.getByRole('heading', { name: '新增商户' })).toBeVisible();
  await enter('商户名称', value.name ?? '');
  await enter('商户简称', '');
  await choose('商户类型', 'cy', '餐饮');
  await enter('行业MCC', '5812');
  await enter('入驻日期', '');
  await enter('主体类型', '');
  await enter('统一社会信用代码', value.uscc ?? '');
  await enter('法人姓名', value.legalName ?? '');
  await enter('法人身份证号', value.legalIdNo ?? '');
  await enter('经营范围', '');
  await enter('联系人', value.contactName ?? '');
  await enter('联系电话', value.contactPhone ?? '');
  await enter('电子邮箱', '');
  await expect(page.getByLabel('省').first()).toBeFocused();
  await keyboard.type('futianqu');
  await page.getByText('广东省 / 深圳市 / 福田区').waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await enter('详细地址', value.address ?? '');
  await enter('开户银行', value.bankName ?? '');
  await enter('结算账户名', value.accountName ?? '');
  await enter('结算账号', value.accountNo ?? '');
  await enter('费率', '0.38%');
  await choose('结算周期', 'T+1', 'T+1');
  await keyboard.press('Control+s');

  await expect(page.getByRole('heading', { name: '变更记录' })).toBeVisible();
  await expect(page.getByRole('heading', { name: value.name })).toBeVisible();
  for (const text of ['餐饮', '广东省', '福田区', '0.38%', 'T+1', '5812']) {
    await expect(page.getByRole('definition').filter({ hasText: text }).first(), text).toBeVisible();
  }
});
