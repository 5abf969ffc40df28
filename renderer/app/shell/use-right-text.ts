import { useI18n } from 'vue-i18n';
import { infoOf } from '@shared/access/catalogue';
import { scopeWords } from '@shared/access/scope-words';
import type { Explanation, RightView } from '@shared/contracts/rights';
import { useLanguage } from '@renderer/platform/language';

/** A right in words: where it comes from, how far it reaches, how much of it is left today. */
export function useRightText(): {
  step: (step: Explanation['steps'][number]) => string;
  sources: (right: RightView) => string;
  scope: (right: RightView, adminId: string) => string;
  limits: (right: RightView) => string[];
} {
  const { t, d, n } = useI18n();
  const { language } = useLanguage();

  function step(one: Explanation['steps'][number]): string {
    switch (one.kind) {
      case 'role':
      case 'level':
        return t(`app.why.step.${one.kind}`, { role: one.names?.[language.value] ?? one.roleId });
      case 'grant':
        return one.expiresAt === 0
          ? t('app.why.step.grant')
          : t('app.why.step.until', { at: d(one.expiresAt, 'long') });
      case 'expired':
        return t('app.why.step.expired', { at: d(one.expiresAt, 'long') });
      case 'deny':
      case 'manager':
        return t(`app.why.step.${one.kind}`);
    }
  }

  function sources({ roles, grantedUntil }: RightView): string {
    const named = roles.map((role) => role[language.value]);
    if (grantedUntil === 0) named.push(t('app.mine.granted'));
    else if (grantedUntil !== null) named.push(t('app.mine.grantedUntil', { at: d(grantedUntil, 'long') }));
    return named.join(' · ');
  }

  function limits({ permission, limit, usedToday }: RightView): string[] {
    const lines: string[] = [];
    const unit = infoOf(permission).limit === 'fen' ? 100 : 1;
    if (limit.single !== undefined) lines.push(t('app.mine.single', { limit: n(limit.single / unit) }));
    if (limit.day !== undefined)
      lines.push(t('app.mine.day', { used: n(usedToday / unit), limit: n(limit.day / unit) }));
    return lines;
  }

  return {
    step,
    sources,
    scope: (right, adminId) => t('app.mine.scope', { scope: scopeWords(right.scope, adminId, language.value) }),
    limits,
  };
}
