import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { CouponMatch, CouponQueryIo, CouponReport, CouponUse, CouponView } from '@shared/contracts/coupons';
import type { ReportSheet } from '@shared/contracts/sheet';
import { ok, type AppError, type Result } from '@shared/kernel/result';
import { pictureBytes } from '@renderer/platform/picture-bytes';
import { useSaving } from '@renderer/platform/use-saving';
import { askCore, sheet } from '@renderer/platform/workers';
import { useCouponWords } from './use-coupon-words';

type Asked = CouponQueryIo['coupon.report']['input'];

export interface CouponExport {
  error: Ref<AppError | null>;
  saved: Ref<string>;
  /** By day, by coupon and by merchant, a sheet each. */
  saveBook: (report: CouponReport, asked: Asked) => Promise<void>;
  /** Every use of one coupon. */
  saveUses: (view: CouponView, asked: Asked) => Promise<void>;
  saveMatch: (found: CouponMatch, asked: Asked) => Promise<void>;
  savePicture: (dataUrl: string) => Promise<void>;
}

const PAGE = 500;
type Column = ReportSheet['columns'][number];

/** Takes away what the page shows, as workbooks or as a picture. */
export function useCouponExport(): CouponExport {
  const { t } = useI18n();
  const words = useCouponWords();
  const { error, saved, save } = useSaving();

  const text = (key: string): Column => ({ header: t(key), kind: 'text' });
  const fen = (key: string): Column => ({ header: t(key), kind: 'fen' });
  const count = (key: string): Column => ({ header: t(key), kind: 'count' });
  const notesOf = ({ from, to }: Asked): string[] => [t('dashboard.sheet.days', { from, to })];
  const fileName = (what: string, { from, to }: Asked): string => t('coupons.fileName', { what, from, to });
  const channelName = (channel: string): string => t(`txns.channel.${channel}`);

  function sheetOf(key: string, asked: Asked, columns: Column[], rows: ReportSheet['rows']): ReportSheet {
    return { name: t(key).slice(0, 31), title: t(key), notes: notesOf(asked), columns, rows, totals: true };
  }

  function days({ days: points }: CouponReport, asked: Asked): ReportSheet {
    const columns = [
      text('coupons.sheet.day'),
      count('coupons.sheet.payments'),
      count('coupons.figure.uses'),
      fen('coupons.sheet.orders'),
      fen('coupons.figure.settled'),
      fen('coupons.figure.saved'),
      fen('coupons.figure.concession'),
      fen('coupons.figure.funded'),
      fen('coupons.figure.returned'),
    ];
    const rows = points.map((day) => [
      day.bizDate,
      day.payments,
      day.uses,
      ...[day.orderFen, day.settleFen, day.savedFen, day.concessionFen, day.fundedFen, day.returnedFen],
    ]);
    return sheetOf('coupons.chart.title', asked, columns, rows);
  }

  function list({ coupons }: CouponReport, asked: Asked): ReportSheet {
    const columns = [
      text('coupons.column.name'),
      text('coupons.column.coupon'),
      text('txns.column.channel'),
      text('coupons.column.rule'),
      text('coupons.column.bearer'),
      text('coupons.fact.days'),
      count('coupons.figure.uses'),
      fen('coupons.column.amount'),
      fen('coupons.column.orders'),
      fen('coupons.figure.returned'),
      fen('coupons.fact.budget'),
      fen('coupons.sheet.spent'),
      text('coupons.column.lastUse'),
    ];
    const rows = coupons.map(({ coupon, channel, terms, sums, spentFen, lastUse }) => [
      terms?.name ?? '',
      coupon,
      channelName(channel),
      terms ? words.rule(terms) : '',
      terms ? t(`coupons.bearer.${terms.bearer}`) : '',
      terms ? words.span(terms) : '',
      sums.uses,
      sums.couponFen,
      sums.orderFen,
      sums.returnedCouponFen,
      terms && terms.budgetFen > 0 ? terms.budgetFen : null,
      spentFen,
      lastUse,
    ]);
    return sheetOf('coupons.list', asked, columns, rows);
  }

  function merchants({ merchants: all }: CouponReport, asked: Asked): ReportSheet {
    const columns = [
      text('txns.column.merchant'),
      count('coupons.figure.uses'),
      fen('coupons.figure.saved'),
      fen('coupons.figure.concession'),
      fen('coupons.figure.funded'),
      fen('coupons.figure.settled'),
      fen('coupons.figure.returned'),
    ];
    const rows = all.map((one) => [
      one.name || t('txns.list.nobody'),
      one.uses,
      ...[one.savedFen, one.concessionFen, one.fundedFen, one.settleFen, one.returnedFen],
    ]);
    return sheetOf('coupons.merchants', asked, columns, rows);
  }

  function uses(all: readonly CouponUse[], asked: Asked): ReportSheet {
    const columns = [
      text('coupons.use.at'),
      text('txns.column.kind'),
      fen('coupons.column.amount'),
      fen('txns.column.orderFen'),
      text('txns.column.merchant'),
      text('txns.column.account'),
      text('txns.column.txnNo'),
      text('coupons.use.couponId'),
    ];
    const rows = all.map((use) => [
      `${use.bizDate} ${use.time}`,
      t(`txns.kind.${use.kind}`),
      use.kind === 'refund' ? 0 - use.amountFen : use.amountFen,
      use.orderFen,
      use.merchantName,
      use.accountLabel,
      use.txnNo,
      use.couponId,
    ]);
    return sheetOf('coupons.uses', asked, columns, rows);
  }

  function mismatches({ rows }: CouponMatch, asked: Asked): ReportSheet {
    const columns = [
      text('coupons.sheet.day'),
      text('txns.column.channel'),
      text('coupons.match.order'),
      text('coupons.column.coupon'),
      text('txns.column.merchant'),
      fen('coupons.match.used'),
      fen('coupons.match.billed'),
    ];
    const cells = rows.map((row) => [
      row.bizDate,
      channelName(row.channel),
      row.txnNo,
      row.coupons.join('、'),
      row.merchantName,
      row.coupons.length === 0 ? null : row.usedFen,
      row.billFen,
    ]);
    return sheetOf('coupons.match.title', asked, columns, cells);
  }

  return {
    error,
    saved,
    saveBook: (report, asked) =>
      save('xlsx', fileName(t('coupons.title'), asked), async () =>
        (await sheet()).writeReport([days(report, asked), list(report, asked), merchants(report, asked)]),
      ),
    saveUses: (view, asked) =>
      save('xlsx', fileName(words.name(view), asked), async () => {
        const all = await everyUse(view, asked);
        return all.ok ? (await sheet()).writeReport([uses(all.value, asked)]) : all;
      }),
    saveMatch: (found, asked) =>
      save('xlsx', fileName(t('coupons.match.title'), asked), async () =>
        (await sheet()).writeReport([mismatches(found, asked)]),
      ),
    savePicture: (dataUrl) =>
      save('image', t('dashboard.pictureName', { name: t('coupons.chart.title') }), () =>
        Promise.resolve(pictureBytes(dataUrl)),
      ),
  };
}

async function everyUse({ channel, coupon }: CouponView, asked: Asked): Promise<Result<CouponUse[]>> {
  const rows: CouponUse[] = [];
  for (;;) {
    const page = await askCore('coupon.uses', { ...asked, channel, coupon, offset: rows.length, limit: PAGE });
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    if (rows.length >= page.value.total || page.value.rows.length === 0) return ok(rows);
  }
}
