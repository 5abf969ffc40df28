import type { AuditLog } from '../contracts/audit';

/** Coming and going at the desk: a log of its own, apart from what was done there. */
const isSignIn = (action: string): boolean => action.startsWith('session.') && action !== 'session.setIdleMinutes';
export const isExport = (action: string): boolean => /\.export[A-Za-z]*$/.test(action);
/** What gives somebody rights, takes them, or judges them. */
const isRights = (action: string): boolean =>
  /^(admin\.(create|invite|setRights|setState|delete)|invite\.|role\.|rights\.|review\.|grant\.)/.test(action);

/** Whether entries of this action belong into the log. `denied` goes by the result instead. */
export function isOfLog(log: AuditLog, action: string): boolean {
  switch (log) {
    case 'all':
    case 'denied':
      return true;
    case 'operations':
      return !isSignIn(action);
    case 'signIns':
      return isSignIn(action);
    case 'exports':
      return isExport(action);
    case 'rights':
      return isRights(action);
  }
}

/** What no command does but the desk itself notices. */
export const SYSTEM_ACTIONS = [
  { name: 'system.clockSetBack', zh: '电脑时钟被调回', en: 'Clock set back' },
  { name: 'system.restored', zh: '数据由备份恢复', en: 'Data restored from a backup' },
  { name: 'system.dataLost', zh: '数据丢失后重新开始', en: 'Begun anew after a loss of data' },
] as const;

export type SystemAction = (typeof SYSTEM_ACTIONS)[number]['name'];
