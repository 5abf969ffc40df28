import { onScopeDispose } from 'vue';

export interface Shortcuts {
  palette(): void;
  search(): void;
  create(): void;
  sheet(): void;
}

/** The desk's own keys. Single letters count only where nobody is typing; nothing works under the lock. */
export function useShortcuts(active: () => boolean, act: Shortcuts): void {
  const onKey = (event: KeyboardEvent): void => {
    const name = active() && !event.isComposing ? nameOf(event) : null;
    if (name === null) return;
    event.preventDefault();
    act[name]();
  };
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}

export function nameOf(event: KeyboardEvent): keyof Shortcuts | null {
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && event.key.toLowerCase() === 'k') return 'palette';
  if (event.altKey && !command && event.code === 'KeyN') return 'create';
  if (command || event.altKey || isTyping(event.target)) return null;
  if (event.key === '/') return 'search';
  return event.key === '?' || event.key === '？' ? 'sheet' : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]');
}
