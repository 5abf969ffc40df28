import { describe, expect, it } from 'vitest';
import { merchant } from '@shared/entities/merchant';
import type { RawSheet } from '@shared/imports/define';
import { findWord, headerKeys } from '@shared/imports/header-words';
import { createPlan } from '@shared/imports/plan';
import { understandSheets } from '@shared/imports/understand';
import { unwrap } from '@shared/kernel/result';
import { merchantCells, ROW_FIELDS, ROW_HEADER } from '../../support/factories/merchant-row';
import { rawSheet, type RawCell } from '../../support/factories/raw-sheet';

const A = merchantCells(1);
const B = merchantCells(2);

function check(sheets: RawSheet[]) {
  const found = unwrap(understandSheets(sheets));
  const plan = createPlan(found.sheet, found.headerRow, found.mapping).checkAll();
  return { found, summary: plan.summary(), values: [...plan.records()].map((r) => r.values) };
}

/** Header cells and one record with some columns renamed. */
function renamed(changes: Partial<Record<(typeof ROW_FIELDS)[number], string>>): string[] {
  return ROW_FIELDS.map((field, i) => changes[field] ?? ROW_HEADER[i]!);
}

it('finds nothing to import under a header with a lone cell in the last corner of the sheet, and at once', () => {
  const header = rawSheet([ROW_HEADER]);
  const width = (row: number) => (row === 0 ? header.columnCount : 0);
  const desert: RawSheet = { ...header, rowCount: 1_048_576, columnCount: 16_384, width };
  expect(understandSheets([desert])).toMatchObject({ error: { code: 'file.no_data' } });
});

const GROUPS = [
  '基本信息',
  '',
  '',
  '营业执照',
  '法人信息',
  '',
  '联系人信息',
  '',
  '',
  '所在地',
  '',
  '',
  '',
  '',
  '',
  '结算账户',
];
const UNDER_GROUPS = renamed({
  uscc: '信用代码',
  legalName: '姓名',
  legalIdNo: '身份证号',
  contactName: '姓名',
  contactPhone: '电话',
  bankName: '银行',
  accountName: '户名',
  accountNo: '账号',
});
/** Some names that nobody knows; the keys under them are known. */
const FEW_NAMES = renamed({ shortName: '甲栏', uscc: '乙栏', district: '丙栏', mcc: '丁栏', remark: '戊栏' });
const TALL_TOP = renamed({ legalName: '法人', legalIdNo: '', contactName: '联系人', contactPhone: '', email: '' });
const TALL_BELOW = ROW_FIELDS.map(
  (f) =>
    ({ legalName: '姓名', legalIdNo: '身份证号', contactName: '姓名', contactPhone: '电话', email: '邮箱' })[
      f as string
    ] ?? '',
);

