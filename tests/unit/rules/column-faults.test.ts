import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MERCHANT_INPUT_FIELDS, type MerchantField, type MerchantValues } from '@shared/entities/merchant';
import { unpackColumn } from '@shared/kernel/columns';
import type { FieldIssue } from '@shared/kernel/result';
import { ColumnFaults } from '@shared/rules/column-faults';
import { checkMerchant } from '@shared/rules/fields';
import { pinyinColumns, pinyinOf } from '@shared/rules/pinyin';

const GOOD: Record<MerchantField, string> = Object.assign(
  Object.fromEntries(MERCHANT_INPUT_FIELDS.map((field) => [field, ''])),
  {
    name: '青禾便利店',
    merchantType: 'RETAIL',
    uscc: '91350100M000100Y43',
    legalName: '青禾',
    legalIdNo: '11010519491231002X',
    contactName: '青禾',
    contactPhone: '13800000000',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    address: '文晖路1号',
    mcc: '5812',
    accountName: '青禾',
    accountNo: '6200002335271131045',
    bankName: '示例银行',
    ratePpm: '6000',
    settleCycle: 'T+1',
    onboardedOn: '2025-06-30',
  },
) as Record<MerchantField, string>;

const WRONG = ['', '无', ' 青禾', '1', '50001', '91350100M000100Y44', '110105194912310021', 'T1', '火星', '2025-02-30'];

describe('faults found column by column', () => {
  it('are those that each merchant has on its own', () => {
    const change = fc.tuple(fc.constantFrom(...MERCHANT_INPUT_FIELDS), fc.constantFrom(...WRONG));
    const merchants = fc.array(
      fc
        .array(change, { maxLength: 3 })
        .map((changes): MerchantValues => ({ ...GOOD, ...Object.fromEntries(changes) })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(merchants, (rows) => {
        const faults = new ColumnFaults();
        const found: FieldIssue[][] = rows.map(() => []);
        for (const field of MERCHANT_INPUT_FIELDS) {
          const column = rows.map((row) => row[field] ?? '');
          faults.find(field, column, (row, fault) => found[row]!.push({ field, ...fault }));
        }
        expect(found).toEqual(rows.map((row) => checkMerchant(row)));
      }),
      { numRuns: 300 },
    );
    expect(checkMerchant(GOOD)).toEqual([]);
  });
});

describe('pinyin of a column', () => {
  it('is that of each text', () => {
    const names = ['重庆聚悦商行ABC2店', '', '（个体）𠮷', '长安珠宝行', '尉犁 番禺'];
    const { full, initials } = pinyinColumns(names);
    expect(unpackColumn(full)).toEqual(names.map((name) => pinyinOf(name).full));
    expect(unpackColumn(initials)).toEqual(names.map((name) => pinyinOf(name).initials));
  });
});
