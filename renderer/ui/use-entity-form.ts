import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue';
import type { Entity } from '@shared/entities/define';
import type { FieldIssue } from '@shared/kernel/result';
import { formFieldOrder, type CheckField, type FieldComplaint } from './entity-form';

export interface EntityFormState {
  /** What stands in each field, as typed. */
  texts: Record<string, string>;
  complaints: Record<string, readonly FieldComplaint[]>;
  /** What the rules made of the text, where that differs: shown under the field. */
  normalised: Record<string, string>;
  dirty: ComputedRef<boolean>;
  changed: ComputedRef<string[]>;
  type: (field: string, text: string) => void;
  /** Checks one field, as when it is left; the normalised text replaces the typed one. */
  settle: (field: string) => void;
  /** Checks everything; the first invalid field, or null. `mayLack`: fields that need no value yet. */
  checkAll: (mayLack?: (field: string) => boolean) => string | null;
  /** Normalised values of the given fields (all, unless told). */
  values: (fields?: readonly string[]) => Record<string, string>;
  /** What the gate complained about. */
  showIssues: (issues: readonly FieldIssue[]) => string | null;
  reset: (texts: Readonly<Record<string, string>>) => void;
  /** Fills in without becoming the state that counts as saved. */
  fill: (texts: Readonly<Record<string, string>>) => void;
  untouched: Ref<ReadonlySet<string>>;
}

interface Options {
  entity: Entity;
  check: CheckField;
  /** Text shown for a stored or normalised value: an enum stays a code, a rate becomes `0.60%`. */
  show: (field: string, value: string) => string;
  initial?: Readonly<Record<string, string>>;
  /** Fields shown masked: empty text means "as it was", and is not checked or sent. */
  masked?: () => Readonly<Record<string, string>>;
}

/** The state of a form over one entity: texts, what is wrong with them, and what would be saved. */
export function useEntityForm(options: Options): EntityFormState {
  const order = formFieldOrder(options.entity);
  const texts = reactive<Record<string, string>>({});
  const complaints = reactive<Record<string, readonly FieldComplaint[]>>({});
  const normalised = reactive<Record<string, string>>({});
  const saved = ref<Record<string, string>>({});
  const untouched = ref<ReadonlySet<string>>(new Set(order));

  const changed = computed(() => order.filter((field) => (texts[field] ?? '') !== (saved.value[field] ?? '')));
  const dirty = computed(() => changed.value.length > 0);

  reset(options.initial ?? {});

  function reset(from: Readonly<Record<string, string>>): void {
    for (const field of order) {
      texts[field] = from[field] ?? '';
      complaints[field] = [];
      delete normalised[field];
    }
    saved.value = { ...texts };
    untouched.value = new Set(order);
  }

  function fill(from: Readonly<Record<string, string>>): void {
    for (const field of order) if (from[field] !== undefined) type(field, from[field]);
  }

  function isKept(field: string): boolean {
    return (texts[field] ?? '') === '' && (options.masked?.()[field] ?? '') !== '';
  }

  function type(field: string, text: string): void {
    texts[field] = text;
    delete normalised[field];
    // A field that was complained about is judged while typing; a fresh one only when it is left.
    if ((complaints[field]?.length ?? 0) > 0)
      complaints[field] = isKept(field) ? [] : options.check(field, text).issues;
  }

  function settle(field: string): void {
    const left = new Set(untouched.value);
    left.delete(field);
    untouched.value = left;
    if (isKept(field)) {
      complaints[field] = [];
      return;
    }
    const text = texts[field] ?? '';
    const { value, issues } = options.check(field, text);
    complaints[field] = issues;
    if (value === '' || issues.some((issue) => issue.severity === 'error')) return;
    const shown = options.show(field, value);
    if (shown === text) return;
    texts[field] = shown;
    normalised[field] = text;
  }

  function checkAll(mayLack: (field: string) => boolean = () => false): string | null {
    for (const field of order) {
      if ((texts[field] ?? '').trim() === '' && mayLack(field)) complaints[field] = [];
      else settle(field);
    }
    return order.find((field) => hasError(field)) ?? null;
  }

  function hasError(field: string): boolean {
    return (complaints[field] ?? []).some((issue) => issue.severity === 'error');
  }

  function values(fields: readonly string[] = order): Record<string, string> {
    return Object.fromEntries(
      fields.filter((field) => !isKept(field)).map((field) => [field, options.check(field, texts[field] ?? '').value]),
    );
  }

  function showIssues(issues: readonly FieldIssue[]): string | null {
    for (const { field, code, params } of issues) {
      if (!order.includes(field)) continue;
      complaints[field] = [{ code, severity: 'error', ...(params ? { params } : {}) }];
    }
    return order.find((field) => hasError(field)) ?? null;
  }

  return {
    texts,
    complaints,
    normalised,
    dirty,
    changed,
    type,
    settle,
    checkAll,
    values,
    showIssues,
    reset,
    fill,
    untouched,
  };
}
