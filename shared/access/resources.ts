/** Every permission there is: `resource:action`. A gate entry names exactly one; roles and grants give lists of them. */
export const RESOURCES = {
  merchant: [
    'view',
    'create',
    'update',
    'status',
    'assign',
    'delete',
    'purge',
    'import',
    'export',
    'exportSensitive',
    'revealId',
    'revealPhone',
    'revealAccount',
  ],
  import: ['history', 'revert'],
  admin: ['view', 'create', 'update', 'state', 'delete', 'rights', 'export'],
  bill: ['view', 'import', 'revert'],
  txn: ['view', 'enter', 'export', 'revealPayer'],
  report: ['view', 'make'],
  profit: ['view', 'enter', 'close'],
  channel: ['view', 'link'],
  coupon: ['manage'],
  role: ['view', 'manage'],
  review: ['view', 'manage'],
  audit: ['view', 'verify', 'export', 'archive'],
  security: ['view', 'configure'],
  company: ['view', 'update'],
  backup: ['view', 'create', 'restore', 'configure'],
  sample: ['manage'],
} as const;

type Resources = typeof RESOURCES;
export type Resource = keyof Resources;
export type Permission = { [R in Resource]: `${R}:${Resources[R][number]}` }[Resource];

/** `public`: before anybody signed in. `self`: any signed-in admin, about their own session, drafts and preferences. */
export type GateAccess = Permission | 'public' | 'self';

export const PERMISSIONS = Object.entries(RESOURCES).flatMap(([r, actions]) =>
  actions.map((a) => `${r}:${a}` as Permission),
);

export function isPermission(text: string): text is Permission {
  return (PERMISSIONS as readonly string[]).includes(text);
}
