import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/coupons',
    name: 'coupons',
    component: () => import('./CouponsPage.vue'),
    meta: { permission: 'txn:view', titleKey: 'coupons.nav', icon: 'Discount', nav: true },
  },
];
