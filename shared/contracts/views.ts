/** A list as somebody wants it again: what is filtered by, which columns, how wide. */
export interface SavedView {
  id: string;
  name: string;
  /** The list's own affair; text its page wrote. */
  json: string;
  /** Role whose holders see it, too; '' for its owner alone. */
  sharedWith: string;
  isOwn: boolean;
  /** '' of one's own. */
  ownerName: string;
}

export interface ViewCommandIo {
  'view.save': { input: { key: string; json: string }; output: void };
  /** Keeps a view under a name; `id` '' for a new one. It may be shared with a role the owner holds. */
  'view.keep': {
    input: { list: string; id: string; name: string; json: string; sharedWith: string };
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
