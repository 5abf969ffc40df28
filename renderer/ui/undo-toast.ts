import { ElMessage } from 'element-plus';
import { h } from 'vue';
import './undo-toast.css';

/** Says what was done and, for ten seconds, offers to take it back. The answer closes it sooner. */
export function showUndo(text: string, undoLabel: string, undo: () => void): () => void {
  const message = ElMessage({
    type: 'success',
    duration: 10_000,
    showClose: true,
    message: () =>
      h('span', { class: 'undo-toast' }, [
        text,
        h(
          'button',
          {
            type: 'button',
            class: 'undo-toast__undo',
            onClick: () => {
              message.close();
              undo();
            },
          },
          undoLabel,
        ),
      ]),
  });
  return () => message.close();
}
