import type { NoticeView } from '@shared/contracts/reminders';
import { formatYuan } from '@shared/money/yuan';

type Translate = (key: string, values: Record<string, string | number>) => string;

/** A notice in words; without the merchant's name where anybody may look on. */
export function noticeText(t: Translate, notice: NoticeView, named = true): string {
  const { event, count, amountFen, days, sumFen, mostFen, merchantName, filter } = notice;
  const values = {
    ...{ count, days, from: filter.from, to: filter.to },
    ...{ least: formatYuan(amountFen), sum: formatYuan(sumFen), most: formatYuan(mostFen) },
  };
  const text = t(`reminders.notice.${event}${count === 1 ? 'One' : ''}`, values);
  return named && merchantName !== '' ? t('reminders.notice.of', { merchant: merchantName, text }) : text;
}
