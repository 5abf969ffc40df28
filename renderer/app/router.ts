import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import type { Permission } from '@shared/access/resources';
import { routes as adminRoutes } from '@renderer/features/admins/route';
import { routes as auditRoutes } from '@renderer/features/audit/route';
import { routes as billRoutes } from '@renderer/features/bills/route';
import { routes as couponRoutes } from '@renderer/features/coupons/route';
import { routes as dashboardRoutes } from '@renderer/features/dashboard/route';
import { routes as grantRoutes } from '@renderer/features/grants/route';
import { routes as importRoutes } from '@renderer/features/imports/route';
import { routes as merchantRoutes } from '@renderer/features/merchants/route';
import { routes as securityRoutes } from '@renderer/features/security/route';
import { routes as profitRoutes } from '@renderer/features/profit/route';
import { routes as recoveryRoutes } from '@renderer/features/recovery/route';
import { routes as reminderRoutes } from '@renderer/features/reminders/route';
import { routes as reportRoutes } from '@renderer/features/reports/route';
import { routes as reviewRoutes } from '@renderer/features/reviews/route';
import { routes as settingsRoutes } from '@renderer/features/settings/route';
import { routes as txnRoutes } from '@renderer/features/txns/route';
import { useSessionStore } from '@renderer/platform/session-store';

declare module 'vue-router' {
  interface RouteMeta {
    permission?: Permission;
    titleKey?: string;
    icon?: string;
    /** Listed in the side navigation. */
    nav?: boolean;
  }
}

/** Everything the desk can show, in the order of the side navigation. */
export const DESK_ROUTES: readonly RouteRecordRaw[] = [
  ...merchantRoutes,
  ...importRoutes,
  ...dashboardRoutes,
  ...txnRoutes,
  ...couponRoutes,
  ...profitRoutes,
  ...reportRoutes,
  ...billRoutes,
  ...adminRoutes,
  ...grantRoutes,
  ...reviewRoutes,
  ...auditRoutes,
  ...securityRoutes,
  ...recoveryRoutes,
  ...reminderRoutes,
  ...settingsRoutes,
];

export function createDeskRouter() {
  const router = createRouter({
    history: createWebHashHistory(),
    // "home" has no page: once somebody is signed in, the guard or the shell sends it to the first page they may see.
    routes: [...DESK_ROUTES, { path: '/:rest(.*)*', name: 'home', component: { render: () => null } }],
  });
  // Before anybody signed in nothing is rendered, so an address may wait; afterwards it must be allowed.
  router.beforeEach((to) => {
    const store = useSessionStore();
    if (!store.session || (to.name !== 'home' && isAllowed(to.meta.permission))) return true;
    return firstAllowed();
  });
  return router;
}

export function isAllowed(permission: Permission | undefined): boolean {
  return permission === undefined || useSessionStore().may(permission);
}

export function firstAllowed(): string {
  return DESK_ROUTES.find((route) => route.meta?.nav && isAllowed(route.meta.permission))?.path ?? '/settings';
}
