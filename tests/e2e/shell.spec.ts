import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bridge } from '../../shared/contracts/bridge';
import { goTo, setUpCompany, signIn } from '../support/desk';
import { expect, test } from '../support/launch-app';

declare global {
  interface Window {
    shellEvents?: string[];
    evalOutcome?: string;
  }
}

/** In the page, where the bridge of the test is the page's own. */
type PageWithBridge = { bridge: Bridge };

test('the window opens with the frozen bridge and no Node', async ({ launch }) => {
  const { page } = await launch();
  const seen = await page.evaluate(() => {
    const { bridge } = window as unknown as PageWithBridge;
    const names = Object.keys(bridge);
    return { names, frozen: Object.isFrozen(bridge) && Object.isFrozen(bridge.files), node: 'require' in window };
  });
  expect(seen.frozen).toBe(true);
  expect(seen.node).toBe(false);
  expect(seen.names.sort()).toEqual(['backups', 'files', 'journal', 'onEvent', 'system']);
});

test('a saved file appears under the chosen name only when committed', async ({ launch }, info) => {
  const { page, dialogs } = await launch();
  const target = info.outputPath('export.csv');
  await dialogs.save(target);
  const token = await page.evaluate(async () => {
    const { files } = (window as unknown as PageWithBridge).bridge;
    const picked = await files.pickSave('csv', 'merchants.csv');
    if (!picked.ok || !picked.value) throw new Error(JSON.stringify(picked));
    await files.write(picked.value.token, 0, new TextEncoder().encode('a,b\r\n'));
    await files.write(picked.value.token, 1, new TextEncoder().encode('1,2\r\n'));
    return picked.value.token;
  });
  expect(token).toMatch(/^[0-9a-f]{32}$/);
  expect(existsSync(target)).toBe(false);
  const committed = await page.evaluate(
    (name) => (window as unknown as PageWithBridge).bridge.files.commit(name),
    token,
  );
  expect(committed).toEqual({ ok: true, value: { displayName: 'export.csv', bytes: 10 } });
  expect(readFileSync(target, 'utf8')).toBe('a,b\r\n1,2\r\n');
  expect(readdirSync(dirname(target)).filter((name) => name.includes('.part-'))).toEqual([]);
});

test('the page is written as a PDF, which appears only when committed', async ({ launch }, info) => {
  const { page, dialogs } = await launch();
  const target = info.outputPath('report');
  await dialogs.save(target);
  const token = await page.evaluate(async () => {
    const { files } = (window as unknown as PageWithBridge).bridge;
    const picked = await files.pickSave('pdf', 'report');
    if (!picked.ok || !picked.value) throw new Error(JSON.stringify(picked));
    const written = await files.writePage(picked.value.token);
    if (!written.ok) throw new Error(JSON.stringify(written));
    return picked.value.token;
  });
  expect(existsSync(`${target}.pdf`)).toBe(false);
  await page.evaluate((name) => (window as unknown as PageWithBridge).bridge.files.commit(name), token);
  expect(readFileSync(`${target}.pdf`, 'latin1')).toMatch(/^%PDF-1/);
});

test('a chosen file is read back by token, and a cancelled dialog is null', async ({ launch }, info) => {
  const { page, dialogs } = await launch();
  const source = info.outputPath('merchants.csv');
  writeFileSync(source, 'name\n杭州小店\n');
  await dialogs.open(source);
  const read = await page.evaluate(async () => {
    const { files } = (window as unknown as PageWithBridge).bridge;
    const picked = await files.pickOpen('spreadsheet');
    if (!picked.ok || !picked.value) throw new Error(JSON.stringify(picked));
    const part = await files.read(picked.value.token, 0, picked.value.size);
    return { name: picked.value.displayName, text: part.ok ? new TextDecoder().decode(part.value) : part.error.code };
  });
  expect(read).toEqual({ name: 'merchants.csv', text: 'name\n杭州小店\n' });
  await dialogs.open(null);
  const cancelled = await page.evaluate(() =>
    (window as unknown as PageWithBridge).bridge.files.pickOpen('spreadsheet'),
  );
  expect(cancelled).toEqual({ ok: true, value: null });
});

