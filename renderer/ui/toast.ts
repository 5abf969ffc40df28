import { ElNotification } from 'element-plus';

const SHOWN_MS = 6_000;

/** Something that happened by itself, for some seconds; at the bottom, where it covers neither the bell nor its list. */
export function showToast(title: string, text: string, onClick?: () => void): void {
  ElNotification({
    title,
    message: text,
    type: 'info',
    position: 'bottom-right',
    duration: SHOWN_MS,
    ...(onClick && { onClick }),
  });
}
