import { describe, expect, it } from 'vitest';
import { categoryLabel, sortCategories, toCategory } from '@shared/rules/expense-category';

describe('categories of expenses', () => {
  it.each([
    ['RENT', 'RENT'],
    ['房租', 'RENT'],
    [' 租金 ', 'RENT'],
    ['rent', 'RENT'],
    ['水电费', 'UTILITIES'],
    ['园区　物业', '园区 物业'],
    ['', ''],
  ])('reads %j as %j', (text, category) => expect(toCategory(text)).toBe(category));

  it('are shown in the language of the reader, one’s own as they are, built-in ones first', () => {
    expect([categoryLabel('RENT', 'zh'), categoryLabel('RENT', 'en'), categoryLabel('园区物业', 'en')]).toEqual([
      '房租',
      'Rent',
      '园区物业',
    ]);
    expect(sortCategories(['园区物业', 'OTHER', 'RENT', 'RENT'])).toEqual(['RENT', 'OTHER', '园区物业']);
  });
});
