import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/bills',
    name: 'bills',
    component: () => import('./BillsPage.vue'),
    meta: { permission: 'bill:view', titleKey: 'bills.nav.bills', icon: 'Tickets', nav: true },
  },
  {
    path: '/channels',
    name: 'channels',
    component: () => import('./ChannelsPage.vue'),
    meta: { permission: 'channel:view', titleKey: 'bills.nav.channels', icon: 'Connection', nav: true },
  },
];
