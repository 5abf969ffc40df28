/** How a field is shown and read. Text in `Field.text` is limited to `max` UTF-16 units. */
export type FieldType =
  | 'text'
  | 'longText'
  | 'enum'
  | 'date' // BizDate 'YYYY-MM-DD'
  | 'rate' // integer ppm, kept as decimal digits in columns
  | 'region' // part of province / city / district
  | 'mcc'
  | 'uscc'
  | 'idCard'
  | 'phone'
  | 'email'
  | 'bankAccount'
  | 'tags'; // words joined by ','

export interface Field {
  type: FieldType;
  zh: string;
  en: string;
  required?: boolean;
  /** Encrypted at rest, masked everywhere, revealed one value at a time with an audit entry. */
  sensitive?: boolean;
  max?: number;
  /** For `enum`: name of a dictionary in `dictionaries.ts`. */
  dictionary?: string;
  /** Not offered in forms and imports: the program sets it. */
  system?: boolean;
  /** Form section and default list visibility. */
  section?: 'basic' | 'licence' | 'contact' | 'address' | 'settlement' | 'other';
  list?: boolean;
  /** Example for the template and the form's placeholder. */
  example?: string;
}

export interface Entity<F extends string = string> {
  name: string;
  zh: string;
  en: string;
  fields: Readonly<Record<F, Field>>;
}

export function defineEntity<const F extends string>(entity: Entity<F>): Entity<F> {
  return entity;
}
