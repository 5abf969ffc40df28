import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AdminView } from '@shared/contracts/core';
import type { InviteCode, Precondition } from '@shared/contracts/people';
import { parseMobile, parseWechatId } from '@shared/rules/contact';
import type { AppError } from '@shared/kernel/result';
import { isLoginName } from '@renderer/platform/login-name';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery, type LiveQuery } from '@renderer/platform/use-query';
import type { QueryIo } from '@shared/contracts/core';
import type { RightsEdit } from './use-rights';

type Checks = QueryIo['admin.preconditions']['output'];

export interface InviteFlow {
  step: Ref<'identity' | 'rights'>;
  texts: { name: string; loginName: string; mobile: string; wechatId: string };
  errors: { name: string; loginName: string; mobile: string; wechatId: string };
  /** Of a record that is invited anew; '' for somebody new. */
  reviveId: Ref<string>;
  preconditions: LiveQuery<Checks>;
  checks: ComputedRef<Precondition[]>;
  isReady: ComputedRef<boolean>;
  failed: Ref<AppError | null>;
  busy: ComputedRef<boolean>;
  start: (again: AdminView | null) => void;
  revive: () => void;
  /** To the rights, once nothing stands in the way; else it says at the field what does. */
  next: () => Promise<void>;
  send: (rights: RightsEdit, acceptConflicts: boolean) => Promise<InviteCode | null>;
}

/** Two steps: who it is, with what stands in the way; then what they may do, which is nothing until it is given. */
export function useInvite(open: Ref<boolean>): InviteFlow {
  const { t } = useI18n();
  const step = ref<'identity' | 'rights'>('identity');
  const texts = reactive({ name: '', loginName: '', mobile: '', wechatId: '' });
  const errors = reactive({ name: '', loginName: '', mobile: '', wechatId: '' });
  const reviveId = ref('');
  const failed = ref<AppError | null>(null);
  const invite = useCommand('admin.invite');
  const asked = (): QueryIo['admin.preconditions']['input'] => ({ ...texts, reviveId: reviveId.value });
  const preconditions = useQuery('admin.preconditions', () => (open.value ? asked() : null));
  const checks = computed(() => preconditions.data.value?.checks ?? []);
  const isReady = computed(() => checks.value.length > 0 && checks.value.every((one) => one.ok));
  watch(texts, () => {
    Object.assign(errors, { name: '', loginName: '', mobile: '', wechatId: '' });
    failed.value = null;
  });

  function start(again: AdminView | null): void {
    step.value = 'identity';
    failed.value = null;
    reviveId.value = again?.id ?? '';
    const { name = '', loginName = '', wechatId = '' } = again ?? {};
    Object.assign(texts, { name, loginName, wechatId, mobile: '' });
    Object.assign(errors, { name: '', loginName: '', mobile: '', wechatId: '' });
  }

  function check(): boolean {
    errors.name = texts.name.trim() === '' ? t('admins.nameNeeded') : '';
    errors.loginName = isLoginName(texts.loginName.trim()) ? '' : t('session.loginNameRule');
    errors.mobile = parseMobile(texts.mobile) === null ? t('admins.invite.mobileRule') : '';
    errors.wechatId = parseWechatId(texts.wechatId) === null ? t('admins.invite.wechatRule') : '';
    if (!errors.mobile && texts.mobile.trim() === '' && texts.wechatId.trim() === '')
      errors.mobile = t('admins.invite.contactNeeded');
    return Object.values(errors).every((text) => text === '');
  }

  return {
    step,
    texts,
    errors,
    reviveId,
    preconditions,
    checks,
    isReady,
    failed,
    busy: computed(() => invite.busy.value),
    start,
    revive() {
      const existing = preconditions.data.value?.existing;
      if (existing?.renewable) reviveId.value = existing.id;
    },
    async next() {
      if (!check()) return;
      await preconditions.reload();
      const unmet = (code: Precondition['code']): boolean => checks.value.some((one) => one.code === code && !one.ok);
      if (unmet('login')) errors.loginName = t('admins.invite.unmet.login');
      if (unmet('duplicate')) errors.mobile = t('admins.invite.unmet.duplicate');
      if (isReady.value) step.value = 'rights';
    },
    async send(rights, acceptConflicts) {
      failed.value = null;
      const input = { ...texts, name: texts.name.trim(), loginName: texts.loginName.trim(), reviveId: reviveId.value };
      const sent = await invite.run({ ...input, rights: rights.assigned(), acceptConflicts });
      if (sent.ok) return sent.value;
      failed.value = sent.error;
      return null;
    },
  };
}
