import type { Entity } from '../../entities/define';

/**
 * What clerks fill in for one kind of import. Everything else about its columns (labels, rules, lists, formats) is read from
 * the entity. Where the fields hold parts of a region, they stand in the order province, city, district.
 */
export interface ImportTemplate {
  /** Raised with every change of `fields`: a file says which version it was made from. */
  version: number;
  entity: Entity;
  /** In the order of the columns; the first one bears the mark of the example row. */
  fields: readonly string[];
  /**
   * Values of the example row, instead of the field's own example; never good ones where the value is an identity: should
   * the row ever be taken for a record, it must fail.
   */
  example: Readonly<Record<string, string | { zh: string; en: string }>>;
}
