/** Every permission there is: `resource:action`. A gate entry names exactly one; roles grant lists of them. */
export const RESOURCES = {
  merchant: ['view', 'create', 'update', 'status', 'delete', 'purge', 'import', 'export', 'reveal'],
  import: ['history', 'revert'],
  admin: ['view', 'manage'],
  audit: ['view', 'verify'],
  company: ['view', 'update'],
  sample: ['manage'],
} as const;

type Resources = typeof RESOURCES;
export type Permission = { [R in keyof Resources]: `${R}:${Resources[R][number]}` }[keyof Resources];

/** `public`: before anybody signed in. `self`: any signed-in admin, about their own session, drafts and preferences. */
export type GateAccess = Permission | 'public' | 'self';

export const PERMISSIONS = Object.entries(RESOURCES).flatMap(([r, actions]) =>
  actions.map((a) => `${r}:${a}` as Permission),
);
