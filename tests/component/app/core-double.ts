import { createPinia, setActivePinia } from 'pinia';
import { mount, type VueWrapper } from '@vue/test-utils';
import { vi } from 'vitest';
import type { Component } from 'vue';
import { createI18n, type I18n } from 'vue-i18n';
import type { ChangeNotice, CommandName, QueryName, SessionInfo } from '@shared/contracts/core';
import { permissionsOf } from '@shared/access/can';
import { ROLES } from '@shared/access/roles';
import { rightsOfRole } from '../../support/rights-of-role';
import type { RoleId } from '@shared/access/roles';
import { ok, type Result } from '@shared/kernel/result';
import zh from '@renderer/app/locale/zh';

/** The core as the window sees it, answering what a test says. For `vi.mock('@renderer/platform/workers', ...)`. */
export const double = {
  answers: {} as Partial<Record<QueryName, (input: never) => Result<unknown>>>,
  commands: {} as Partial<Record<CommandName, (input: never) => Result<unknown>>>,
  listeners: new Set<(notice: ChangeNotice) => void>(),
  asked: vi.fn<(name: string, input: unknown) => void>(),
  ran: vi.fn<(name: string, input: unknown) => void>(),
  started: vi.fn<(steal: boolean) => Result<unknown>>(() => ok('ready')),
  announce(...tables: string[]): void {
    for (const listener of double.listeners) listener({ tables });
  },
  reset(): void {
    double.answers = {
      'setup.status': () => ok({ state: 'ready', companyName: '青禾示例收单', loginNames: [] }),
      'session.current': () => ok(null),
    };
    double.commands = {};
    double.listeners.clear();
    double.asked.mockReset();
    double.ran.mockReset();
    double.started.mockReset().mockReturnValue(ok('ready'));
    setActivePinia(createPinia());
  },
};

export const workers = {
  core: () => ({
    tablesOf: (name: QueryName): string[] => (name === 'admin.list' ? ['admins'] : ['merchants']),
    onChange(listener: (notice: ChangeNotice) => void) {
      double.listeners.add(listener);
      return () => double.listeners.delete(listener);
    },
  }),
  startCore: (steal: boolean) => Promise.resolve(double.started(steal)),
  askCore: async (name: QueryName, input: unknown) => {
    double.asked(name, input);
    return double.answers[name]?.(input as never) ?? ok(null);
  },
  runCommand: async (name: CommandName, input: unknown) => {
    double.ran(name, input);
    return double.commands[name]?.(input as never) ?? ok();
  },
};

export function sessionOf(roleId: RoleId, extra: Partial<SessionInfo> = {}): SessionInfo {
  return {
    adminId: 'a1',
    loginName: 'chen',
    name: '陈测试',
    level: roleId === 'super' ? 'SUPER' : 'SENIOR',
    roleIds: [roleId],
    roles: [{ zh: ROLES[roleId].zh, en: ROLES[roleId].en }],
    permissions: permissionsOf(rightsOfRole(roleId)),
    rightsUntil: null,
    preview: null,
    seesAll: true,
    locked: false,
    mustChangePassword: false,
    passwordDue: '',
    secondFactor: 'off',
    strictPasswords: false,
    idleMinutes: 10,
    companyName: '青禾示例收单',
    lastLoginAt: null,
    ...extra,
  };
}

type Texts = Record<string, never>;

/** Mounted into the page, since focus works only there. */
export function show(component: Component, props: Record<string, unknown> = {}): VueWrapper {
  const i18n: I18n<Texts, Texts, Texts, string, false> = createI18n({
    legacy: false,
    locale: 'zh',
    messages: {},
    datetimeFormats: { zh: { short: {}, long: {}, exact: {} } },
  });
  i18n.global.setLocaleMessage('zh', zh);
  return mount(component, { props, attachTo: document.body, global: { plugins: [i18n] } }) as VueWrapper;
}