test('the sentinel survives a restart', async ({ launch }) => {
  const sentinel = {
    installId: 'i-1',
    createdAt: 1,
    lastOpenOk: 2,
    schemaVersion: 1,
    counts: { merchants: 3 },
    auditSeq: 4,
    auditHead: 'h',
  };
  const first = await launch();
  await first.page.evaluate(
    (value) => (window as unknown as PageWithBridge).bridge.system.writeSentinel(value),
    sentinel,
  );
  await first.close();
  const second = await launch();
  const read = await second.page.evaluate(() => (window as unknown as PageWithBridge).bridge.system.readSentinel());
  expect(read).toEqual({ ok: true, value: sentinel });
});

test('the page cannot be led elsewhere', async ({ launch }) => {
  const { page, evaluate } = await launch();
  const shown = (): string => page.url().split('#', 1)[0] ?? '';
  const before = shown();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => {
    location.href = '/other.html';
  });
  await page.waitForTimeout(300);
  expect(shown()).toBe(before);
  expect(await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('window.open opens nothing', async ({ launch }) => {
  const { page } = await launch();
  await page.evaluate(() => void window.open('https://example.com/'));
  await page.waitForTimeout(300);
  expect(page.context().pages()).toHaveLength(1);
});

test('the policy stops eval, inline script and the network', async ({ launch }) => {
  const { page } = await launch();
  // Playwright's evaluate is exempt from the policy; a timer's callback is not.
  await page.evaluate(() => {
    setTimeout(() => {
      try {
        const compile = Function as unknown as (code: string) => () => unknown;
        window.evalOutcome = String(compile('return 1')());
      } catch (error) {
        window.evalOutcome = error instanceof Error ? error.name : 'thrown';
      }
    });
  });
  await expect.poll(() => page.evaluate(() => window.evalOutcome)).toBe('EvalError');
  const inline = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline ran"';
    document.head.append(script);
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
    return { title: document.title, fetched };
  });
  expect(inline.title).not.toBe('inline ran');
  expect(inline.fetched).toBe('refused');
});

test('a second start wakes the first and ends', async ({ launch }) => {
  const app = await launch();
  test.skip(app.kind === 'electron', 'the second process is started by hand here, in the double only');
  await app.page.evaluate(() => {
    const seen: string[] = [];
    window.shellEvents = seen;
    (window as unknown as PageWithBridge).bridge.onEvent((event) => seen.push(event.type));
  });
  const hook = pathToFileURL('tests/support/shell/hook.mjs').href;
  const second = fork('out/main/index.js', [`--user-data-dir=${app.userData}`], {
    execArgv: ['--import', hook],
    serialization: 'advanced',
    silent: true,
    env: { ...process.env, SHELL_DOUBLE: JSON.stringify({ appDir: process.cwd() }) },
  });
  const code = await new Promise((done) => second.once('exit', done));
  expect(code).toBe(0);
  await expect.poll(() => app.page.evaluate(() => window.shellEvents)).toEqual(['second-instance']);
});

test('locking the computer and the menu both lock the window', async ({ launch }) => {
  const { page, evaluate } = await launch();
  await page.evaluate(() => {
    const seen: string[] = [];
    window.shellEvents = seen;
    (window as unknown as PageWithBridge).bridge.onEvent((event) => {
      if (event.type === 'lock') seen.push(event.reason);
    });
  });
  await evaluate(({ powerMonitor, Menu }) => {
    powerMonitor.emit('lock-screen');
    powerMonitor.emit('suspend');
    Menu.getApplicationMenu()?.getMenuItemById('lock')?.click();
  });
  await expect.poll(() => page.evaluate(() => window.shellEvents)).toEqual(['os-lock', 'suspend', 'menu']);
});

test('closing the window makes a backup first, and the next start has nothing to back up', async ({
  launch,
  userData,
}) => {
  test.setTimeout(120_000);
  const kinds = (): string[] =>
    (existsSync(`${userData}/backups`) ? readdirSync(`${userData}/backups`) : [])
      .filter((name) => name.endsWith('.mbak'))
      .map((name) => name.split('-').at(-2) ?? '');
  const first = await launch();
  await first.page.getByRole('button', { name: '中文' }).click();
  await setUpCompany(first.page, { sample: true });
  await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => kinds(), { timeout: 20_000 }).toContain('exit');
  await first.exited;
  const made = kinds().length;
  const second = await launch();
  await signIn(second.page);
  await goTo(second.page, '备份与恢复');
  await expect(second.page.getByText('退出时').first()).toBeVisible();
  expect(kinds()).toHaveLength(made);
});
