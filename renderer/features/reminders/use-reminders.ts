import { ElMessage } from 'element-plus';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ReminderRule, ReminderSettings } from '@shared/contracts/reminders';
import type { Fen } from '@shared/kernel/brand';
import type { AppError } from '@shared/kernel/result';
import { formatFen, parseYuan } from '@shared/money/yuan';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';

/** A rule as it is being edited: the amount as typed. */
export type RuleForm = Omit<ReminderRule, 'amountFen'> & { amount: string };

export interface RemindersState {
  rules: Ref<RuleForm[]>;
  isQuiet: Ref<boolean>;
  quietFrom: Ref<string>;
  quietTo: Ref<string>;
  loaded: ComputedRef<boolean>;
  isChanged: ComputedRef<boolean>;
  ready: ComputedRef<boolean>;
  busy: Ref<boolean>;
  error: ComputedRef<AppError | null>;
  add: () => void;
  remove: (id: string) => void;
  save: () => Promise<void>;
}

const USUAL = { quietFrom: '22:00', quietTo: '08:00', amount: '1000.00', days: 3 } as const;

export function isGoodAmount(rule: RuleForm): boolean {
  return rule.event === 'silence' || amountOf(rule) > 0;
}

/** One's own rules while they are being edited: stored all together. */
export function useReminders(): RemindersState {
  const { t } = useI18n();
  const stored = useQuery('reminder.get', () => ({}));
  const command = useCommand('reminder.save');
  const rules = ref<RuleForm[]>([]);
  const isQuiet = ref(false);
  const quietFrom = ref<string>(USUAL.quietFrom);
  const quietTo = ref<string>(USUAL.quietTo);
  const kept = ref('');

  watch(stored.data, (now) => {
    if (!now) return;
    rules.value = now.rules.map(toForm);
    isQuiet.value = now.quietFrom !== '';
    quietFrom.value = now.quietFrom || USUAL.quietFrom;
    quietTo.value = now.quietTo || USUAL.quietTo;
    kept.value = JSON.stringify(toSettings());
  });

  function toSettings(): ReminderSettings {
    const hours = isQuiet.value
      ? { quietFrom: quietFrom.value, quietTo: quietTo.value }
      : { quietFrom: '', quietTo: '' };
    return { ...hours, rules: rules.value.map(toRule) };
  }

  async function save(): Promise<void> {
    if ((await command.run(toSettings())).ok) ElMessage({ type: 'success', message: t('reminders.rules.saved') });
  }

  return {
    rules,
    isQuiet,
    quietFrom,
    quietTo,
    loaded: computed(() => stored.data.value !== null),
    isChanged: computed(() => stored.data.value !== null && kept.value !== JSON.stringify(toSettings())),
    ready: computed(
      () => rules.value.every(isGoodAmount) && (!isQuiet.value || (quietFrom.value !== '' && quietTo.value !== '')),
    ),
    busy: command.busy,
    error: computed(() => stored.error.value ?? command.error.value),
    add: () => rules.value.push(newRule()),
    remove: (id) => (rules.value = rules.value.filter((rule) => rule.id !== id)),
    save,
  };
}

function newRule(): RuleForm {
  const id = crypto.randomUUID();
  const ways: RuleForm['ways'] = ['toast'];
  return {
    id,
    isOn: true,
    event: 'receipt',
    amount: USUAL.amount,
    days: USUAL.days,
    merchantId: '',
    channels: [],
    ways,
  };
}

function toForm({ amountFen, days, ...rule }: ReminderRule): RuleForm {
  const amount = amountFen === 0 ? USUAL.amount : formatFen(amountFen as Fen);
  return { ...rule, amount, days: days === 0 ? USUAL.days : days };
}

/** Plain lists: what Vue watches does not cross to the worker. */
function toRule(rule: RuleForm): ReminderRule {
  const { id, isOn, event, merchantId, channels, ways } = rule;
  const silent = event === 'silence';
  const least = { amountFen: silent ? 0 : amountOf(rule), days: silent ? rule.days : 0 };
  return { id, isOn, event, ...least, merchantId, channels: [...channels], ways: [...ways] };
}

function amountOf({ amount }: RuleForm): number {
  const parsed = parseYuan(amount);
  return parsed.ok ? parsed.value : 0;
}
