import { computed, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { fail } from '@shared/kernel/result';
import { useQuery } from './use-query';
import { askCore } from './workers';

export interface MerchantChoices {
  choices: ComputedRef<{ value: string; label: string }[]>;
  searching: ShallowRef<boolean>;
  search: (text: string) => Promise<void>;
}

const MOST = 20;

/** Merchants within reach that a text finds. The one chosen is named, wherever its id came from. */
export function useMerchantChoices(chosen: Ref<string>): MerchantChoices {
  const found = shallowRef<{ value: string; label: string }[]>([]);
  const searching = shallowRef(false);
  const known = useQuery('merchant.get', () => (chosen.value === '' ? null : { id: chosen.value }));
  const choices = computed(() => {
    const now = chosen.value === '' ? [] : [{ value: chosen.value, label: known.data.value?.name ?? '…' }];
    return [...now, ...found.value.filter(({ value }) => value !== chosen.value)];
  });

  async function search(text: string): Promise<void> {
    searching.value = true;
    const query = { filter: { text }, sort: { field: 'merchantNo', descending: false }, offset: 0, limit: MOST };
    const asked = await askCore('merchant.list', query).catch(() => fail('internal.unexpected'));
    searching.value = false;
    found.value = asked.ok ? asked.value.rows.map(({ id, name }) => ({ value: id, label: name ?? '' })) : [];
  }

  return { choices, searching, search };
}