describe('the layout of a merchant sheet', () => {
  it.each<[string, RawCell[][], number]>([
    ['a title and notes above the header', [['2024年商户登记表'], ['填表说明：请如实填写'], [], ROW_HEADER, A, B], 4],
    ['group headings above the header', [['登记表'], GROUPS, ROW_HEADER, A, B], 3],
    ['groups that give their columns a meaning', [GROUPS, UNDER_GROUPS, A, B], 2],
    ['header cells merged over two rows', [['登记表'], TALL_TOP, TALL_BELOW, A, B], 3],
    ['empty rows and columns first', [[], [], ['', '', ...ROW_HEADER], ['', '', ...A], ['', '', ...B]], 3],
    ['columns in another order', [[...ROW_HEADER].reverse(), [...A].reverse(), [...B].reverse()], 1],
    [
      'a row of instructions under the header',
      [ROW_HEADER, ROW_HEADER.map((_, i) => (i % 2 ? '必填' : '选填，文本格式')), A, B],
      1,
    ],
    [
      'a marked example under the header',
      [
        ['序号', ...ROW_HEADER],
        ['示例', ...merchantCells(3)],
        ['1', ...A],
        ['2', ...B],
      ],
      1,
    ],
    [
      'totals and signatures at the end',
      [['序号', ...ROW_HEADER], ['1', ...A], ['2', ...B], ['合计', '2家'], [], ['制表人：某某']],
      1,
    ],
    ['the header repeated on each page', [ROW_HEADER, A, ROW_HEADER, B], 1],
    ['the header again in English', [ROW_HEADER, ROW_FIELDS.map((f) => merchant.fields[f].en), A, B], 1],
    ['a header whose keys below say more', [FEW_NAMES, [...ROW_FIELDS], A, B], 1],
    ['a row of types under the header', [ROW_HEADER, ROW_FIELDS.map(() => 'VARCHAR(64)'), A, B], 1],
    [
      'who filled it in above the header',
      [['填表人：某某', '', '', '审核人：某某', '', '', '', '日期：2024-01-05'], ROW_HEADER, A, B],
      2,
    ],
    [
      'sums and page numbers between the rows',
      [ROW_HEADER, A, ['本页小计', '1户'], ['第1页 共2页'], B, ['总户数：2']],
      1,
    ],
    ['line breaks and marks in headers', [ROW_HEADER.map((h) => `*${h.slice(0, 1)}\n${h.slice(1)}（必填）`), A, B], 1],
  ])('is understood with %s', (_, rows, headerRow) => {
    const { found, summary, values } = check([rawSheet(rows)]);
    expect(found).toMatchObject({ kind: 'merchants', headerRow, missingRequired: [] });
    expect(summary).toMatchObject({ total: 2, valid: 2, blank: 0 });
    expect(values.map((v) => [v.name, v.legalName, v.contactName])).toEqual([
      [A[0], '王溪', '欧阳语子'],
      [B[0], '王溪', '欧阳语子'],
    ]);
  });

  it('takes an empty region from an address that starts with it, with a warning', () => {
    const cells = merchantCells(1, { province: '', city: '', district: '', address: '广东省深圳市南山区x路1号' });
    const { summary, values } = check([rawSheet([ROW_HEADER, cells, B])]);
    expect(summary).toMatchObject({ valid: 2, warning: 1 });
    expect(values[0]).toMatchObject({ province: '广东省', city: '深圳市', district: '南山区' });
  });

  it('takes each field out of a column that holds several', () => {
    const label = {
      legalName: '法人及身份证号',
      contactName: '联系人/电话',
      province: '省市区',
      bankName: '开户行及账号',
    } as const;
    const whole = {
      legalName: '王溪 11010519491231002X',
      contactName: '欧阳语子/13800000000',
      province: '湖北省宜昌市西陵区',
      bankName: '示例银行宜昌支行 6222 0212 3456 7890 128',
    };
    const gone = new Set(['legalIdNo', 'contactPhone', 'city', 'district', 'accountNo']);
    const kept = ROW_FIELDS.map((_, i) => i).filter((i) => !gone.has(ROW_FIELDS[i]!));
    const pick = (cells: readonly string[]) => kept.map((i) => cells[i]!);
    const { found, values } = check([rawSheet([pick(renamed(label)), pick(merchantCells(1, whole))])]);
    expect(found).toMatchObject({ missingRequired: [], doubtful: [] });
    const separate = check([rawSheet([ROW_HEADER, A])]).values[0]!;
    for (const field of ROW_FIELDS) expect([field, values[0]![field]]).toEqual([field, separate[field]]);
  });

  it('counts blank rows inside the data as blank', () => {
    expect(check([rawSheet([ROW_HEADER, A, [' ', '\u3000'], B])]).summary).toMatchObject({
      total: 3,
      valid: 2,
      blank: 1,
    });
  });

  it('passes over hidden sheets and sheets of notes', () => {
    const notes = rawSheet([['填写说明'], ['1. 商户名称必填'], ['2. 电话 11 位']], { name: '说明' });
    const hidden = rawSheet([ROW_HEADER, A, B, merchantCells(3)], { name: '旧数据', hidden: true });
    const data = rawSheet([ROW_HEADER, A], { name: '数据' });
    expect(check([hidden, notes, data]).found.sheet.name).toBe('数据');
    expect(unwrap(understandSheets([hidden, notes, data], { sheet: '旧数据' })).dataRows).toBe(3);
  });

  it.each([
    ['费率(%)', '0.6'],
    ['费率（‰）', '6'],
    ['费率（万分之）', '60'],
    ['签约费率%', '0.60'],
    ['费率', '0.006'],
  ])('takes the unit of a bare rate from the header %s', (label, text) => {
    const cells = merchantCells(1, { ratePpm: text });
    const { values, summary } = check([rawSheet([renamed({ ratePpm: label }), cells])]);
    expect(values[0]!.ratePpm).toBe('6000');
    expect(summary).toMatchObject({ valid: 1, warning: 0 });
  });

  it('leaves columns alone that hold something else', () => {
    const extra = [
      '法人手机号',
      '紧急联系人电话',
      '账户类型',
      '开户行联行号',
      '身份证有效期',
      '状态',
      '商户编号',
      '身份证正面照',
    ];
    const { found } = check([
      rawSheet([
        [...ROW_HEADER, ...extra],
        [...A, ...extra.map(() => '1')],
      ]),
    ]);
    expect(Object.values(found.mapping).sort((a, b) => a - b)).toEqual(ROW_HEADER.map((_, i) => i));
    expect(found.doubtful).toEqual([]);
  });

  it('finds telling columns by content when their headers say nothing, and says it is a guess', () => {
    const { found } = check([rawSheet([renamed({ uscc: '代号甲', contactPhone: '栏目乙' }), A, B, merchantCells(3)])]);
    expect(found.mapping.uscc).toBe(ROW_FIELDS.indexOf('uscc'));
    expect(found.mapping.contactPhone).toBe(ROW_FIELDS.indexOf('contactPhone'));
    expect(found.doubtful).toEqual(['uscc', 'contactPhone']);
  });

  it('maps a near miss with doubt', () => {
    const found = unwrap(understandSheets([rawSheet([renamed({ uscc: '统一社会信用待码' }), A, B])]));
    expect(found.mapping.uscc).toBe(ROW_FIELDS.indexOf('uscc'));
    expect(found.doubtful).toEqual(['uscc']);
  });

  it('refuses a merchant file without rows, or without a header where one is insisted on', () => {
    expect(understandSheets([rawSheet([ROW_HEADER])])).toMatchObject({ error: { code: 'file.no_data' } });
    expect(understandSheets([rawSheet([]), rawSheet([])])).toMatchObject({ error: { code: 'file.no_data' } });
    expect(understandSheets([rawSheet([['甲'], ['乙']])], { as: 'merchants' })).toMatchObject({
      error: { code: 'file.no_header' },
    });
    expect(understandSheets([rawSheet([A])], { sheet: '没有' })).toMatchObject({ error: { code: 'file.no_sheets' } });
    expect(understandSheets([])).toMatchObject({ error: { code: 'file.no_sheets' } });
  });

  it('takes the header row a person points at', () => {
    const sheet = rawSheet([ROW_HEADER, renamed({}), A]);
    expect(unwrap(understandSheets([sheet], { as: 'merchants', headerRow: 2 }))).toMatchObject({
      headerRow: 2,
      dataRows: 1,
    });
  });
});

