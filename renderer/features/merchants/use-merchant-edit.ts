import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { MerchantView, QueryIo } from '@shared/contracts/core';
import {
  merchant,
  MERCHANT_INPUT_FIELDS,
  MERCHANT_SENSITIVE_FIELDS,
  type MerchantField,
} from '@shared/entities/merchant';
import type { AppError } from '@shared/kernel/result';
import { checkField } from '@shared/rules/fields';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';
import { askCore } from '@renderer/platform/workers';
import { showInForm } from '@renderer/ui/show-field';
import { useEntityForm, type EntityFormState } from '@renderer/ui/use-entity-form';
import { useDraft } from './use-draft';

const SENSITIVE: readonly string[] = MERCHANT_SENSITIVE_FIELDS;
/** What the next merchant of a pile of papers most likely shares with this one. */
const CARRIED_OVER: readonly MerchantField[] = [
  'merchantType',
  'province',
  'city',
  'district',
  'settleCycle',
  'onboardedOn',
];

export type SaveOutcome =
  | { kind: 'saved'; merchant: MerchantView }
  | { kind: 'invalid'; field: string }
  | { kind: 'conflict'; theirs: MerchantView }
  | { kind: 'failed'; error: AppError };

export interface MerchantEditState {
  form: EntityFormState;
  /** The stored merchant being edited; null for a new one. */
  stored: Ref<MerchantView | null>;
  masked: ComputedRef<Record<string, string>>;
  loadError: Ref<AppError | null>;
  ready: Ref<boolean>;
  busy: ComputedRef<boolean>;
  duplicates: ComputedRef<QueryIo['merchant.duplicates']['output']>;
  draft: ReturnType<typeof useDraft>;
  load: () => Promise<void>;
  save: (submit: boolean) => Promise<SaveOutcome>;
  /** After a conflict: the stored values become the base; the named fields keep what was typed here. */
  rebase: (theirs: MerchantView, keepMine: readonly string[]) => void;
  startNext: () => void;
}

export function useMerchantEdit(id: () => string | null, today: () => string): MerchantEditState {
  const stored = ref<MerchantView | null>(null);
  const loadError = ref<AppError | null>(null);
  const ready = ref(false);
  const create = useCommand('merchant.create');
  const update = useCommand('merchant.update');

  const masked = computed<Record<string, string>>(() => {
    const view = stored.value;
    return view ? Object.fromEntries(MERCHANT_SENSITIVE_FIELDS.map((field) => [field, view[field] ?? ''])) : {};
  });
  const form = useEntityForm({
    entity: merchant,
    check: (field, text) => checkField(field as MerchantField, text, 'text', { today: today() }),
    show: (field, value) => showInForm(merchant.fields[field as MerchantField], value),
    masked: () => masked.value,
  });
  const draft = useDraft(
    () => (id() === null ? 'merchant.new' : `merchant.edit.${id()}`),
    () =>
      form.dirty.value ? Object.fromEntries(form.changed.value.map((field) => [field, form.texts[field] ?? ''])) : {},
  );
  const duplicates = useDuplicates(form, () => id());

  async function load(): Promise<void> {
    const key = id();
    if (key === null) {
      form.reset({ onboardedOn: today() });
    } else {
      const found = await askCore('merchant.get', { id: key });
      if (!found.ok) return void (loadError.value = found.error);
      takeStored(found.value);
    }
    ready.value = true;
    await draft.look();
  }

  function takeStored(view: MerchantView): void {
    stored.value = view;
    form.reset(formTexts(view));
  }

  async function save(submit: boolean): Promise<SaveOutcome> {
    const status = stored.value?.status ?? 'DRAFT';
    const isDraft = status === 'DRAFT' && !submit;
    // A draft may lack everything but its name; what it has must be right.
    const invalid = form.checkAll((field) => isDraft && field !== 'name');
    if (invalid) return { kind: 'invalid', field: invalid };
    const done = stored.value
      ? await update.run({
          id: stored.value.id,
          rev: stored.value.rev,
          values: form.values(form.changed.value),
          submit,
        })
      : await create.run({ values: form.values(), submit });
    if (done.ok) {
      await draft.clear();
      takeStored(done.value);
      return { kind: 'saved', merchant: done.value };
    }
    if (done.error.code === 'merchant.conflict' && stored.value) {
      const theirs = await askCore('merchant.get', { id: stored.value.id });
      if (theirs.ok) return { kind: 'conflict', theirs: theirs.value };
    }
    const field = form.showIssues(done.error.issues ?? []);
    return field ? { kind: 'invalid', field } : { kind: 'failed', error: done.error };
  }

  function rebase(theirs: MerchantView, keepMine: readonly string[]): void {
    const mine = Object.fromEntries(keepMine.map((field) => [field, form.texts[field] ?? '']));
    takeStored(theirs);
    form.fill(mine);
  }

  function startNext(): void {
    const carried = Object.fromEntries(CARRIED_OVER.map((field) => [field, form.texts[field] ?? '']));
    stored.value = null;
    form.reset(carried);
  }

  return {
    form,
    stored,
    masked,
    loadError,
    ready,
    busy: computed(() => create.busy.value || update.busy.value),
    duplicates,
    draft,
    load,
    save,
    rebase,
    startNext,
  };
}

/** Stored values as form texts; masked ones stay out, so that a mask is never taken for a value. */
export function formTexts(view: MerchantView): Record<string, string> {
  return Object.fromEntries(
    MERCHANT_INPUT_FIELDS.filter((field) => !SENSITIVE.includes(field)).map((field) => [
      field,
      showInForm(merchant.fields[field], view[field]),
    ]),
  );
}

const HINT_AFTER_MS = 400;
const HINT_FIELDS = ['name', 'uscc', 'contactPhone', 'accountNo', 'legalIdNo'] as const;

/** Merchants that share a telling value with what is typed: asked while typing, with whole and valid values only. */
function useDuplicates(
  form: EntityFormState,
  exceptId: () => string | null,
): ComputedRef<QueryIo['merchant.duplicates']['output']> {
  const asked = shallowRef<QueryIo['merchant.duplicates']['input'] | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => HINT_FIELDS.map((field) => form.texts[field] ?? ''),
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => (asked.value = question()), HINT_AFTER_MS);
    },
  );
  const answer = useQuery('merchant.duplicates', () => asked.value);
  return computed(() => (asked.value === null ? [] : (answer.data.value ?? [])));

  function question(): QueryIo['merchant.duplicates']['input'] | null {
    const input: QueryIo['merchant.duplicates']['input'] = {};
    for (const field of HINT_FIELDS) {
      if (!form.changed.value.includes(field)) continue;
      const { value, issues } = checkField(field, form.texts[field] ?? '');
      if (value.length >= 2 && !issues.some((issue) => issue.severity === 'error')) input[field] = value;
    }
    if (Object.keys(input).length === 0) return null;
    const except = exceptId();
    return except === null ? input : { ...input, exceptId: except };
  }
}
