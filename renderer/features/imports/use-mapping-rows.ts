import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import { merchant, MERCHANT_INPUT_FIELDS, type MerchantField } from '@shared/entities/merchant';
import { missingRequired } from '@shared/imports/wizard';
import { checkField } from '@shared/rules/fields';
import { findRateUnit } from '@shared/rules/rate';
import { showField } from '@renderer/ui/show-field';
import { columnName, sampleValues } from './column-samples';
import type { ImportFlow } from './use-import';

/** A cell of a column and, where it is another text, what it would be understood as. */
export interface Sample {
  raw: string;
  value: string;
  isWrong: boolean;
}

export interface MappingRow {
  field: MerchantField;
  label: string;
  required: boolean;
  column: number | undefined;
  state: 'missing' | 'doubtful' | 'found' | 'none';
  samples: Sample[];
}

export interface UnusedColumn {
  column: number;
  name: string;
  header: string;
  samples: string[];
}

/** The wizard's mapping as it is shown: a row per field with a look into its column, and the columns nobody asked for. */
export function useMappingRows(
  flow: ImportFlow,
  locale: () => 'zh' | 'en',
): {
  rows: ComputedRef<MappingRow[]>;
  columns: ComputedRef<{ column: number; name: string; header: string }[]>;
  unused: ComputedRef<UnusedColumn[]>;
} {
  const { state } = flow;
  const preview = shallowRef<string[][]>([]);

  watch(
    () => state.value.file?.sheet,
    async (name) => {
      if (name === undefined) return;
      const seen = await flow.preview(name);
      preview.value = seen.ok ? seen.value : [];
    },
    { immediate: true },
  );

  const columns = computed(() =>
    (state.value.file?.headers ?? []).map((header, column) => ({ column, header, name: columnName(column) })),
  );

  function samplesOf(column: number): string[] {
    return sampleValues(preview.value, state.value.file?.headerRow ?? 0, column);
  }

  function stateOf(field: MerchantField, column: number | undefined, missing: readonly string[]): MappingRow['state'] {
    if (missing.includes(field)) return 'missing';
    if (state.value.doubtful.includes(field)) return 'doubtful';
    return column === undefined ? 'none' : 'found';
  }

  const rows = computed(() => {
    const { mapping } = state.value;
    const missing = missingRequired(mapping);
    return MERCHANT_INPUT_FIELDS.map((field) => {
      const column = mapping[field];
      const header = columns.value[column ?? -1]?.header ?? '';
      return {
        field,
        label: merchant.fields[field][locale()],
        required: (merchant.fields[field] as { required?: boolean }).required === true,
        column,
        state: stateOf(field, column, missing),
        samples: column === undefined ? [] : samplesOf(column).map((raw) => understand(field, raw, header, locale())),
      };
    });
  });

  const unused = computed(() => {
    const used = new Set(Object.values(state.value.mapping));
    return columns.value
      .filter(({ column }) => !used.has(column))
      .map((one) => ({ ...one, samples: samplesOf(one.column) }))
      .filter(({ header, samples }) => header !== '' || samples.length > 0);
  });

  return { rows, columns, unused };
}

function understand(field: MerchantField, raw: string, header: string, locale: 'zh' | 'en'): Sample {
  const checked = checkField(field, raw, 'text', { rateUnit: findRateUnit(header) });
  const isWrong = checked.issues.some((issue) => issue.severity === 'error');
  const value = isWrong ? '' : showField(merchant.fields[field], checked.value, locale);
  return { raw, value: value === raw ? '' : value, isWrong };
}