describe('rows and sheets that only look like data', () => {
  const rowOf = (first: string, ...rest: string[]): RawCell[] => [first, ...rest];

  it.each<[string, RawCell[]]>([
    ['field keys of a program', ROW_FIELDS.map((f) => f.toLowerCase())],
    ['an example that says so first', rowOf('示例：某某便利店', ...A.slice(1))],
    ['an example in brackets', rowOf('（示例）某某便利店', ...A.slice(1))],
  ])('%s under the header', (_, row) => {
    expect(check([rawSheet([ROW_HEADER, row, A, B])]).summary).toMatchObject({ total: 2, valid: 2 });
  });

  it.each(['日期：2025-06-30', '—— 完 ——', '统计时间：2025-06-30 12:00:00', '负责人：', '签字：'])(
    '%s at the end',
    (text) => {
      expect(check([rawSheet([ROW_HEADER, A, B, [text]])]).summary).toMatchObject({ total: 2, valid: 2 });
    },
  );

  it('takes the sheet with rows, not the template before it', () => {
    const sheets = [rawSheet([ROW_HEADER], { name: '模板' }), rawSheet([ROW_HEADER, A], { name: '数据' })];
    expect(check(sheets).found.sheet.name).toBe('数据');
    expect(unwrap(understandSheets(sheets, { as: 'merchants' })).sheet.name).toBe('数据');
  });

  it('knows headers in traditional signs', () => {
    expect(findWord(headerKeys('統一社會信用代碼'))?.field).toBe('uscc');
    expect(findWord(headerKeys('結算賬號'))?.field).toBe('accountNo');
    expect(findWord(headerKeys('聯繫電話'))?.field).toBe('contactPhone');
  });
});
