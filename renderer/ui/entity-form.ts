import type { Entity, Field } from '@shared/entities/define';

/** A complaint about one field, as the shared rules give it. */
export interface FieldComplaint {
  code: string;
  severity: 'error' | 'warning';
  params?: Record<string, string | number>;
}

/** What the rules make of a typed text: the value to store and what is wrong with it. */
export interface CheckedField {
  value: string;
  issues: readonly FieldComplaint[];
}

export type CheckField = (field: string, text: string) => CheckedField;
export type Section = NonNullable<Field['section']>;

/** What stands on one place of the form: usually one field; province, city and district share one control. */
export interface FormControl {
  key: string;
  fields: string[];
  field: Field;
  /** Takes the full width of its section. */
  wide: boolean;
}

export interface FormSection {
  section: Section;
  controls: FormControl[];
}

const SECTION_ORDER: readonly Section[] = ['basic', 'licence', 'contact', 'address', 'settlement', 'other'];

/** The entity's fields by section, in the order they are declared; fields the program sets are left out. */
export function layoutForm(entity: Entity): FormSection[] {
  const bySection = new Map<Section, FormControl[]>();
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.system || !field.section) continue;
    const controls = bySection.get(field.section) ?? [];
    bySection.set(field.section, controls);
    const last = controls[controls.length - 1];
    if (field.type === 'region' && last?.field.type === 'region') last.fields.push(name);
    else controls.push({ key: name, fields: [name], field, wide: field.type === 'longText' });
  }
  return SECTION_ORDER.filter((section) => bySection.has(section)).map((section) => ({
    section,
    controls: bySection.get(section)!,
  }));
}

/** All field names in the order of the form: the order in which the first invalid one is looked for. */
export function formFieldOrder(entity: Entity): string[] {
  return layoutForm(entity).flatMap((section) => section.controls.flatMap((control) => control.fields));
}
