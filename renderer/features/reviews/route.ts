import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/reviews',
    name: 'reviews',
    component: () => import('./ReviewsPage.vue'),
    meta: { permission: 'review:view', titleKey: 'reviews.title', icon: 'Finished', nav: true },
  },
  {
    path: '/reviews/:id',
    name: 'review',
    component: () => import('./ReviewPage.vue'),
    meta: { permission: 'review:view', titleKey: 'reviews.title', icon: 'Finished', nav: false },
  },
];
