import { describe, expect, it } from 'vitest';
import type { Field } from '@shared/entities/define';
import { DICTIONARIES } from '@shared/entities/dictionaries';
import { ENTITIES } from '@shared/entities/index';
import { checkEnum } from '@shared/rules/enums';

describe('entities', () => {
  it.each(Object.values(ENTITIES))(
    '$name labels every field in both languages and names real dictionaries',
    (entity) => {
      for (const field of Object.values<Field>(entity.fields)) {
        expect(field.zh).toMatch(/\p{Script=Han}|MCC/u);
        expect(field.en).not.toMatch(/\p{Script=Han}/u);
        if (field.type === 'enum') expect(Object.keys(DICTIONARIES)).toContain(field.dictionary);
      }
    },
  );

  it.each(Object.keys(DICTIONARIES))('dictionary %s reads every spelling back to one code', (name) => {
    for (const item of DICTIONARIES[name as keyof typeof DICTIONARIES]) {
      const synonyms: readonly string[] = 'synonyms' in item ? item.synonyms : [];
      for (const word of [item.code, item.zh, item.en, ...synonyms]) {
        expect(checkEnum(word, name)).toEqual({ value: item.code, issues: [] });
      }
    }
  });
});
