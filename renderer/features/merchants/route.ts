import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/merchants',
    name: 'merchants',
    component: () => import('./MerchantList.vue'),
    meta: { permission: 'merchant:view', titleKey: 'merchants.nav.list', icon: 'Shop', nav: true },
  },
  {
    path: '/merchants/new',
    name: 'merchant-new',
    component: () => import('./MerchantEdit.vue'),
    meta: { permission: 'merchant:create', titleKey: 'merchants.nav.create', icon: 'Plus', nav: false },
  },
  {
    path: '/merchants/recycle-bin',
    name: 'merchant-recycle-bin',
    component: () => import('./RecycleBin.vue'),
    meta: { permission: 'merchant:delete', titleKey: 'merchants.nav.recycle', icon: 'Delete', nav: true },
  },
  {
    path: '/merchants/:id',
    name: 'merchant',
    component: () => import('./MerchantDetail.vue'),
    meta: { permission: 'merchant:view', titleKey: 'merchants.nav.detail', icon: 'Shop', nav: false },
  },
  {
    path: '/merchants/:id/edit',
    name: 'merchant-edit',
    component: () => import('./MerchantEdit.vue'),
    meta: { permission: 'merchant:update', titleKey: 'merchants.nav.edit', icon: 'Edit', nav: false },
  },
];
