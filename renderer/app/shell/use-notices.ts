import { computed, onScopeDispose, watch, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { NoticeView } from '@shared/contracts/reminders';
import { transactionsLink } from '@shared/txns/filter';
import { playSound, showSystemNotice } from '@renderer/platform/remind-ways';
import { useCommand } from '@renderer/platform/use-command';
import { useQuery } from '@renderer/platform/use-query';
import { showToast } from '@renderer/ui/toast';
import { noticeText } from './notice-text';

/** More at once are told of together. */
const MOST_TOLD = 3;
/** The longest that a browser's timer counts. */
const LONGEST_MS = 2 ** 31 - 1;

export interface NoticesState {
  notices: ComputedRef<readonly NoticeView[]>;
  unread: ComputedRef<number>;
  open: (notice: NoticeView) => void;
  markAllRead: () => void;
}

/** One's own notices: listed, and each told once by the ways its rule names. */
export function useNotices(): NoticesState {
  const { t } = useI18n();
  const router = useRouter();
  const list = useQuery('notice.list', () => ({}));
  const mark = useCommand('notice.mark');
  const told = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  watch(list.data, (answer) => {
    clearTimeout(timer);
    if (!answer) return;
    // When quiet hours end nothing is stored that would make the list ask again.
    if (answer.nextAt > 0)
      timer = setTimeout(() => void list.reload(), Math.min(LONGEST_MS, Math.max(0, answer.nextAt - Date.now()) + 500));
    tell(answer.notices.filter(({ id, toldAt, readAt }) => toldAt === 0 && readAt === 0 && !told.has(id)));
  });

  function tell(fresh: readonly NoticeView[]): void {
    if (fresh.length === 0) return;
    for (const { id } of fresh) told.add(id);
    void mark.run({ ids: fresh.map(({ id }) => id), as: 'told' });
    const title = t('reminders.notice.title');
    const shown = fresh.length > MOST_TOLD ? [] : fresh;
    for (const notice of shown) {
      const go = (): void => open(notice);
      if (notice.ways.includes('toast')) showToast(title, noticeText(t, notice), go);
      if (notice.ways.includes('system')) showSystemNotice(title, noticeText(t, notice, false), go);
    }
    if (shown.length === 0) {
      const text = t('reminders.bell.more', { count: fresh.length });
      if (fresh.some(({ ways }) => ways.includes('toast'))) showToast(title, text);
      if (fresh.some(({ ways }) => ways.includes('system'))) showSystemNotice(title, text);
    }
    if (fresh.some(({ ways }) => ways.includes('sound'))) void playSound();
  }

  function open(notice: NoticeView): void {
    if (notice.readAt === 0) void mark.run({ ids: [notice.id], as: 'read' });
    void router.push(transactionsLink(notice.filter));
  }

  const notices = computed(() => list.data.value?.notices ?? []);
  return {
    notices,
    unread: computed(() => list.data.value?.unread ?? 0),
    open,
    markAllRead: () =>
      void mark.run({ ids: notices.value.filter(({ readAt }) => readAt === 0).map(({ id }) => id), as: 'read' }),
  };
}
