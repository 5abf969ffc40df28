import { beforeAll, describe, expect, it } from 'vitest';
import type { MerchantFilter, MerchantView } from '@shared/contracts/core';
import { unwrap } from '@shared/kernel/result';
import { openCore, type OpenedCore } from '../../support/open-core';
import { createOne, importRows, listOf, syntheticMerchant } from '../../support/factories/merchants';

let core: OpenedCore;
let all: MerchantView[];
const CITIES = [
  ['广东省', '深圳市', '福田区'],
  ['浙江省', '杭州市', '西湖区'],
  ['四川省', '成都市', '武侯区'],
] as const;

beforeAll(async () => {
  core = await openCore();
  const rows = Array.from({ length: 600 }, (_, n) => {
    const [province, city, district] = CITIES[n % 3]!;
    return {
      ...syntheticMerchant(n),
      name: `${['安心', '啊呀', '重逢', '白桦', 'Zara', 'abc'][n % 6]!}试验商户名称很长很长很长${(n * 7) % 600}`,
      province,
      city,
      district,
      merchantType: ['RETAIL', 'CATERING', 'SERVICE'][n % 3]!,
      level: ['A', '', 'B'][n % 3]!,
      ratePpm: String(2_000 + ((n * 37) % 50) * 100),
      onboardedOn: `202${n % 5}-0${1 + (n % 9)}-15`,
    };
  });
  await importRows(core, rows);
  all = await listOf(core);
});

const sorted = (field: string, descending = false) => listOf(core, { sort: { field, descending } });
const collator = new Intl.Collator('zh-Hans-CN');

describe('sorting', () => {
  it.each(['ratePpm', 'onboardedOn', 'merchantNo'] as const)(
    'by %s follows the value, ties by number',
    async (field) => {
      const expected = [...all].sort((a, b) => {
        const [left, right] = [a[field]!, b[field]!];
        return left === right ? 0 : (field === 'ratePpm' ? Number(left) < Number(right) : left < right) ? -1 : 1;
      });
      expect((await sorted(field)).map((r) => r.id)).toEqual(expected.map((r) => r.id));
      expect((await sorted(field, true)).map((r) => r.id)).toEqual(expected.map((r) => r.id).reverse());
    },
  );

  it('by name follows the order of signs a Chinese reader expects, long common beginnings included', async () => {
    const names = (await sorted('name')).map((r) => r.name!);
    const bySigns = (a: string, b: string): number => {
      for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return collator.compare(a[i]!, b[i]!);
      return a.length - b.length;
    };
    expect(names).toEqual([...names].sort(bySigns));
    expect(new Set(names.map((n) => n.slice(0, 1))).size).toBe(6);
  });

  it('by city and by type follows pinyin and the dictionary', async () => {
    const cities = (await sorted('city')).map((r) => r.city!);
    expect([...new Set(cities)]).toEqual(['成都市', '杭州市', '深圳市']);
    expect([...new Set((await sorted('merchantType')).map((r) => r.merchantType))]).toEqual([
      'RETAIL',
      'CATERING',
      'SERVICE',
    ]);
  });

  it('keeps its orders in step with single changes', async () => {
    for (const field of ['name', 'city', 'ratePpm', 'updatedAt', 'address']) await sorted(field);
    const target = all[17]!;
    core.clock.advance(1_000);
    const values = {
      name: '中间的名字',
      ratePpm: '3000',
      address: '阿里路1号',
      city: '杭州市',
      province: '浙江省',
      district: '西湖区',
    };
    unwrap(await core.as('super').execute('merchant.update', { id: target.id, rev: target.rev, values }));
    const extra = await createOne(core, 9_000, { name: '另一个名字' });
    const kept: string[][] = [];
    for (const field of ['name', 'city', 'ratePpm', 'updatedAt', 'address'])
      kept.push((await sorted(field)).map((r) => r.id));
    const again = await core.reopen();
    core = again;
    for (const [i, field] of ['name', 'city', 'ratePpm', 'updatedAt', 'address'].entries()) {
      expect(
        (await sorted(field)).map((r) => r.id),
        field,
      ).toEqual(kept[i]);
    }
    expect(kept[3]!.slice(-2)).toEqual([target.id, extra.id]);
    all = await listOf(core);
  });

  it('refuses to sort by a secret or by what is no field', async () => {
    for (const field of ['legalIdNo', 'nonsense']) {
      const query = { filter: {}, sort: { field, descending: false }, offset: 0, limit: 10 };
      expect(await core.as('super').ask('merchant.list', query)).toMatchObject({ error: { code: 'input.invalid' } });
    }
  });
});

describe('filtering', () => {
  const cases: [MerchantFilter, (r: MerchantView) => boolean][] = [
    [{ merchantType: ['RETAIL', 'SERVICE'] }, (r) => r.merchantType !== 'CATERING'],
    [{ level: ['A'] }, (r) => r.level === 'A'],
    [{ province: '浙江省', city: '杭州市' }, (r) => r.city === '杭州市'],
    [{ district: '不存在区' }, () => false],
    [{ status: [] }, () => false],
    [{ settleCycle: ['T+1'], mcc: '5311' }, (r) => r.settleCycle === 'T+1' && r.mcc === '5311'],
    [
      { onboardedFrom: '2021-01-01', onboardedTo: '2022-12-31' },
      (r) => r.onboardedOn! >= '2021-01-01' && r.onboardedOn! <= '2022-12-31',
    ],
    [{ text: 'ZARA', merchantType: ['SERVICE'] }, (r) => r.name!.startsWith('Zara') && r.merchantType === 'SERVICE'],
    [{ text: 'm00000600' }, (r) => r.merchantNo === 'M00000600'],
    [{ text: '青禾1 柏言' }, (r) => r.shortName!.includes('青禾1')],
  ];

  it.each(cases)('%j selects what a look at every row selects', async (filter, keep) => {
    expect((await listOf(core, { filter })).map((r) => r.id)).toEqual(all.filter(keep).map((r) => r.id));
  });

  it('pages through a list without overlap', async () => {
    const pages: string[] = [];
    for (let offset = 0; offset < 700; offset += 90) {
      const query = { filter: {}, sort: { field: 'name', descending: true }, offset, limit: 90 };
      pages.push(...unwrap(await core.as('readonly').ask('merchant.list', query)).rows.map((r) => r.id));
    }
    expect(pages).toHaveLength(601);
    expect(new Set(pages).size).toBe(601);
  });

  it('counts by status whatever status is chosen', async () => {
    const counts = unwrap(await core.as('readonly').ask('merchant.counts', { filter: { status: ['ACTIVE'] } }));
    expect(counts).toEqual({ total: 601, byStatus: { SUBMITTED: 601 }, deleted: 0 });
  });

  it('finds by a full mobile, ID or account number only, never by a part', async () => {
    const { contactPhone = '', legalIdNo = '', accountNo = '' } = syntheticMerchant(321);
    const found = async (text: string) => (await listOf(core, { filter: { text } })).map((r) => r.shortName);
    expect(await found(contactPhone)).toEqual(['青禾321']);
    expect(await found(` ${contactPhone.slice(0, 3)} ${contactPhone.slice(3)}`)).toEqual(['青禾321']);
    expect(await found(accountNo)).toEqual(['青禾321']);
    expect(await found(legalIdNo.toLowerCase())).toContain('青禾321');
    expect(await found(contactPhone.slice(0, 10))).toEqual([]);
  });
});
