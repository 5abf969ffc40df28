import { computed, watch, type ComputedRef } from 'vue';
import type { SavedView } from '@shared/contracts/views';
import type { AppError } from '@shared/kernel/result';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';
import { TXN_VIEW_KEY } from './columns';
import { readKeptJson, toKeptJson, type KeptView } from './kept-view';

const DEFAULT_KEY = 'txns.default-view';

export interface SavedViewsState {
  views: ComputedRef<readonly SavedView[]>;
  roles: ComputedRef<readonly { id: string; zh: string; en: string }[]>;
  defaultId: ComputedRef<string>;
  busy: ComputedRef<boolean>;
  error: ComputedRef<AppError | null>;
  open: (view: SavedView) => void;
  /** True when it was stored. */
  keep: (view: Pick<SavedView, 'id' | 'name' | 'sharedWith' | 'isRoleDefault'>, isDefault: boolean) => Promise<boolean>;
  remove: (view: SavedView) => Promise<void>;
}

/** @param openDefault whether the page was opened without saying what to show */
export function useSavedViews(
  current: () => KeptView,
  use: (kept: KeptView) => void,
  openDefault: boolean,
): SavedViewsState {
  const list = useQuery('view.list', () => ({ list: TXN_VIEW_KEY }));
  const chosen = useQuery('view.get', () => ({ key: DEFAULT_KEY }));
  const keepCommand = useCommand('view.keep');
  const drop = useCommand('view.drop');
  const choose = useCommand('view.save');
  const views = computed(() => list.data.value?.views ?? []);
  const defaultId = computed(() => chosen.data.value ?? '');

  function open({ json }: Pick<SavedView, 'json'>): void {
    const kept = readKeptJson(json, Date.now());
    if (kept) use(kept);
  }

  if (openDefault) {
    const stop = watch([views, defaultId, chosen.loading], ([all, id, isLoading]) => {
      // Not before both have come: one's own choice goes before that of the role.
      if (isLoading || list.data.value === null) return;
      const found = all.find((view) => view.id === id) ?? all.find((view) => view.isRoleDefault && !view.isOwn);
      if (!found) return;
      stop();
      open(found);
    });
  }

  return {
    views,
    roles: computed(() => list.data.value?.roles ?? []),
    defaultId,
    busy: computed(() => keepCommand.busy.value || drop.busy.value),
    error: computed(() => keepCommand.error.value ?? drop.error.value ?? choose.error.value ?? list.error.value),
    open,
    async keep(view, isDefault) {
      const { id, name, sharedWith, isRoleDefault } = view;
      const json = toKeptJson(current(), Date.now());
      const kept = await keepCommand.run({ list: TXN_VIEW_KEY, id, name, json, sharedWith, isRoleDefault });
      if (!kept.ok) return false;
      const wasDefault = defaultId.value === kept.value.id;
      if (isDefault !== wasDefault) await choose.run({ key: DEFAULT_KEY, json: isDefault ? kept.value.id : '' });
      return true;
    },
    async remove({ id }) {
      await drop.run({ list: TXN_VIEW_KEY, id });
    },
  };
}
