import { regionName } from '../rules/region-scope';
import type { ResolvedScope, ScopeClause } from './scope';

/** Whose merchants a right reaches, in words; `selfId` is whose right it is. */
export function scopeWords(scope: ResolvedScope, selfId: string, locale: 'zh' | 'en'): string {
  if (scope.length === 0) return locale === 'zh' ? '全部商户' : 'all merchants';
  const clauses = scope.map((clause) => clauseWords(clause, selfId, locale));
  return clauses.join(locale === 'zh' ? '，并且限于' : ', and only ');
}

function clauseWords({ owners, regions, merchantIds }: ScopeClause, selfId: string, locale: 'zh' | 'en'): string {
  const zh = locale === 'zh';
  const parts: string[] = [];
  const others = owners.filter((id) => id !== selfId).length;
  if (others === 0 && owners.length > 0) parts.push(zh ? '本人的商户' : 'the own merchants');
  else if (others < owners.length)
    parts.push(zh ? `本人及下属 ${others} 人的商户` : `the merchants of the own team (${others + 1} people)`);
  else if (others > 0) parts.push(zh ? `${others} 人名下的商户` : `the merchants of ${others} people`);
  if (regions.length > 0) parts.push(regions.map(regionName).join(zh ? '、' : ', '));
  if (merchantIds.length > 0) parts.push(zh ? `指定的 ${merchantIds.length} 家商户` : `${merchantIds.length} listed`);
  if (parts.length === 0) return zh ? '没有商户' : 'no merchants';
  return parts.join(zh ? '，以及' : ', and ');
}
