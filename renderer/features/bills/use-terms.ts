import { ElMessage } from 'element-plus';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ContractTerms } from '@shared/contracts/channel-terms';
import type { AppError } from '@shared/kernel/result';
import { parseYuan } from '@shared/money/yuan';
import { planOn, type FeePlan } from '@shared/rules/fee-plan';
import type { PayMethod } from '@shared/rules/pay-method';
import { checkRate } from '@shared/rules/rate';
import { bizDateAt } from '@shared/time/biz-date';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';

/** A plan as typed; '' in a bound is none. */
export interface PlanForm {
  from: string;
  /** '' for all of them. */
  method: PayMethod | '';
  rate: string;
  min: string;
  max: string;
  refundFee: FeePlan['refundFee'];
}

export interface TermsState {
  contract: Ref<ContractTerms>;
  isInOrder: ComputedRef<boolean>;
  plan: Ref<PlanForm>;
  /** Newest first; `state` says whether it holds today, or gave way to another from the same day. */
  plans: ComputedRef<(FeePlan & { state: '' | 'now' | 'replaced' })[]>;
  isPlanReady: ComputedRef<boolean>;
  busy: ComputedRef<boolean>;
  error: ComputedRef<AppError | null>;
  saveContract: () => Promise<void>;
  addPlan: () => Promise<void>;
}

const NO_CONTRACT: ContractTerms = { settleCycle: '', contractFrom: '', contractTo: '', billFormat: '' };

/** What was agreed for one account, being read and noted. */
export function useTerms(id: () => string): TermsState {
  const { t } = useI18n();
  const stored = useQuery('channel.terms', () => (id() === '' ? null : { id: id() }));
  const setTerms = useCommand('channel.setTerms');
  const add = useCommand('channel.addPlan');
  const contract = ref<ContractTerms>({ ...NO_CONTRACT });
  const plan = ref<PlanForm>(emptyPlan());

  watch(stored.data, (terms) => {
    if (!terms) return;
    const { settleCycle, contractFrom, contractTo, billFormat } = terms;
    contract.value = { settleCycle, contractFrom, contractTo, billFormat };
  });

  const read = computed(() => {
    const { from, method, rate, min, max, refundFee } = plan.value;
    const { value, issues } = checkRate(rate);
    const minFeeFen = boundOf(min);
    const maxFeeFen = boundOf(max);
    const isRate = value !== '' && !issues.some(({ severity }) => severity === 'error');
    if (!isRate || minFeeFen === null || maxFeeFen === null || from === '') return null;
    if (maxFeeFen > 0 && minFeeFen > maxFeeFen) return null;
    return { from, ...(method && { method }), ratePpm: Number(value), minFeeFen, maxFeeFen, refundFee };
  });
  const isInOrder = computed(() => {
    const { contractFrom, contractTo } = contract.value;
    return contractFrom === '' || contractTo === '' || contractFrom <= contractTo;
  });

  async function saveContract(): Promise<void> {
    const { settleCycle, contractFrom, contractTo, billFormat } = contract.value;
    const done = await setTerms.run({ id: id(), settleCycle, contractFrom, contractTo, billFormat });
    if (done.ok) ElMessage({ type: 'success', message: t('bills.channels.terms.saved') });
  }

  async function addPlan(): Promise<void> {
    if (!read.value || add.busy.value) return;
    if (!(await add.run({ id: id(), ...read.value })).ok) return;
    ElMessage({ type: 'success', message: t('bills.channels.terms.added') });
    plan.value = emptyPlan();
  }

  return {
    contract,
    isInOrder,
    plan,
    plans: computed(() => withStates(stored.data.value?.plans ?? [])),
    isPlanReady: computed(() => read.value !== null),
    busy: computed(() => setTerms.busy.value || add.busy.value),
    error: computed(() => stored.error.value ?? setTerms.error.value ?? add.error.value),
    saveContract,
    addPlan,
  };
}

function withStates(plans: readonly FeePlan[]): (FeePlan & { state: '' | 'now' | 'replaced' })[] {
  return plans
    .map((plan) => {
      const isNow = plan === planOn(plans, bizDateAt(Date.now()), plan.method);
      const state = isNow ? 'now' : planOn(plans, plan.from, plan.method) === plan ? '' : 'replaced';
      return { ...plan, state } as const;
    })
    .reverse();
}

function emptyPlan(): PlanForm {
  return { from: bizDateAt(Date.now()), method: '', rate: '', min: '', max: '', refundFee: 'returned' };
}

/** In fen; null for what is no amount. */
function boundOf(text: string): number | null {
  if (text.trim() === '') return 0;
  const parsed = parseYuan(text);
  return parsed.ok && parsed.value >= 0 ? parsed.value : null;
}
