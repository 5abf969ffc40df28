/** A list as somebody wants it again: what is filtered by, which columns, in what order, how wide. */
export interface SavedView {
  id: string;
  name: string;
  /** The list's own affair; text its page wrote. */
  json: string;
  /** Role whose holders see it, too; '' for its owner alone. */
  sharedWith: string;
  /** What holders of that role see who chose no other. At most one of a list for a role. */
  isRoleDefault: boolean;
  isOwn: boolean;
  /** '' of one's own. */
  ownerName: string;
}

/** What a view is called and whose it is, as its owner says; `id` '' for a new one. */
export type ViewWish = Pick<SavedView, 'id' | 'name' | 'sharedWith' | 'isRoleDefault'> & {
  /** What the owner opens the list with. */
  isDefault: boolean;
  /** Whether it shall show what is shown now; a new one does in any case. */
  isRenewed: boolean;
};

export interface ViewCommandIo {
  'view.save': { input: { key: string; json: string }; output: void };
  /**
   * Keeps a view under a name; `id` '' for a new one. It may be shared with a role the owner holds, or any by who manages roles,
   * who may make it the default of that role, too.
   */
  'view.keep': {
    input: { list: string; id: string; name: string; json: string; sharedWith: string; isRoleDefault?: boolean };
    output: { id: string };
  };
  /** Own ones only. */
  'view.drop': { input: { list: string; id: string }; output: void };
}

export interface ViewQueryIo {
  'view.get': { input: { key: string }; output: string | null };
  /** Own views and those shared with a role one holds, by name; and the roles one may share with. */
  'view.list': {
    input: { list: string };
    output: { views: SavedView[]; roles: { id: string; zh: string; en: string }[] };
  };
}
