import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/admins',
    name: 'admins',
    component: () => import('./AdminsPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'admins.title', icon: 'User', nav: true },
  },
  {
    path: '/admins/deleted',
    name: 'admins-deleted',
    component: () => import('./DeletedListPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'admins.deletedList.title', icon: 'User', nav: false },
  },
  {
    path: '/admins/:id/rights',
    name: 'admin-rights',
    component: () => import('./RightsPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'admins.rights.nav', icon: 'User', nav: false },
  },
  {
    path: '/admins/:id/deleted',
    name: 'admin-deleted',
    component: () => import('./DeletedPage.vue'),
    meta: { permission: 'admin:view', titleKey: 'admins.deleted.nav', icon: 'User', nav: false },
  },
  {
    path: '/roles',
    name: 'roles',
    component: () => import('./RolesPage.vue'),
    meta: { permission: 'role:view', titleKey: 'admins.roles.title', icon: 'Postcard', nav: true },
  },
  {
    path: '/roles/:id',
    name: 'role',
    component: () => import('./RolePage.vue'),
    meta: { permission: 'role:view', titleKey: 'admins.roles.one', icon: 'Postcard', nav: false },
  },
];
