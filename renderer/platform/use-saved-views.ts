import { computed, ref, watch, type ComputedRef } from 'vue';
import type { SavedView, ViewWish } from '@shared/contracts/views';
import { shownLanguage } from './language';
import { useCan } from './use-can';
import { useCommand } from './use-command';
import { useErrorText } from './use-error-text';
import { useQuery } from './use-query';

export interface SavedViewsState {
  /** What the widget of saved views is given. */
  bound: ComputedRef<{
    views: readonly SavedView[];
    roles: readonly { id: string; name: string }[];
    defaultId: string;
    /** Roles are this person's to manage, and so is what their holders see first. */
    mayManage: boolean;
    busy: boolean;
    /** '' for none. */
    error: string;
    /** True when it was stored. */
    keep: (wish: ViewWish) => Promise<boolean>;
  }>;
  open: (view: Pick<SavedView, 'json'>) => void;
  remove: (view: Pick<SavedView, 'id'>) => Promise<void>;
}

/** A list whose views are kept. */
export interface ViewedList {
  /** Name of the list in the store. */
  list: string;
  /** Where it is stored with which view a person opens the list. */
  defaultKey: string;
  /** The list as it is shown now, and one that was kept, shown. */
  write: () => string;
  read: (json: string) => void;
  /** Whether the list was opened without saying what to show: at first, or again by the way the page is gone to. */
  opensDefault: () => boolean;
}

export function useSavedViews({ list, defaultKey, write, read, opensDefault }: ViewedList): SavedViewsState {
  const stored = useQuery('view.list', () => ({ list }));
  const chosen = useQuery('view.get', () => ({ key: defaultKey }));
  const keep = useCommand('view.keep');
  const drop = useCommand('view.drop');
  const choose = useCommand('view.save');
  const mayManage = useCan('role:manage');
  const errorText = useErrorText();
  const views = computed(() => stored.data.value?.views ?? []);
  const defaultId = computed(() => chosen.data.value ?? '');
  const error = computed(() => keep.error.value ?? drop.error.value ?? choose.error.value ?? stored.error.value);

  const isWanted = ref(opensDefault());
  watch(opensDefault, (opens) => (isWanted.value = opens));
  watch([isWanted, views, defaultId, chosen.loading], ([wanted, all, id, isLoading]) => {
    // Not before both have come: one's own choice goes before that of the role.
    if (!wanted || isLoading || stored.data.value === null) return;
    isWanted.value = false;
    const found = all.find((view) => view.id === id) ?? all.find((view) => view.isRoleDefault && !view.isOwn);
    if (found) read(found.json);
  });

  async function store({ isDefault, isRenewed, ...wish }: ViewWish): Promise<boolean> {
    const old = views.value.find(({ id }) => id === wish.id);
    const done = await keep.run({ ...wish, list, json: old && !isRenewed ? old.json : write() });
    if (!done.ok) return false;
    const wasDefault = defaultId.value === done.value.id;
    if (isDefault !== wasDefault) await choose.run({ key: defaultKey, json: isDefault ? done.value.id : '' });
    return true;
  }

  return {
    bound: computed(() => ({
      views: views.value,
      roles: (stored.data.value?.roles ?? []).map((role) => ({ id: role.id, name: role[shownLanguage.value] })),
      defaultId: defaultId.value,
      mayManage: mayManage.value,
      busy: keep.busy.value || drop.busy.value,
      error: error.value ? errorText(error.value) : '',
      keep: store,
    })),
    open: ({ json }) => read(json),
    async remove({ id }) {
      await drop.run({ list, id });
    },
  };
}
