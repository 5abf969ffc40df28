import { useI18n } from 'vue-i18n';
import type { Finding, FindingKind, GuardedPerson } from '@shared/contracts/security';
import { useLanguage } from '@renderer/platform/language';
import { useSessionStore } from '@renderer/platform/session-store';
import { useCan } from '@renderer/platform/use-can';

/** Where a finding is mended: an address, or another part of the page. */
export type Remedy = { to: string } | { tab: 'people' | 'policy' };

export interface FindingWords {
  sentence(finding: Finding, days: number): string;
  who(finding: Finding): string;
  remedyWord(finding: Finding): string;
  remedy(finding: Finding): Remedy | null;
  person(person: GuardedPerson): { strength: string; factor: string; pin: string; lastLogin: string; roles: string };
}

/** Findings and guarded accounts in words. */
export function useFindings(): FindingWords {
  const { t, d, n } = useI18n();
  const { language } = useLanguage();
  const store = useSessionStore();
  const seesAdmins = useCan('admin:view');
  const seesAudit = useCan('audit:view');
  const seesBackups = useCan('backup:view');

  function sentence({ kind, params }: Finding, days: number): string {
    const number = (name: string): number => Number(params[name] ?? 0);
    const at = (): string => d(number('lastAt'), 'long');
    switch (kind) {
      case 'weakPassword':
        return t('security.finding.weakPassword', { strength: t(`session.password.strength${number('strength')}`) });
      case 'noFactor': {
        const text = t('security.finding.noFactor', { n: number('risky') }, number('risky'));
        return number('required') ? `${text} ${t('security.finding.required')}` : text;
      }
      case 'dormant':
        return t(`security.finding.${number('never') ? 'never' : 'dormant'}`, { n: number('days') }, number('days'));
      case 'conflict':
        return String(params[language.value] ?? '');
      case 'pinLocked':
        return t('security.finding.pinLocked');
      case 'failedSignIns':
      case 'tooManyLooks':
        return t(`security.finding.${kind}`, { days, n: number('count'), at: at() }, number('count'));
      case 'sensitiveExports': {
        const words = { days, n: number('count'), rows: n(number('rows')), at: at() };
        return t('security.finding.sensitiveExports', words, number('count'));
      }
      case 'oldBackup':
        return t('security.finding.oldBackup', { n: number('days'), at: at() }, number('days'));
      case 'failedBackups':
        return t('security.finding.failedBackups', { n: number('count') }, number('count'));
      case 'noBackup':
      case 'backupsUnreachable':
        return t(`security.finding.${kind}`);
    }
  }

  function remedy({ kind, adminId }: Finding): Remedy | null {
    const backups = (): Remedy | null => (seesBackups.value ? { to: '/backups' } : null);
    const audit = (query: string): Remedy | null => (seesAudit.value ? { to: `/audit?${query}` } : null);
    const ways: Readonly<Record<FindingKind, () => Remedy | null>> = {
      weakPassword: () => (seesAdmins.value ? { to: '/admins' } : null),
      dormant: () => (seesAdmins.value ? { to: '/admins' } : null),
      conflict: () => (seesAdmins.value ? { to: `/admins/${encodeURIComponent(adminId)}/rights` } : null),
      noFactor: () => (adminId === store.session?.adminId ? { to: '/settings' } : { tab: 'policy' }),
      pinLocked: () => ({ tab: 'people' }),
      failedSignIns: () => audit('log=signIns&result=fail'),
      sensitiveExports: () => audit(`log=exports&actorId=${encodeURIComponent(adminId)}`),
      tooManyLooks: () => audit(`action=merchant.reveal&result=fail&actorId=${encodeURIComponent(adminId)}`),
      noBackup: backups,
      oldBackup: backups,
      failedBackups: backups,
      backupsUnreachable: backups,
    };
    return ways[kind]();
  }

  return {
    sentence,
    remedy,
    remedyWord({ kind, adminId }) {
      const own = kind === 'noFactor' && adminId === store.session?.adminId;
      return t(own ? 'session.factor.setUp' : `security.remedy.${kind}`);
    },
    who(finding) {
      if (finding.name) return finding.name;
      return t(finding.kind === 'failedSignIns' ? 'security.unknownLogin' : 'security.company');
    },
    person: (one) => ({
      strength:
        one.passwordStrength === null ? t('security.notJudged') : t(`session.password.strength${one.passwordStrength}`),
      factor: one.factorSince ? t('security.factorOn', { n: one.codesLeft }, one.codesLeft) : t('security.off'),
      pin: t(`security.pin.${one.pin}`),
      lastLogin: one.lastLoginAt ? d(one.lastLoginAt, 'long') : t('security.never'),
      roles: one.roles.map((role) => role[language.value]).join(' · '),
    }),
  };
}
