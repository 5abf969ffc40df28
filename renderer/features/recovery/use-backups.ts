import { reactive, ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { BackupOverview, BackupRecord, BackupSeal } from '@shared/contracts/backups';
import type { CallOptions, QueryIo } from '@shared/contracts/core';
import type { AppError, Result } from '@shared/kernel/result';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery, type LiveQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';

export interface BackupsState {
  query: LiveQuery<BackupOverview>;
  /** What went well last, in words. */
  done: Ref<string>;
  failed: Ref<AppError | null>;
  /** `counts`: the key of the words for how far it is. */
  running: { title: string; counts: string; done: number; total: number };
  /** Under a password of its own, or not encrypted, when asked for. */
  backUp: (seal?: BackupSeal, note?: string) => Promise<void>;
  verify: (backup: BackupRecord) => Promise<void>;
  drill: (backup: BackupRecord) => Promise<void>;
  remove: (backup: BackupRecord) => Promise<boolean>;
  chooseFolder: () => Promise<void>;
  chooseSecond: () => Promise<void>;
  forgetSecond: () => Promise<void>;
  undo: (reason: string) => Promise<boolean>;
  cancel: () => void;
  check: () => Promise<void>;
  /** Works the sums out again that the check found wrong, and checks once more. */
  repair: () => Promise<void>;
  checked: Ref<QueryIo['integrity.check']['output'] | null>;
}

/** The page's list and what can be done with it; one long thing at a time, with progress and cancel. */
export function useBackups(): BackupsState {
  const { t } = useI18n();
  const query = useQuery('backup.overview', () => ({}));
  const create = useCommand('backup.create');
  const verifyOne = useCommand('backup.verify');
  const drillOne = useCommand('backup.drill');
  const removeOne = useCommand('backup.remove');
  const choose = useCommand('backup.chooseFolder');
  const chooseOther = useCommand('backup.chooseSecond');
  const forgetOther = useCommand('backup.forgetSecond');
  const takeBack = useCommand('backup.undoRestore');
  const rebuild = useCommand('rollup.rebuild');
  const done = ref('');
  const failed = ref<AppError | null>(null);
  const running = reactive({ title: '', counts: '', done: 0, total: 0 });
  const checked = ref<QueryIo['integrity.check']['output'] | null>(null);
  let cancelled = false;

  async function long<T>(
    title: string,
    call: (options: CallOptions) => Promise<Result<T>>,
    words: (value: T) => string,
    counts = 'backups.rows',
  ): Promise<void> {
    if (running.title !== '') return;
    cancelled = false;
    done.value = '';
    failed.value = null;
    Object.assign(running, { title, counts, done: 0, total: 0 });
    const result = await call({
      onProgress: (now, total) => void Object.assign(running, { done: now, total }),
      isCancelled: () => cancelled,
    });
    running.title = '';
    if (result.ok) done.value = words(result.value);
    else if (result.error.code !== 'operation.cancelled') failed.value = result.error;
    await query.reload();
  }

  async function short(call: Promise<Result<unknown>>): Promise<boolean> {
    done.value = '';
    failed.value = null;
    const result = await call;
    if (!result.ok) failed.value = result.error;
    else await query.reload();
    return result.ok;
  }

  async function check(): Promise<void> {
    checked.value = null;
    await long(
      t('backups.checking'),
      (options) => askCore('integrity.check', {}, options),
      (found) => {
        checked.value = found;
        return '';
      },
      'backups.check.steps',
    );
  }

  async function repair(): Promise<void> {
    let repaired = '';
    await long(
      t('backups.check.repairing'),
      (options) => rebuild.run({}, options),
      ({ days, fees, numbers }) => (repaired = t('backups.check.repaired', { n: days + fees + numbers })),
      'backups.check.days',
    );
    if (repaired === '') return;
    await check();
    done.value = repaired;
  }

  return {
    query,
    check,
    repair,
    checked,
    done,
    failed,
    running,
    backUp: (seal = { kind: 'keys' }, note = '') =>
      long(
        t('backups.creating'),
        (options) => create.run({ note, seal }, options),
        ({ name }) => t('backups.made', { name }),
      ),
    verify: ({ name }) =>
      long(
        t('backups.verifying'),
        (options) => verifyOne.run({ name }, options),
        () => t('backups.verifyDone'),
      ),
    drill: ({ name }) =>
      long(
        t('backups.drilling'),
        (options) => drillOne.run({ name }, options),
        () => t('backups.drillDone'),
      ),
    remove: ({ name }) => short(removeOne.run({ name })),
    async chooseFolder() {
      await short(choose.run({}));
    },
    async chooseSecond() {
      await short(chooseOther.run({}));
    },
    async forgetSecond() {
      await short(forgetOther.run({}));
    },
    undo: (reason) => short(takeBack.run({ reason })),
    cancel: () => void (cancelled = true),
  };
}
