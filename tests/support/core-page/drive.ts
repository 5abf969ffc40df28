import type { Page } from 'playwright';
import type { KillableChromium } from '../killable-chromium';
import { memoryBackups } from '../memory-backups';
import { memoryJournal } from '../memory-journal';

/** What a test does at the core page of a whole browser, by name. */
export const SIGN_IN = { loginName: 'super', password: 'copper lantern orbit 27' };

/** How the core has started; `refused` and why where it did not. */
export function startedAs(chrome: KillableChromium): Promise<string> {
  return chrome.page.evaluate(async () => {
    const state = await window.corePage.started;
    return state.ok ? state.value : `refused ${state.error.code}`;
  });
}

/** Signs in, sets up the first time. */
export async function enter(chrome: KillableChromium): Promise<void> {
  const isVirgin = (await startedAs(chrome)) === 'virgin';
  await chrome.page.evaluate(
    async ([who, create]) => {
      const { core } = window.corePage;
      const company = { companyName: '断电测试公司', adminName: '测试超管', locale: 'zh' } as const;
      const entered = create
        ? await core.execute('setup.create', { ...company, ...who })
        : await core.execute('session.signIn', who);
      if (!entered.ok) throw new Error(entered.error.code);
    },
    [SIGN_IN, isVirgin] as const,
  );
}

export function importRows(chrome: KillableChromium, seed: number, rows: number): Promise<void> {
  return chrome.page.evaluate(
    async ([seed, rows]) => {
      const { core, batch } = window.corePage;
      const uscc = { rows: 0, columns: { uscc: { text: '', ends: new Uint32Array(0) } } };
      const lookup = await core.ask('import.lookup', { uscc });
      if (!lookup.ok) throw new Error(lookup.error.code);
      const { tableVersion } = lookup.value;
      const done = await core.execute('import.commit', { ...batch(seed!, rows!), tableVersion });
      if (!done.ok) throw new Error(done.error.code);
    },
    [seed, rows],
  );
}

/** From the newest backup and the journal, as the recovery screen does it. @returns whether the journal told everything */
export function recover(chrome: KillableChromium): Promise<boolean> {
  return chrome.page.evaluate(async ({ loginName, password }) => {
    const { core } = window.corePage;
    const found = await core.ask('recovery.backups', {});
    if (!found.ok) throw new Error(found.error.code);
    const ref = { kind: 'folder', name: found.value.backups[0]!.name } as const;
    const secret = { kind: 'password', loginName, secret: password } as const;
    const report = await core.execute('recovery.stage', { ref, secret, withJournal: true });
    if (!report.ok) throw new Error(report.error.code);
    const done = await core.execute('recovery.activate', { stagingId: report.value.stagingId });
    if (!done.ok) throw new Error(done.error.code);
    return report.value.journal!.complete;
  }, SIGN_IN);
}

interface StoredFacts {
  merchants: number;
  batches: number;
  audit: string;
  findings: unknown[];
}

/** What is stored, and whether it holds together. */
export function storedFacts(chrome: KillableChromium): Promise<StoredFacts> {
  return chrome.page.evaluate(async () => {
    const { core } = window.corePage;
    const list = await core.ask('merchant.counts', { filter: {} });
    const batches = await core.ask('import.batches', { offset: 0, limit: 1 });
    const audit = await core.ask('audit.verify', {});
    const check = await core.ask('integrity.check', {});
    if (!list.ok || !batches.ok || !audit.ok || !check.ok) throw new Error('cannot count');
    return {
      merchants: list.value.total,
      batches: batches.value.total,
      audit: audit.value.verdict,
      findings: check.value.findings,
    };
  });
}

/** What the program's main process keeps beside the browser: it outlives every kill of it. */
export class OutsideOfPage {
  sentinel: unknown = null;
  /** For pages opened with `?outside=test`: backups and journal that are no files of the browser. */
  readonly backups = memoryBackups();
  readonly journal = memoryJournal();

  /** @param freeSpace as the main process would ask the disk; null for a place that cannot be asked */
  constructor(private readonly freeSpace: () => Promise<number | null> = () => Promise.resolve(null)) {}

  /** The same once more, for another course of things. */
  copy(freeSpace: () => Promise<number | null>): OutsideOfPage {
    const copy = new OutsideOfPage(freeSpace);
    copy.sentinel = structuredClone(this.sentinel);
    for (const [name, bytes] of this.backups.files) copy.backups.files.set(name, bytes);
    for (const [name, record] of this.backups.records) copy.backups.records.set(name, structuredClone(record));
    for (const name of this.journal.files.keys()) copy.journal.files.set(name, this.journal.files.get(name)!);
    return copy;
  }

  readonly prepare = async (page: Page): Promise<void> => {
    await page.exposeFunction('outsideOfPage', (call: string, value: unknown) => {
      if (call === 'freeSpace') return this.freeSpace();
      if (call === 'writeSentinel') this.sentinel = value;
      return this.sentinel;
    });
    await page.exposeFunction('filesOfTest', (of: 'backups' | 'journal', call: string, args: unknown[]) => {
      const files = this[of] as unknown as Record<string, (...args: unknown[]) => unknown>;
      return files[call]!(...args);
    });
  };
}
