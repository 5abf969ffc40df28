import { reactive, ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RoleId } from '@shared/access/roles';
import type { AdminView } from '@shared/contracts/core';
import { parseMobile, parseWechatId } from '@shared/rules/contact';
import type { AppError } from '@shared/kernel/result';
import { isLoginName } from '@renderer/platform/login-name';
import { createOneTimePassword } from '@renderer/platform/one-time-password';
import { useCommand } from '@renderer/platform/use-command';
import { useErrorText } from '@renderer/platform/use-error-text';
import { clearOnEdit } from '@renderer/ui/clear-on-edit';

export interface NewLogin {
  login: string;
  password: string;
  /** The role waits for a second administrator. */
  waits?: boolean;
}

export interface AdminForm {
  /** A mobile that is left empty stays as it is: only its mask is known here. */
  texts: { name: string; loginName: string; roleId: RoleId; mobile: string; wechatId: string };
  errors: { name: string; loginName: string; mobile: string; wechatId: string };
  failed: Ref<AppError | null>;
  busy: () => boolean;
  reset: (admin: AdminView | null) => void;
  /** The login and its one-time password for a new admin, true for a saved one, null when something is to be corrected. */
  save: (admin: AdminView | null) => Promise<NewLogin | true | null>;
}

/** An administrator as edited in the dialog. */
export function useAdminForm(): AdminForm {
  const { t } = useI18n();
  const errorText = useErrorText();
  const create = useCommand('admin.create');
  const update = useCommand('admin.update');
  const texts = reactive<AdminForm['texts']>({ name: '', loginName: '', roleId: 'entry', mobile: '', wechatId: '' });
  const errors = reactive({ name: '', loginName: '', mobile: '', wechatId: '' });
  clearOnEdit(errors, {
    name: () => texts.name,
    loginName: () => texts.loginName,
    mobile: () => texts.mobile,
    wechatId: () => texts.wechatId,
  });
  const failed = ref<AppError | null>(null);

  function reset(admin: AdminView | null): void {
    Object.assign(texts, {
      name: admin?.name ?? '',
      loginName: admin?.loginName ?? '',
      roleId: 'entry',
      mobile: '',
      wechatId: admin?.wechatId ?? '',
    });
    Object.assign(errors, { name: '', loginName: '', mobile: '', wechatId: '' });
    failed.value = null;
  }

  async function save(admin: AdminView | null): Promise<NewLogin | true | null> {
    failed.value = null;
    const name = texts.name.trim();
    const loginName = texts.loginName.trim();
    errors.name = name === '' ? t('admins.nameNeeded') : '';
    errors.loginName = isLoginName(loginName) ? '' : t('session.loginNameRule');
    errors.mobile = parseMobile(texts.mobile) === null ? t('admins.invite.mobileRule') : '';
    errors.wechatId = parseWechatId(texts.wechatId) === null ? t('admins.invite.wechatRule') : '';
    if (Object.values(errors).some((text) => text !== '')) return null;
    if (admin) {
      const saved = await update.run({
        id: admin.id,
        name,
        ...(texts.mobile.trim() !== '' && { mobile: texts.mobile }),
        ...(texts.wechatId !== admin.wechatId && { wechatId: texts.wechatId }),
      });
      if (saved.ok) return true;
      failed.value = saved.error;
      return null;
    }
    const password = createOneTimePassword();
    const made = await create.run({ loginName, name, roleId: texts.roleId, password });
    if (made.ok) return { login: loginName, password, waits: made.value.requestId !== '' };
    if (made.error.code === 'admin.login_taken') errors.loginName = errorText(made.error);
    else failed.value = made.error;
    return null;
  }

  return {
    texts,
    errors,
    failed,
    busy: () => create.busy.value || update.busy.value,
    reset,
    save,
  };
}
